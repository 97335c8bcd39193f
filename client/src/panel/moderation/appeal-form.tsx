import { AppealRequest } from '@oto/schema/contract/moderation';
import { useQueryClient } from '@tanstack/solid-query';
import { createSignal, onMount } from 'solid-js';
import { useApp } from '../../app/context.ts';
import { KEYS } from '../../app/query-keys.ts';
import { Button } from '../ui/button.tsx';
import { Field } from '../ui/field.tsx';
import { FormError } from '../ui/form-error.tsx';

const MOST = AppealRequest.shape.words.maxLength ?? 1000;
const LEAST = AppealRequest.shape.words.minLength ?? 3;

/** Words to whoever decides again. It may stand in a form: it sends nothing of that. */
export function AppealForm(props: { readonly refusal: string; readonly onGiveUp: () => void }) {
  const app = useApp();
  const queries = useQueryClient();
  const [words, setWords] = createSignal('');
  const [busy, setBusy] = createSignal(false);
  const [problem, setProblem] = createSignal<string | null>(null);
  let box!: HTMLDivElement;
  onMount(() => box.querySelector('textarea')?.focus());

  async function send(): Promise<void> {
    if (busy()) return;
    setBusy(true);
    setProblem(null);
    const answer = await app.api.appeal(props.refusal, words().trim());
    setBusy(false);
    // Appealed before, from another page: that one is shown then.
    if (answer.ok || answer.failure.code === 'already_appealed') await queries.invalidateQueries({ queryKey: KEYS.appeals });
    if (answer.ok) app.notify({ tone: 'done', title: app.t('moderation.sent'), text: app.t('moderation.sentText') });
    else setProblem(app.sentence(answer.failure));
  }

  return (
    <div class="appeal-form" ref={box} data-testid="appeal-form">
      <p class="muted small">{app.t('moderation.appealLead')}</p>
      <Field label={app.t('moderation.words')} value={words()} onInput={setWords} rows={3} max={MOST} testid="appeal-words" />
      <FormError text={problem()} />
      <div class="row wrap">
        <Button look="main" pending={busy()} disabled={words().trim().length < LEAST} onPress={() => void send()} data-testid="appeal-send">
          {app.t('moderation.send')}
        </Button>
        <Button look="quiet" onPress={() => props.onGiveUp()}>
          {app.t('moderation.giveUp')}
        </Button>
      </div>
    </div>
  );
}
