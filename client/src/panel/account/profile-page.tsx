import type { Me } from '@oto/schema/contract/identity';
import { useQueryClient } from '@tanstack/solid-query';
import BadgeCheck from 'lucide-solid/icons/badge-check';
import CircleAlert from 'lucide-solid/icons/circle-alert';
import { createSignal, Show } from 'solid-js';
import type { Failure } from '../../api/http.ts';
import { useApp } from '../../app/context.ts';
import { KEYS } from '../../app/query-keys.ts';
import { Button } from '../ui/button.tsx';
import { Field } from '../ui/field.tsx';
import { FormError } from '../ui/form-error.tsx';
import { MailboxLink } from './mailbox-link.tsx';
import { OwnInvitations } from './own-invitations.tsx';

/** Name, address and the papers that were agreed to. */
export function ProfilePage(props: { readonly me: Me }) {
  const app = useApp();
  const queries = useQueryClient();
  const [name, setName] = createSignal(props.me.name);
  const [busy, setBusy] = createSignal(false);
  const [failure, setFailure] = createSignal<Failure | null>(null);
  const changed = () => name().trim() !== '' && name().trim() !== props.me.name;

  async function save(): Promise<void> {
    if (!changed() || busy()) return;
    setBusy(true);
    setFailure(null);
    const answer = await app.api.patchMe({ name: name().trim() });
    setBusy(false);
    if (!answer.ok) {
      setFailure(answer.failure);
      return;
    }
    queries.setQueryData<Me | null>(KEYS.me, answer.value);
    app.notify({ tone: 'done', title: app.t('account.nameSaved') });
  }

  return (
    <>
      <form
        class="form"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <Field
          label={app.t('field.name')}
          hint={app.t('account.nameHint', { handle: props.me.handle })}
          value={name()}
          onInput={setName}
          testid="account-name"
          autocomplete="nickname"
          max={60}
          required
        />
        <FormError text={failure() && app.sentence(failure()!)} />
        <div class="row end">
          <Button type="submit" look="main" pending={busy()} disabled={!changed()} data-testid="account-name-save">
            {app.t('action.save')}
          </Button>
        </div>
      </form>
      <section class="account-part" aria-labelledby="account-email">
        <h3 class="subheading" id="account-email">
          {app.t('field.email')}
        </h3>
        <p class="account-email">{props.me.email}</p>
        <Verified me={props.me} />
      </section>
      <Show when={app.has('member_invitations')}>
        <OwnInvitations />
      </Show>
      <section class="account-part" aria-labelledby="account-terms">
        <h3 class="subheading" id="account-terms">
          {app.t('account.papers')}
        </h3>
        <p data-testid="account-terms-version">
          {props.me.account.terms === null
            ? app.t('account.termsNever')
            : app.t('account.termsAccepted', { version: props.me.account.terms })}
        </p>
        <p class="row wrap">
          <a class="link" href="/terms" target="_blank" rel="noopener">
            {app.t('terms.title')}
          </a>
          <a class="link" href="/privacy" target="_blank" rel="noopener">
            {app.t('privacy.title')}
          </a>
        </p>
      </section>
    </>
  );
}

function Verified(props: { readonly me: Me }) {
  const app = useApp();
  const [state, setState] = createSignal<'idle' | 'busy' | 'sent'>('idle');
  const [failure, setFailure] = createSignal<Failure | null>(null);

  async function send(): Promise<void> {
    if (state() === 'busy') return;
    setState('busy');
    setFailure(null);
    const answer = await app.api.sendVerification();
    setState(answer.ok ? 'sent' : 'idle');
    if (!answer.ok) setFailure(answer.failure);
  }

  return (
    <Show
      when={!props.me.account.emailVerified}
      fallback={
        <p class="state-line good" data-testid="email-verified">
          <BadgeCheck size={18} aria-hidden="true" /> {app.t('verifyEmail.done')}
        </p>
      }
    >
      <p class="state-line warn" data-testid="email-unverified">
        <CircleAlert size={18} aria-hidden="true" /> {app.t('verifyEmail.waiting')}
      </p>
      <Show when={app.site()?.mail || app.site()?.mailbox}>
        <div class="row wrap">
          <Button pending={state() === 'busy'} onPress={() => void send()} data-testid="email-send">
            {app.t(state() === 'sent' ? 'verifyEmail.again' : 'verifyEmail.send')}
          </Button>
          <MailboxLink />
        </div>
        <p class="small muted" role="status">
          {state() === 'sent' ? app.t('verifyEmail.sent', { email: props.me.email }) : ''}
        </p>
      </Show>
      <FormError text={failure() && app.sentence(failure()!)} />
    </Show>
  );
}
