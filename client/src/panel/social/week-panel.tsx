import type { Frame } from '@oto/schema/contract/social';
import MapPin from 'lucide-solid/icons/map-pin';
import Star from 'lucide-solid/icons/star';
import { For, Show } from 'solid-js';
import { useApp } from '../../app/context.ts';
import { PersonLink } from '../profile/person-link.tsx';
import { Button } from '../ui/button.tsx';
import { Sheet } from '../ui/sheet.tsx';
import { Empty, Loaded } from '../ui/states.tsx';
import { useFeatured } from './featured-query.ts';
import { NoteThumb } from './note-thumb.tsx';

/** The wall of the closed week and the votes of the running one. */
export function WeekPanel() {
  const app = useApp();
  const asked = useFeatured();
  return (
    <Sheet title={app.t('week.title')} testid="week" onClose={() => app.showSide(null)}>
      <p class="muted">{app.t('week.lead')}</p>
      <Loaded asked={asked} lines={7}>
        {(featured) => (
          <>
            <Show when={featured().last.frames.length + featured().running.frames.length > 0}>
              <Button
                class="wide week-go"
                icon={<MapPin size={18} aria-hidden="true" />}
                onPress={() => app.board()?.flyToWall()}
                data-testid="week-go"
              >
                {app.t('week.go')}
              </Button>
            </Show>
            <div class="week-head">
              <h3 class="heading">{app.t('week.running')}</h3>
              <p class="muted small">{app.t('week.ends', { when: app.format().whole(Date.parse(featured().running.endsAt)) })}</p>
            </div>
            <Show
              when={featured().running.frames.length > 0}
              fallback={<Empty title={app.t('week.empty')} text={app.t('week.emptyText')} />}
            >
              <Ranking frames={featured().running.frames} testid="week-running" />
            </Show>
            <div class="week-head">
              <h3 class="heading">{app.t('week.last', { date: app.format().wholeDay(featured().last.week) })}</h3>
            </div>
            <Show when={featured().last.frames.length > 0} fallback={<p class="muted">{app.t('week.lastEmpty')}</p>}>
              <Ranking frames={featured().last.frames} testid="week-last" />
            </Show>
          </>
        )}
      </Loaded>
    </Sheet>
  );
}

function Ranking(props: { readonly frames: readonly Frame[]; readonly testid: string }) {
  const app = useApp();
  return (
    <ol class="week-list" data-testid={props.testid}>
      <For each={props.frames}>
        {(frame, index) => (
          <li class="week-line" data-testid="week-line">
            <span class="week-place">{app.format().number(index() + 1)}</span>
            <NoteThumb kind={frame.kind} thumb={frame.thumb} />
            <div>
              <button type="button" class="feed-title" onClick={() => app.visitNote(frame.creation)}>
                {frame.title}
              </button>
              <p class="small">
                <PersonLink person={frame.author} />
              </p>
            </div>
            <span class="week-votes" title={app.count('social.vote', frame.votes)}>
              <Star size={17} aria-hidden="true" />
              <span aria-hidden="true">{app.format().number(frame.votes)}</span>
              <span class="sr-only">{app.count('social.vote', frame.votes)}</span>
            </span>
          </li>
        )}
      </For>
    </ol>
  );
}
