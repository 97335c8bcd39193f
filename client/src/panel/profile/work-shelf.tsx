import type { Kind } from '@oto/schema/board/kind';
import { KINDS } from '@oto/schema/board/kind';
import type { Profile, Work } from '@oto/schema/contract/profile';
import { useInfiniteQuery } from '@tanstack/solid-query';
import Heart from 'lucide-solid/icons/heart';
import { createSignal, For, Show } from 'solid-js';
import { valueOf } from '../../api/http.ts';
import { useApp } from '../../app/context.ts';
import { shorten } from '../../app/live.ts';
import { KEYS } from '../../app/query-keys.ts';
import { Button } from '../ui/button.tsx';
import { KindMark } from '../ui/kind-mark.tsx';
import { Empty, Loaded } from '../ui/states.tsx';

type Shelf = 'creations' | 'agents';

/** A member's creations, all or of one kind, and their agents. */
export function WorkShelf(props: { readonly handle: string; readonly mine: boolean; readonly counts: Profile['counts'] }) {
  const app = useApp();
  const [shelf, setShelf] = createSignal<Shelf>('creations');
  const [kind, setKind] = createSignal<Kind | null>(null);
  const asked = useInfiniteQuery(() => ({
    queryKey: [...KEYS.works(props.handle, shelf()), kind()],
    queryFn: async ({ pageParam }: { pageParam: string | null }) => {
      const chosen = kind();
      return valueOf(
        await app.api.works(props.handle, {
          of: shelf(),
          ...(chosen === null ? {} : { kind: chosen }),
          ...(pageParam === null ? {} : { before: pageParam }),
        }),
      );
    },
    initialPageParam: null as string | null,
    getNextPageParam: (last: { readonly next: string | null }) => last.next,
    retry: false,
  }));
  const works = () => asked.data?.pages.flatMap((page) => page.works) ?? [];
  return (
    <section class="shelf" aria-label={app.t('profile.chosen')}>
      <div class="chips" role="group" aria-label={app.t('profile.chosen')}>
        <For each={['creations', 'agents'] as const}>
          {(one) => (
            <button type="button" class="chip" aria-pressed={shelf() === one} onClick={() => setShelf(one)} data-testid={`shelf-${one}`}>
              {app.t(`profile.${one}`)} <span class="number">{app.format().number(props.counts[one])}</span>
            </button>
          )}
        </For>
      </div>
      <div class="chips" role="group" aria-label={app.t(`profile.${shelf()}`)}>
        <button type="button" class="chip small" aria-pressed={kind() === null} onClick={() => setKind(null)}>
          {app.t('profile.all')}
        </button>
        <For each={KINDS}>
          {(one) => (
            <button
              type="button"
              class="chip small"
              aria-pressed={kind() === one}
              onClick={() => setKind(one)}
              data-testid={`shelf-${one}`}
            >
              <KindMark kind={one} size={14} /> {app.t(`kind.${one}`)}
            </button>
          )}
        </For>
      </div>
      <Loaded asked={asked}>
        {() => (
          <Show
            when={works().length > 0}
            fallback={<Empty title={app.t('profile.none')} text={app.t(props.mine ? 'profile.noneMine' : 'profile.noneText')} />}
          >
            <ul class="tray-grid">
              <For each={works()}>{(work) => <WorkItem work={work} />}</For>
            </ul>
            <Show when={asked.hasNextPage}>
              <Button pending={asked.isFetchingNextPage} onPress={() => void asked.fetchNextPage()} data-testid="shelf-more">
                {app.t('profile.more')}
              </Button>
            </Show>
          </Show>
        )}
      </Loaded>
    </section>
  );
}

function WorkItem(props: { readonly work: Work }) {
  const app = useApp();
  const tally = () => (props.work.type === 'agent' ? app.count('profile.uses', props.work.uses ?? 0) : null);
  return (
    <li>
      <button
        type="button"
        class="mini-note"
        data-kind={props.work.type === 'agent' ? 'agent' : props.work.kind}
        onClick={() => {
          const { id, plot, seat } = props.work;
          app.openNote(id);
          if (plot !== null && seat !== null) app.flyToNote(id, plot, { x: seat[0], y: seat[1] });
        }}
        data-testid="work"
        data-id={props.work.id}
      >
        <span class="mini-top">
          <KindMark kind={props.work.kind} size={14} />
          <span class="sr-only">{app.t(`kind.${props.work.kind}`)}</span>
          <Show when={props.work.counts.likes > 0}>
            <span class="mini-likes">
              <Heart size={12} aria-hidden="true" /> <span class="sr-only">{app.t('profile.likes')}</span> {props.work.counts.likes}
            </span>
          </Show>
        </span>
        <Show when={props.work.thumb} fallback={<span class="mini-words">{shorten(props.work.excerpt, 70)}</span>}>
          {(url) => <img src={url()} alt="" loading="lazy" />}
        </Show>
        <span class="mini-title">{shorten(props.work.title, 34)}</span>
        <Show when={tally()}>{(words) => <span class="mini-tally small">{words()}</span>}</Show>
      </button>
    </li>
  );
}
