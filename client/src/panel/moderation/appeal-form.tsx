import { useQueryClient, type QueryKey } from '@tanstack/solid-query';
import { createSignal, onMount, Show } from 'solid-js';
import type { Answer } from '../../api/http.ts';
import { useApp } from '../../app/context.ts';
import { Button } from '../ui/button.tsx';
import { Field } from '../ui/field.tsx';
import { FormError } from '../ui/form-error.tsx';

/**
 * Words to whoever decides again. It may stand in a form: it sends nothing of that. Away, it gives the focus to what
 * bears `data-appeal` in the nearest thing around it that can hold the focus, else to that.
 */
export function AppealForm(props: {
  readonly lead?: string;
  readonly label: string;
  readonly hint?: string;
  /** Characters. */
  readonly least: number;
  readonly most: number;
  readonly ask: (words: string) => Promise<Answer<unknown>>;
  /** What is answered when it was appealed before, from another page: that one is shown then. */
  readonly over: 'already_appealed' | 'appeal_over';
  /** Where the appeal is shown. */
  readonly list: QueryKey;
  readonly sent: { readonly title: string; readonly text?: string };
  readonly testid: 'appeal' | 'decision';
  readonly onAway: () => void;
}) {
  const app = useApp();
  const queries = useQueryClient();
  const [words, setWords] = createSignal('');
  const [busy, setBusy] = createSignal(false);
  const [problem, setProblem] = createSignal<string | null>(null);
  let box!: HTMLDivElement;
  let home: HTMLElement | null = null;
  onMount(() => {
    home = box.closest<HTMLElement>('[tabindex="-1"]');
    box.querySelector('textarea')?.focus();
  });

  async function send(): Promise<void> {
    if (busy()) return;
    setBusy(true);
    setProblem(null);
    const answer = await props.ask(words().trim());
    if (answer.ok || answer.failure.code === props.over) await queries.invalidateQueries({ queryKey: props.list });
    setBusy(false);
    if (!answer.ok) return void setProblem(app.sentence(answer.failure));
    app.notify({ tone: 'done', ...props.sent });
    leave();
  }

  function leave(): void {
    props.onAway();
    queueMicrotask(() => (home?.querySelector<HTMLElement>('[data-appeal]') ?? home)?.focus({ preventScroll: true }));
  }

  return (
    <div class="appeal-form" ref={box} data-testid={`${props.testid}-form`}>
      <Show when={props.lead}>
        <p class="muted small">{props.lead}</p>
      </Show>
      <Field
        label={props.label}
        value={words()}
        onInput={setWords}
        rows={3}
        max={props.most}
        hint={props.hint}
        testid={`${props.testid}-words`}
      />
      <FormError text={problem()} />
      <div class="row wrap">
        <Button
          look="main"
          pending={busy()}
          disabled={words().trim().length < props.least}
          onPress={() => void send()}
          data-testid={`${props.testid}-send`}
        >
          {app.t('moderation.send')}
        </Button>
        <Button look="quiet" onPress={leave}>
          {app.t('moderation.giveUp')}
        </Button>
      </div>
    </div>
  );
}
