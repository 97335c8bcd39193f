import { useQueryClient } from '@tanstack/solid-query';
import { createSignal } from 'solid-js';
import type { Failure } from '../../api/http.ts';
import { useApp } from '../../app/context.ts';
import { KEYS } from '../../app/query-keys.ts';
import { TermsWords } from '../join/terms-words.tsx';
import { Button } from '../ui/button.tsx';
import { FormError } from '../ui/form-error.tsx';
import { Tick } from '../ui/tick.tsx';
import { Window } from '../ui/window.tsx';

/** Asks for the terms of today, once they have changed since they were accepted. */
export function TermsDialog() {
  const app = useApp();
  const queries = useQueryClient();
  const [agreed, setAgreed] = createSignal(false);
  const [tried, setTried] = createSignal(false);
  const [busy, setBusy] = createSignal(false);
  const [failure, setFailure] = createSignal<Failure | null>(null);

  async function accept(): Promise<void> {
    setTried(true);
    if (!agreed() || busy()) return;
    setBusy(true);
    setFailure(null);
    const answer = await app.api.acceptTerms();
    setBusy(false);
    if (!answer.ok) {
      setFailure(answer.failure);
      return;
    }
    void queries.invalidateQueries({ queryKey: KEYS.me });
    app.holds.answer(true);
  }

  return (
    <Window
      title={app.t('terms.changed')}
      text={app.t('terms.changedText')}
      testid="terms-dialog"
      class="window-narrow"
      over
      onClose={() => app.holds.answer(false)}
    >
      <form
        class="form"
        onSubmit={(event) => {
          event.preventDefault();
          void accept();
        }}
      >
        <Tick
          checked={agreed()}
          onChange={setAgreed}
          testid="terms-agree"
          error={tried() && !agreed() ? app.t('join.problem.terms') : undefined}
        >
          <TermsWords stem="terms.agree" />
        </Tick>
        <FormError text={failure() && app.sentence(failure()!)} />
        <div class="row wrap end">
          <Button onPress={() => app.holds.answer(false)} data-testid="terms-later">
            {app.t('terms.later')}
          </Button>
          <Button type="submit" look="main" pending={busy()} data-testid="terms-accept">
            {app.t('terms.accept')}
          </Button>
        </div>
      </form>
    </Window>
  );
}
