import { CORD_COLOURS } from '@oto/schema/board/palette';
import { TIE_NAME_MAX } from '@oto/schema/board/record';
import Check from 'lucide-solid/icons/check';
import Scissors from 'lucide-solid/icons/scissors';
import { createEffect, createSignal, For, on, Show } from 'solid-js';
import { useApp } from '../../app/context.ts';
import type { Key } from '../../i18n/language.ts';
import { cordColour } from '../ui/post-it.tsx';
import { BarButton } from './bar-button.tsx';
import { KnotButton } from './knot-button.tsx';
import { cutTie, whyNotChangeTie } from './note-actions.ts';

/** A people's string: its colour, its name, and the scissors. */
export function TieBar(props: { readonly tie: string; /** Its two notes. */ readonly ends: readonly [string, string] }) {
  const app = useApp();
  const look = () => app.board()?.tieLook(props.tie) ?? null;
  const why = () => whyNotChangeTie(app, props.tie);
  const [draft, setDraft] = createSignal<string | null>(null);
  createEffect(
    on(
      () => props.tie,
      () => setDraft(null),
      { defer: true },
    ),
  );

  function saveName(): void {
    const name = draft()?.trim();
    setDraft(null);
    if (name !== undefined && name !== look()?.name) app.board()?.changeTie(props.tie, { name });
  }

  return (
    <Show when={look()}>
      {(now) => (
        <Show
          when={why() === null}
          fallback={
            <>
              <span class="tie-sample" style={{ '--pin': cordColour(now().colour) }} aria-hidden="true" />
              <span class="bar-words hand">{now().name === '' ? app.t('tie.unnamed') : now().name}</span>
              <BarButton
                icon={<Scissors size={18} aria-hidden="true" />}
                word={app.t('tie.cut')}
                label={app.t('tie.cut')}
                why={why()}
                testid="tie-cut"
                onPress={() => {}}
              />
            </>
          }
        >
          <div class="swatches" role="group" aria-label={app.t('tie.colours')}>
            <For each={CORD_COLOURS}>
              {(colour, index) => (
                <button
                  type="button"
                  class="swatch"
                  style={{ '--pin': colour }}
                  title={app.t(`colour.${index()}` as Key)}
                  aria-label={app.t(`colour.${index()}` as Key)}
                  aria-pressed={now().colour === index()}
                  data-testid={`tie-colour-${index()}`}
                  onClick={() => app.board()?.changeTie(props.tie, { colour: index() })}
                >
                  <Show when={now().colour === index()}>
                    <Check size={16} aria-hidden="true" />
                  </Show>
                </button>
              )}
            </For>
          </div>
          <input
            class="input tie-name hand"
            type="text"
            maxLength={TIE_NAME_MAX}
            aria-label={app.t('tie.name')}
            placeholder={app.t('tie.nameHere')}
            value={draft() ?? now().name}
            data-testid="tie-name"
            onInput={(event) => setDraft(event.currentTarget.value)}
            onBlur={saveName}
            onKeyDown={(event) => {
              if (event.key !== 'Enter' && event.key !== 'Escape') return;
              event.preventDefault();
              event.stopPropagation();
              if (event.key === 'Escape') setDraft(null);
              event.currentTarget.blur();
            }}
          />
          <KnotButton ids={props.ends} />
          <BarButton
            icon={<Scissors size={18} aria-hidden="true" />}
            word={app.t('tie.cut')}
            label={app.t('tie.cut')}
            tone="bad"
            testid="tie-cut"
            onPress={() => cutTie(app, props.tie)}
          />
        </Show>
      )}
    </Show>
  );
}
