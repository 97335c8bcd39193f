import { createSignal, Show } from 'solid-js';
import type { Failure } from '../../api/http.ts';
import { useApp } from '../../app/context.ts';
import { PasswordField } from '../join/password-field.tsx';
import { passwordProblem } from '../join/password-rule.ts';
import { Button } from '../ui/button.tsx';
import { FormError } from '../ui/form-error.tsx';
import { Window } from '../ui/window.tsx';

/** Where the link in the mail leads: another password, and every session ends. */
export function ResetDialog(props: { readonly token: string }) {
  const app = useApp();
  const [password, setPassword] = createSignal('');
  const [busy, setBusy] = createSignal(false);
  const [failure, setFailure] = createSignal<Failure | null>(null);

  async function save(): Promise<void> {
    if (passwordProblem(password()) || busy()) return;
    setBusy(true);
    setFailure(null);
    const answer = await app.api.reset(props.token, password());
    setBusy(false);
    if (!answer.ok) {
      setFailure(answer.failure);
      return;
    }
    await app.refreshSession();
    app.notify({ tone: 'done', title: app.t('reset.done') });
    app.showDialog({ type: 'join', mode: 'in' });
  }

  return (
    <Window
      title={app.t('reset.title')}
      text={app.t('reset.lead')}
      testid="reset-dialog"
      class="window-narrow"
      onClose={() => app.showDialog(null)}
    >
      <form
        class="form"
        novalidate
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <PasswordField
          language={app}
          label={app.t('password.new')}
          value={password()}
          onInput={setPassword}
          testid="reset-password"
          fresh
        />
        <FormError text={failure() && app.sentence(failure()!)} />
        <Show when={failure()?.code === 'link_expired'}>
          <button type="button" class="link" data-testid="reset-again" onClick={() => app.showDialog({ type: 'join', mode: 'forgot' })}>
            {app.t('reset.again')}
          </button>
        </Show>
        <Button type="submit" look="main" class="wide" pending={busy()} disabled={passwordProblem(password())} data-testid="reset-submit">
          {app.t('password.choose')}
        </Button>
      </form>
    </Window>
  );
}
