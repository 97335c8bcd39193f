import { TERMS_VERSION } from '@oto/schema/contract/site';
import { createSignal, Match, Show, Switch } from 'solid-js';
import type { Failure } from '../../api/http.ts';
import { useApp } from '../../app/context.ts';
import { Button } from '../ui/button.tsx';
import { Field } from '../ui/field.tsx';
import { Tick } from '../ui/tick.tsx';
import { PasswordField } from './password-field.tsx';
import { PASSWORD_MIN, signUpProblems } from './password-rule.ts';
import { ProviderButton } from './provider-button.tsx';
import { Refusal } from './refusal.tsx';
import { TermsWords } from './terms-words.tsx';

export function SignUpForm(props: {
  /** A code that one came with. */
  readonly invitation: string | undefined;
  readonly email: string;
  readonly onEmail: (email: string) => void;
  readonly failure: Failure | undefined;
  readonly onTaken: () => void;
  /** No code: they would rather wait for one. */
  readonly onWait: () => void;
}) {
  const app = useApp();
  const [name, setName] = createSignal('');
  const [password, setPassword] = createSignal('');
  const [code, setCode] = createSignal(props.invitation ?? '');
  const [hasCode, setHasCode] = createSignal(props.invitation !== undefined);
  const [agreed, setAgreed] = createSignal(false);
  /** Which part has been sent once: its problems are shown from then on. */
  const [tried, setTried] = createSignal<'nothing' | 'conditions' | 'all'>('nothing');
  const [busy, setBusy] = createSignal(false);
  const [failure, setFailure] = createSignal<Failure | null>(props.failure ?? null);

  const invited = () => app.site()?.signUp === 'invited';
  const codeShown = () => invited() || hasCode();
  const problems = () => signUpProblems({ name: name(), email: props.email, password: password() });
  const shown = (key: 'name' | 'email' | 'password') =>
    tried() === 'all' && problems()[key] ? app.t(`join.problem.${key}`, { n: PASSWORD_MIN }) : undefined;
  const codeProblem = () => (invited() && code().trim() === '' ? app.t('join.problem.code') : undefined);
  const termsProblem = () => (agreed() ? undefined : app.t('join.problem.terms'));
  const given = () => (code().trim() === '' ? {} : { invitation: code().trim() });

  /** What every new account needs, by whatever way; null while it is missing. */
  function conditions(): { readonly invitation?: string } | null {
    if (tried() === 'nothing') setTried('conditions');
    return codeProblem() !== undefined || termsProblem() !== undefined ? null : given();
  }

  async function submit(): Promise<void> {
    setTried('all');
    const asked = conditions();
    if (Object.values(problems()).some(Boolean) || asked === null || busy()) return;
    setBusy(true);
    setFailure(null);
    const form = { name: name().trim(), email: props.email.trim(), password: password(), terms: TERMS_VERSION, ...asked } as const;
    const answer = await app.api.signUp(form);
    if (answer.ok) {
      const me = await app.refreshSession();
      app.showDialog(null);
      if (me) {
        app.board()?.flyHome();
        app.setWelcome(me.wallet.available);
      }
    } else setFailure(answer.failure);
    setBusy(false);
  }

  return (
    <Switch>
      <Match when={app.site()?.signUp === 'off'}>
        <p class="lead join-off" role="status" data-testid="signup-off">
          {app.sentence({ code: 'signup_off', fields: [] })}
        </p>
      </Match>
      <Match when>
        <form
          class="form"
          novalidate
          data-testid="signup-form"
          onSubmit={(event) => {
            event.preventDefault();
            void submit();
          }}
        >
          <Show when={codeShown()}>
            <Field
              label={app.t('join.code')}
              hint={invited() ? app.t('join.codeHint') : undefined}
              value={code()}
              onInput={setCode}
              testid="signup-code"
              autocomplete="off"
              max={80}
              error={tried() === 'nothing' ? undefined : codeProblem()}
              required={invited()}
            />
          </Show>
          <Show when={invited() && app.site()?.waitingList === true && props.invitation === undefined}>
            <button type="button" class="link small" data-testid="waiting-open" onClick={() => props.onWait()}>
              {app.t('waiting.noCode')}
            </button>
          </Show>
          <Field
            label={app.t('field.name')}
            hint={app.t('field.nameHint')}
            value={name()}
            onInput={setName}
            testid="signup-name"
            autocomplete="nickname"
            max={60}
            error={shown('name')}
            required
          />
          <Field
            label={app.t('field.email')}
            type="email"
            value={props.email}
            onInput={props.onEmail}
            testid="signup-email"
            autocomplete="email"
            error={shown('email')}
            required
          />
          <PasswordField
            language={app}
            label={app.t('field.password')}
            value={password()}
            onInput={setPassword}
            testid="signup-password"
            fresh
            error={shown('password')}
          />
          <Tick checked={agreed()} onChange={setAgreed} testid="signup-terms" error={tried() === 'nothing' ? undefined : termsProblem()}>
            <TermsWords stem="join.agree" />
          </Tick>
          <Refusal failure={failure()} />
          <Show when={failure()?.code === 'email_taken'}>
            <button type="button" class="link" onClick={() => props.onTaken()}>
              {app.t('join.in')}
            </button>
          </Show>
          <Button type="submit" look="main" class="wide" pending={busy()} data-testid="signup-submit">
            {app.t('join.submit')}
          </Button>
          <ProviderButton mode="up" ready={conditions} onFailure={setFailure} />
          <Show when={!codeShown()}>
            <button type="button" class="link small" data-testid="signup-has-code" onClick={() => setHasCode(true)}>
              {app.t('join.hasCode')}
            </button>
          </Show>
        </form>
      </Match>
    </Switch>
  );
}
