import { useQueryClient } from '@tanstack/solid-query';
import { createSignal, Show } from 'solid-js';
import type { Failure } from '../../api/http.ts';
import { useApp } from '../../app/context.ts';
import { keepPush } from '../../app/keep-push.ts';
import { KEYS } from '../../app/query-keys.ts';
import { PasswordField } from '../join/password-field.tsx';
import { passwordProblem } from '../join/password-rule.ts';
import { Button } from '../ui/button.tsx';
import { FormError } from '../ui/form-error.tsx';

/** Changes the password, or gives the account its first; every other session ends. */
export function PasswordForm(props: { readonly has: boolean }) {
  const app = useApp();
  const queries = useQueryClient();
  const [current, setCurrent] = createSignal('');
  const [next, setNext] = createSignal('');
  const [busy, setBusy] = createSignal(false);
  const [failure, setFailure] = createSignal<Failure | null>(null);
  const ready = () => !passwordProblem(next()) && (!props.has || current() !== '');
  const sentence = () => {
    const one = failure();
    if (one === null) return null;
    return one.code === 'bad_password' ? app.t('password.wrong') : app.sentence(one);
  };

  async function save(): Promise<void> {
    if (!ready() || busy()) return;
    setBusy(true);
    setFailure(null);
    const answer = await app.api.changePassword(next(), props.has ? current() : undefined);
    setBusy(false);
    if (!answer.ok) {
      setFailure(answer.failure);
      return;
    }
    setCurrent('');
    setNext('');
    for (const queryKey of [KEYS.me, KEYS.sessions, KEYS.audit]) void queries.invalidateQueries({ queryKey });
    app.notify({ tone: 'done', title: app.t('password.saved') });
    await keepPush(app.api, app.push);
  }

  return (
    <form
      class="form"
      novalidate
      data-testid="password-form"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      {/* Password managers save the new one under this name. */}
      <input type="text" autocomplete="username" value={app.me()?.email ?? ''} hidden readonly />
      <Show when={props.has}>
        <PasswordField
          language={app}
          label={app.t('password.current')}
          value={current()}
          onInput={setCurrent}
          testid="password-current"
          fresh={false}
        />
      </Show>
      <PasswordField language={app} label={app.t('password.new')} value={next()} onInput={setNext} testid="password-new" fresh />
      <FormError text={sentence()} />
      <div class="row wrap between">
        <small class="muted">{app.t('password.ends')}</small>
        <Button type="submit" pending={busy()} disabled={!ready()} data-testid="password-save">
          {app.t(props.has ? 'password.change' : 'password.choose')}
        </Button>
      </div>
    </form>
  );
}
