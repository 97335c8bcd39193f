import X from 'lucide-solid/icons/x';
import { createSignal, createUniqueId, For, Show } from 'solid-js';
import { useApp } from '../../app/context.ts';
import { Button } from '../ui/button.tsx';
import { addPhrases } from './phrases.ts';

/** Words and phrases as chips: Enter or a comma adds what is written, Backspace in an empty field takes back the last. */
export function PhraseField(props: {
  readonly phrases: readonly string[];
  readonly typed: string;
  readonly onTyped: (typed: string) => void;
  readonly onChange: (phrases: readonly string[]) => void;
}) {
  const app = useApp();
  const id = createUniqueId();
  const [refused, setRefused] = createSignal<readonly string[]>([]);
  let input!: HTMLInputElement;

  function add(text: string): void {
    const next = addPhrases(props.phrases, text);
    setRefused(next.refused);
    props.onTyped('');
    // What was typed last may never have been told: the field is emptied all the same.
    input.value = '';
    if (next.phrases.length !== props.phrases.length) props.onChange(next.phrases);
  }
  function remove(phrase: string): void {
    props.onChange(props.phrases.filter((one) => one !== phrase));
    input.focus();
  }

  return (
    <div class="field">
      <label class="field-label" for={id}>
        {app.t('operator.phrases')}
      </label>
      <Show when={props.phrases.length > 0}>
        <ul class="chips" aria-label={app.t('operator.phrases')}>
          <For each={props.phrases}>
            {(phrase) => (
              <li class="chip phrase">
                {phrase}
                <button type="button" aria-label={app.t('operator.removePhrase', { phrase })} onClick={() => remove(phrase)}>
                  <X size={14} aria-hidden="true" />
                </button>
              </li>
            )}
          </For>
        </ul>
      </Show>
      <div class="phrase-line">
        <input
          ref={input}
          id={id}
          class="input"
          value={props.typed}
          aria-describedby={`${id}-hint`}
          data-testid="rule-phrase"
          onInput={(event) => {
            const text = event.currentTarget.value;
            if (/[\n,;]/.test(text)) add(text);
            else props.onTyped(text);
          }}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && props.typed.trim() !== '') {
              event.preventDefault();
              add(props.typed);
            } else if (event.key === 'Backspace' && props.typed === '') {
              const last = props.phrases.at(-1);
              if (last !== undefined) remove(last);
            }
          }}
          onPaste={(event) => {
            const text = event.clipboardData?.getData('text/plain') ?? '';
            if (!/[\n,;]/.test(text)) return;
            event.preventDefault();
            add(`${props.typed}${text}`);
          }}
        />
        <Button disabled={props.typed.trim() === ''} onPress={() => add(props.typed)} data-testid="rule-phrase-add">
          {app.t('operator.addPhrase')}
        </Button>
      </div>
      <p class="field-hint" id={`${id}-hint`}>
        {app.t('operator.phrasesHint')}
      </p>
      <Show when={refused().length > 0}>
        <p class="field-error" role="alert">
          {app.t('operator.phraseRefused', {
            phrases: app.format().list(refused().map((one) => (one.length > 30 ? `${one.slice(0, 29)}…` : one))),
          })}
        </p>
      </Show>
    </div>
  );
}
