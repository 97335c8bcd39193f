import { RadioGroup } from '@kobalte/core/radio-group';
import { createEffect, createSignal, For, on, Show, type JSX } from 'solid-js';
import { useApp } from '../../app/context.ts';
import { Button } from './button.tsx';
import { Field } from './field.tsx';
import { FormError } from './form-error.tsx';

/** What is being written. */
export type Draft<K extends string> = { readonly kind: K | null; readonly words: string; readonly contact: string };

/** What was written, without what stands around it. */
export type Told<K extends string> = {
  readonly kind: K;
  readonly words: string;
  /** Of somebody who is not signed in and wants an answer. */
  readonly contact: string | null;
  /** Whether an answer can reach them. */
  readonly reachable: boolean;
};

const CONTACT_MAX = 254;

/** Tells the operators something: of which kind, in words, and for whoever is not signed in an address for the answer. */
export function TellForm<K extends string>(props: {
  readonly testid: string;
  readonly kinds: { readonly label: string; readonly options: readonly { readonly value: K; readonly label: string }[] };
  readonly words: { readonly label: string; readonly max: number; readonly required?: boolean };
  readonly contact: { readonly label: string; readonly hint: string };
  readonly close: string;
  readonly send: { readonly label: string; readonly icon: JSX.Element };
  readonly begun?: Draft<K> | null;
  readonly onDraft?: (draft: Draft<K>) => void;
  /** What comes along. */
  readonly children?: JSX.Element;
  /** Null: it has gone; else what is wrong. */
  readonly onSend: (told: Told<K>) => Promise<string | null>;
}) {
  const app = useApp();
  const [kind, setKind] = createSignal<K | null>(props.begun?.kind ?? null);
  const [words, setWords] = createSignal(props.begun?.words ?? '');
  const [contact, setContact] = createSignal(props.begun?.contact ?? '');
  const [busy, setBusy] = createSignal(false);
  const [problem, setProblem] = createSignal<string | null>(null);
  const ready = () => kind() !== null && (props.words.required !== true || words().trim() !== '');
  createEffect(on([kind, words, contact], ([k, w, c]) => props.onDraft?.({ kind: k, words: w, contact: c }), { defer: true }));

  async function send(): Promise<void> {
    const chosen = kind();
    if (chosen === null || !ready() || busy()) return;
    setBusy(true);
    setProblem(null);
    const address = app.me() ? '' : contact().trim();
    const reachable = Boolean(app.me()) || address !== '';
    const wrong = await props.onSend({ kind: chosen, words: words().trim(), contact: address === '' ? null : address, reachable });
    setBusy(false);
    setProblem(wrong);
  }

  return (
    <form
      class="form"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <RadioGroup
        class="field tell-kinds"
        value={kind() ?? ''}
        onChange={(value) => setKind(() => props.kinds.options.find((one) => one.value === value)?.value ?? null)}
      >
        <RadioGroup.Label class="field-label">{props.kinds.label}</RadioGroup.Label>
        <For each={props.kinds.options}>
          {({ value, label }) => (
            <RadioGroup.Item value={value} class="radio" data-testid={`${props.testid}-kind-${value}`}>
              <RadioGroup.ItemInput />
              <RadioGroup.ItemControl class="radio-dot" />
              <RadioGroup.ItemLabel>{label}</RadioGroup.ItemLabel>
            </RadioGroup.Item>
          )}
        </For>
      </RadioGroup>
      <Field label={props.words.label} value={words()} onInput={setWords} rows={4} max={props.words.max} testid={`${props.testid}-words`} />
      <Show when={!app.me()}>
        <Field
          label={props.contact.label}
          hint={props.contact.hint}
          value={contact()}
          onInput={setContact}
          type="email"
          autocomplete="email"
          max={CONTACT_MAX}
          testid={`${props.testid}-contact`}
        />
      </Show>
      {props.children}
      <FormError text={problem()} />
      <div class="row end">
        <Button look="quiet" onPress={() => app.showDialog(null)}>
          {props.close}
        </Button>
        <Button type="submit" look="main" icon={props.send.icon} pending={busy()} disabled={!ready()} data-testid={`${props.testid}-send`}>
          {props.send.label}
        </Button>
      </div>
    </form>
  );
}
