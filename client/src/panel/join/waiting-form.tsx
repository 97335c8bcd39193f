import { WISH_MAX } from '@oto/schema/contract/wave';
import MailCheck from 'lucide-solid/icons/mail-check';
import { createSignal, Show } from 'solid-js';
import { useApp } from '../../app/context.ts';
import type { Failure } from '../../api/http.ts';
import { MailboxLink } from '../account/mailbox-link.tsx';
import { Button } from '../ui/button.tsx';
import { Field } from '../ui/field.tsx';
import { Refusal } from './refusal.tsx';

/** For whoever has no code: an address, and if they like what they would make. A letter confirms it. */
export function WaitingForm(props: { readonly email: string; readonly onEmail: (email: string) => void; readonly onBack: () => void }) {
  const app = useApp();
  const [wish, setWish] = createSignal('');
  const [tried, setTried] = createSignal(false);
  const [busy, setBusy] = createSignal(false);
  const [sent, setSent] = createSignal(false);
  const [failure, setFailure] = createSignal<Failure | null>(null);
  const problem = () => (/^\S+@\S+\.\S+$/.test(props.email.trim()) ? undefined : app.t('join.problem.email'));

  async function submit(): Promise<void> {
    setTried(true);
    if (problem() !== undefined || busy()) return;
    setBusy(true);
    setFailure(null);
    const answer = await app.api.waitForInvitation({ email: props.email.trim(), lang: app.lang(), wish: wish().trim() });
    setBusy(false);
    if (answer.ok) setSent(true);
    else setFailure(answer.failure);
  }

  return (
    <Show
      when={!sent()}
      fallback={
        <div class="told" role="status" data-testid="waiting-sent">
          <MailCheck size={22} aria-hidden="true" />
          <div>
            <p>{app.t('waiting.sent')}</p>
            <MailboxLink />
          </div>
        </div>
      }
    >
      <form
        class="form"
        novalidate
        data-testid="waiting-form"
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <Field
          label={app.t('field.email')}
          type="email"
          value={props.email}
          onInput={props.onEmail}
          testid="waiting-email"
          autocomplete="email"
          max={254}
          error={tried() ? problem() : undefined}
          required
        />
        <Field
          label={app.t('waiting.wish')}
          hint={app.t('waiting.wishHint')}
          value={wish()}
          onInput={setWish}
          max={WISH_MAX}
          testid="waiting-wish"
        />
        <p class="small muted">{app.t('waiting.kept')}</p>
        <Refusal failure={failure()} />
        <Button type="submit" look="main" class="wide" pending={busy()} data-testid="waiting-submit">
          {app.t('waiting.submit')}
        </Button>
        <button type="button" class="link small" onClick={() => props.onBack()}>
          {app.t('waiting.haveCode')}
        </button>
      </form>
    </Show>
  );
}
