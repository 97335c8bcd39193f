import MailCheck from 'lucide-solid/icons/mail-check';
import { createSignal, Show } from 'solid-js';
import type { Failure } from '../../api/http.ts';
import { useApp } from '../../app/context.ts';
import { MailboxLink } from '../account/mailbox-link.tsx';
import { Button } from '../ui/button.tsx';
import { Field } from '../ui/field.tsx';
import { Refusal } from './refusal.tsx';

/** Has a link mailed by which a new password can be chosen. It is never told whether there is such an account. */
export function ForgotForm(props: { readonly email: string; readonly onEmail: (email: string) => void; readonly onBack: () => void }) {
  const app = useApp();
  const [sent, setSent] = createSignal(false);
  const [busy, setBusy] = createSignal(false);
  const [failure, setFailure] = createSignal<Failure | null>(null);

  async function send(): Promise<void> {
    if (busy() || props.email.trim() === '') return;
    setBusy(true);
    setFailure(null);
    const answer = await app.api.forgot(props.email.trim());
    setBusy(false);
    if (answer.ok) setSent(true);
    else setFailure(answer.failure);
  }

  return (
    <form
      class="form"
      novalidate
      data-testid="forgot-form"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <Show
        when={!sent()}
        fallback={
          <div class="told" role="status" data-testid="forgot-sent">
            <MailCheck size={22} aria-hidden="true" />
            <div>
              <p>{app.t('forgot.sent', { email: props.email.trim() })}</p>
              <MailboxLink />
            </div>
          </div>
        }
      >
        <Field
          label={app.t('field.email')}
          type="email"
          value={props.email}
          onInput={props.onEmail}
          testid="forgot-email"
          autocomplete="email"
          required
        />
        <Refusal failure={failure()} />
        <Button type="submit" look="main" class="wide" pending={busy()} disabled={props.email.trim() === ''} data-testid="forgot-submit">
          {app.t('forgot.submit')}
        </Button>
      </Show>
      <button type="button" class="link small" data-testid="forgot-back" onClick={() => props.onBack()}>
        {app.t('forgot.back')}
      </button>
    </form>
  );
}
