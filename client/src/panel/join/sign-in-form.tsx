import Fingerprint from 'lucide-solid/icons/fingerprint-pattern';
import type { AuthenticationResponseJSON } from '@simplewebauthn/browser';
import { createSignal, onCleanup, onMount, Show } from 'solid-js';
import type { Answer, Failure } from '../../api/http.ts';
import { useApp } from '../../app/context.ts';
import { passkeysAreSuggested, passkeysWork, stopPasskey, suggestPasskey, provePasskey } from '../account/passkey-device.ts';
import { Button } from '../ui/button.tsx';
import { Field } from '../ui/field.tsx';
import { PasswordField } from './password-field.tsx';
import { ProviderButton } from './provider-button.tsx';
import { Refusal } from './refusal.tsx';

const PASSKEY_FAILED: Failure = { code: 'passkey_failed', status: 401, requestId: null, fields: [] };

export function SignInForm(props: {
  readonly email: string;
  readonly onEmail: (email: string) => void;
  readonly failure?: Failure | undefined;
  readonly onForgotten: () => void;
  /** Instead of closing the window and flying home. */
  readonly onEntered?: () => void;
}) {
  const app = useApp();
  const [password, setPassword] = createSignal('');
  const [busy, setBusy] = createSignal<'password' | 'passkey' | null>(null);
  const [failure, setFailure] = createSignal<Failure | null>(props.failure ?? null);
  let gone = false;

  /** Null: what was asked of the person came to nothing, and has been said where it must be. */
  async function enter(way: 'password' | 'passkey', ask: () => Promise<Answer<unknown> | null>): Promise<void> {
    if (busy() !== null) return;
    setBusy(way);
    setFailure(null);
    const answer = await ask();
    if (answer?.ok === true) await entered();
    else if (answer !== null) setFailure(answer.failure);
    setBusy(null);
  }

  async function entered(): Promise<void> {
    const me = await app.refreshSession();
    if (props.onEntered !== undefined) {
      props.onEntered();
      return;
    }
    app.showDialog(null);
    if (!me) return;
    app.board()?.flyHome();
    app.notify({ tone: 'done', title: app.t('signin.done', { name: me.name }) });
  }

  async function byPasskey(): Promise<Answer<unknown> | null> {
    const options = await app.api.passkeyChallenge();
    if (!options.ok) return options;
    const done = await provePasskey(options.value);
    if (done.type === 'done') return app.api.signInByPasskey(done.response);
    return done.type === 'declined' ? null : { ok: false, failure: PASSKEY_FAILED };
  }

  /** Where the browser can, passkeys wait among the suggestions of the e-mail field. */
  async function suggest(): Promise<void> {
    if (!passkeysWork() || !(await passkeysAreSuggested())) return;
    const options = await app.api.passkeyChallenge();
    if (!options.ok || gone) return;
    const done = await suggestPasskey(options.value);
    if (done.type !== 'done' || gone) return;
    const response: AuthenticationResponseJSON = done.response;
    await enter('passkey', () => app.api.signInByPasskey(response));
  }
  onMount(() => void suggest());
  onCleanup(() => {
    gone = true;
    stopPasskey();
  });

  return (
    <form
      class="form"
      novalidate
      data-testid="signin-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (props.email.trim() !== '' && password() !== '') void enter('password', () => app.api.signIn(props.email.trim(), password()));
      }}
    >
      <Field
        label={app.t('field.email')}
        type="email"
        value={props.email}
        onInput={props.onEmail}
        testid="signin-email"
        autocomplete="username webauthn"
        required
      />
      <PasswordField
        language={app}
        label={app.t('field.password')}
        value={password()}
        onInput={setPassword}
        testid="signin-password"
        fresh={false}
      />
      <Refusal failure={failure()} />
      <Button
        type="submit"
        look="main"
        class="wide"
        pending={busy() === 'password'}
        disabled={busy() !== null || props.email.trim() === '' || password() === ''}
        data-testid="signin-submit"
      >
        {app.t('signin.submit')}
      </Button>
      <button type="button" class="link small" data-testid="signin-forgotten" onClick={() => props.onForgotten()}>
        {app.t('signin.forgotten')}
      </button>
      <div class="other-ways">
        <Show when={passkeysWork()}>
          <Button
            class="wide"
            pending={busy() === 'passkey'}
            disabled={busy() !== null}
            icon={<Fingerprint size={18} aria-hidden="true" />}
            onPress={() => void enter('passkey', byPasskey)}
            data-testid="signin-passkey"
          >
            {app.t('signin.passkey')}
          </Button>
        </Show>
        <ProviderButton mode="in" onFailure={setFailure} />
      </div>
    </form>
  );
}
