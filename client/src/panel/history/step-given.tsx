import type { Creation } from '@oto/schema/contract/creation';
import GitFork from 'lucide-solid/icons/git-fork';
import Paperclip from 'lucide-solid/icons/paperclip';
import { For, Match, Show, Switch } from 'solid-js';
import { useApp } from '../../app/context.ts';
import { shorten } from '../../app/live.ts';
import { VoicePlayer } from '../preview/voice-player.tsx';
import { KindMark } from '../ui/kind-mark.tsx';
import type { Given } from './sources.ts';

const EXCERPT = 280;

type Of<T extends Given['type']> = Extract<Given, { type: T }>;

/** What a step worked from: words, a forked creation, somebody's file, what an earlier step made. */
export function StepGiven(props: { readonly given: readonly Given[]; readonly mine: boolean }) {
  const app = useApp();
  const is = <T extends Given['type']>(given: Given, type: T): Of<T> | undefined => (given.type === type ? (given as Of<T>) : undefined);
  return (
    <ul class="step-given">
      <For each={props.given}>
        {(given) => (
          <li>
            <Switch>
              <Match when={is(given, 'words')}>
                {(words) => (
                  <>
                    <p class="step-from">{wordsFrom(words())}</p>
                    <p class="quoted">{shorten(words().text, EXCERPT)}</p>
                  </>
                )}
              </Match>
              <Match when={is(given, 'parent')?.parent}>
                {(parent) => (
                  <button
                    type="button"
                    class="link"
                    onClick={() => app.showSide({ type: 'history', id: parent().id })}
                    data-testid="history-given-parent"
                  >
                    <GitFork size={15} aria-hidden="true" /> {app.t('history.from.parent', { title: parent().title })}
                  </button>
                )}
              </Match>
              <Match when={is(given, 'file')?.input}>{(input) => <GivenFile input={input()} mine={props.mine} />}</Match>
              <Match when={is(given, 'made')?.step}>
                {(step) => (
                  <p class="step-from">
                    <KindMark kind={step().kind} size={15} />{' '}
                    {app.t(step().kind === 'voice' ? 'history.from.voice' : 'history.from.image', {
                      name: step().agent.name,
                      n: step().index + 1,
                    })}
                  </p>
                )}
              </Match>
            </Switch>
          </li>
        )}
      </For>
    </ul>
  );

  function wordsFrom(words: Of<'words'>): string {
    if (words.from === 'prompt') return app.t('history.from.prompt');
    return app.t('history.from.text', { name: words.from.agent.name, n: words.from.index + 1 });
  }
}

/** The file itself for whoever may see it; for all others, that there was one. */
function GivenFile(props: { readonly input: Creation['inputs'][number]; readonly mine: boolean }) {
  const app = useApp();
  const words = () => app.t(`history.from.${props.mine ? 'my' : 'their'}.${props.input.role}`);
  return (
    <Show
      when={props.input.creation}
      fallback={
        <>
          <p class="step-from">
            <Paperclip size={15} aria-hidden="true" /> {words()}
          </p>
          <Show when={props.input.url}>
            {(url) => (
              <Show
                when={props.input.role === 'image'}
                fallback={
                  <VoicePlayer
                    url={url()}
                    peaks={props.input.peaks ?? []}
                    durationMs={props.input.durationMs ?? 0}
                    label={words()}
                    bars={44}
                  />
                }
              >
                <img class="step-file" src={url()} alt="" loading="lazy" />
              </Show>
            )}
          </Show>
        </>
      }
    >
      {(creation) => (
        <button type="button" class="link" onClick={() => app.openNote(creation())} data-testid="history-given-creation">
          <Paperclip size={15} aria-hidden="true" /> {app.t(`history.from.creation.${props.input.role}`)}
        </button>
      )}
    </Show>
  );
}
