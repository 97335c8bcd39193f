import type { Me } from '@oto/schema/contract/identity';
import { useQueryClient } from '@tanstack/solid-query';
import Fingerprint from 'lucide-solid/icons/fingerprint-pattern';
import { createSignal, Show } from 'solid-js';
import type { Answer } from '../../api/http.ts';
import { useApp } from '../../app/context.ts';
import { KEYS } from '../../app/query-keys.ts';
import { PasswordField } from '../join/password-field.tsx';
import { ProviderButton } from '../join/provider-button.tsx';
import { Button } from '../ui/button.tsx';
import { FormError } from '../ui/form-error.tsx';
import { Window } from '../ui/window.tsx';
import { passkeysWork, provePasskey } from './passkey-device.ts';

/** Asks again who is there, before something dear. */
export function ConfirmDialog(props: { readonly me: Me }) {
  const app = useApp();
  const queries = useQueryClient();
  const [password, setPassword] = createSignal('');
  const [busy, setBusy] = createSignal<'password' | 'passkey' | null>(null);
  const [problem, setProblem] = createSignal<string | null>(null);
  const account = () => props.me.account;
  const byPasskey = () => account().passkeys > 0 && passkeysWork();

  async function prove(way: 'password' | 'passkey', ask: () => Promise<Answer<unknown> | null>): Promise<void> {
    if (busy() !== null) return;
    setBusy(way);
    setProblem(null);
    const answer = await ask();
    setBusy(null);
    if (answer === null) return;
    if (!answer.ok) {
      setProblem(answer.failure.code === 'bad_password' ? app.t('password.wrong') : app.sentence(answer.failure));
      return;
    }
    void queries.invalidateQueries({ queryKey: KEYS.me });
    app.holds.answer(true);
  }

  async function withPasskey(): Promise<Answer<unknown> | null> {
    const options = await app.api.passkeyChallenge();
    if (!options.ok) return options;
    const done = await provePasskey(options.value);
    if (done.type === 'done') return app.api.confirm({ response: done.response });
    if (done.type === 'failed') setProblem(app.sentence({ code: 'passkey_failed', fields: [] }));
    return null;
  }

  return (
    <Window
      title={app.t('confirm.title')}
      text={app.t('confirm.lead')}
      testid="confirm-dialog"
      class="window-narrow"
      over
      onClose={() => app.holds.answer(false)}
    >
      <form
        class="form"
        novalidate
        onSubmit={(event) => {
          event.preventDefault();
          if (password() !== '') void prove('password', () => app.api.confirm({ password: password() }));
        }}
      >
        <Show when={account().password}>
          <PasswordField
            language={app}
            label={app.t('field.password')}
            value={password()}
            onInput={setPassword}
            testid="confirm-password"
            fresh={false}
          />
        </Show>
        <FormError text={problem()} />
        <Show when={account().password}>
          <Button
            type="submit"
            look="main"
            class="wide"
            pending={busy() === 'password'}
            disabled={busy() !== null || password() === ''}
            data-testid="confirm-submit"
          >
            {app.t('confirm.submit')}
          </Button>
        </Show>
        <Show when={byPasskey()}>
          <Button
            class="wide"
            pending={busy() === 'passkey'}
            disabled={busy() !== null}
            icon={<Fingerprint size={18} aria-hidden="true" />}
            onPress={() => void prove('passkey', withPasskey)}
            data-testid="confirm-passkey"
          >
            {app.t('confirm.passkey')}
          </Button>
        </Show>
        <Show when={account().oidc && !account().password && !byPasskey()}>
          <p class="muted small">{app.t('confirm.provider')}</p>
          <ProviderButton mode="in" onFailure={(failure) => setProblem(failure && app.sentence(failure))} />
        </Show>
      </form>
    </Window>
  );
}
