import { Tabs } from '@kobalte/core/tabs';
import Check from 'lucide-solid/icons/check';
import Eye from 'lucide-solid/icons/eye';
import EyeOff from 'lucide-solid/icons/eye-off';
import { createSignal, Show } from 'solid-js';
import type { Answer, Failure } from '../../api/http.ts';
import { useApp } from '../../app/context.ts';
import { Button } from '../ui/button.tsx';
import { Field } from '../ui/field.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { Window } from '../ui/window.tsx';
import { PASSWORD_MIN, passwordProblem, signUpProblems } from './password-rule.ts';

export function JoinDialog(props: { readonly mode: 'up' | 'in' }) {
  const app = useApp();
  const [tab, setTab] = createSignal(props.mode);
  return (
    <Window
      title={app.t(tab() === 'up' ? 'join.title' : 'signin.title')}
      text={app.t(tab() === 'up' ? 'join.lead' : 'signin.lead')}
      testid="join-dialog"
      onClose={() => app.showDialog(null)}
      class="window-narrow"
    >
      <Tabs value={tab()} onChange={(value) => setTab(value === 'in' ? 'in' : 'up')}>
        <Tabs.List class="tabs" aria-label={app.t('join.tabs')}>
          <Tabs.Trigger value="up" class="tab" data-testid="signup-tab">
            {app.t('join.up')}
          </Tabs.Trigger>
          <Tabs.Trigger value="in" class="tab" data-testid="signin-tab">
            {app.t('join.in')}
          </Tabs.Trigger>
        </Tabs.List>
        <Tabs.Content value="up">
          <SignUpForm onTaken={() => setTab('in')} />
        </Tabs.Content>
        <Tabs.Content value="in">
          <SignInForm />
        </Tabs.Content>
      </Tabs>
    </Window>
  );
}

function PasswordField(props: {
  readonly value: string;
  readonly onInput: (value: string) => void;
  readonly testid: string;
  readonly fresh: boolean;
  readonly error?: string | undefined;
}) {
  const app = useApp();
  const [shown, setShown] = createSignal(false);
  return (
    <Field
      label={app.t('field.password')}
      type={shown() ? 'text' : 'password'}
      value={props.value}
      onInput={props.onInput}
      testid={props.testid}
      autocomplete={props.fresh ? 'new-password' : 'current-password'}
      error={props.error}
      required
      after={
        <IconButton
          label={app.t(shown() ? 'password.hide' : 'password.show')}
          pressed={shown()}
          class="in-field"
          onPress={() => setShown(!shown())}
        >
          <Show when={shown()} fallback={<Eye size={18} />}>
            <EyeOff size={18} />
          </Show>
        </IconButton>
      }
    />
  );
}

function SignUpForm(props: { readonly onTaken: () => void }) {
  const app = useApp();
  const [name, setName] = createSignal('');
  const [email, setEmail] = createSignal('');
  const [password, setPassword] = createSignal('');
  const [tried, setTried] = createSignal(false);
  const [busy, setBusy] = createSignal(false);
  const [failure, setFailure] = createSignal<Failure | null>(null);
  const problems = () => signUpProblems({ name: name(), email: email(), password: password() });
  const shown = (key: 'name' | 'email' | 'password') =>
    tried() && problems()[key] ? app.t(`join.problem.${key}`, { n: PASSWORD_MIN }) : undefined;

  async function submit(): Promise<void> {
    setTried(true);
    if (Object.values(problems()).some(Boolean) || busy()) return;
    setBusy(true);
    setFailure(null);
    const answer = await app.api.signUp(name().trim(), email().trim(), password());
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
    <form
      class="form"
      novalidate
      data-testid="signup-form"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
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
        value={email()}
        onInput={setEmail}
        testid="signup-email"
        autocomplete="email"
        error={shown('email')}
        required
      />
      <PasswordField value={password()} onInput={setPassword} testid="signup-password" fresh error={shown('password')} />
      <p class="rule-line" classList={{ met: !passwordProblem(password()) }} data-testid="password-rule">
        <Check size={16} aria-hidden="true" />
        {app.t('password.rule', { n: PASSWORD_MIN })}
      </p>
      <Refusal failure={failure()} />
      <Show when={failure()?.code === 'email_taken'}>
        <button type="button" class="link" onClick={() => props.onTaken()}>
          {app.t('join.in')}
        </button>
      </Show>
      <Button type="submit" look="main" class="wide" pending={busy()} data-testid="signup-submit">
        {app.t('join.submit')}
      </Button>
    </form>
  );
}

function SignInForm() {
  const app = useApp();
  const [email, setEmail] = createSignal('');
  const [password, setPassword] = createSignal('');
  const [busy, setBusy] = createSignal(false);
  const [failure, setFailure] = createSignal<Failure | null>(null);

  async function submit(): Promise<void> {
    if (busy() || email().trim() === '' || password() === '') return;
    setBusy(true);
    setFailure(null);
    const answer: Answer<unknown> = await app.api.signIn(email().trim(), password());
    if (answer.ok) {
      const me = await app.refreshSession();
      app.showDialog(null);
      if (me) {
        app.board()?.flyHome();
        app.notify({ tone: 'done', title: app.t('signin.done', { name: me.name }) });
      }
    } else setFailure(answer.failure);
    setBusy(false);
  }

  return (
    <form
      class="form"
      novalidate
      data-testid="signin-form"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <Field
        label={app.t('field.email')}
        type="email"
        value={email()}
        onInput={setEmail}
        testid="signin-email"
        autocomplete="email"
        required
      />
      <PasswordField value={password()} onInput={setPassword} testid="signin-password" fresh={false} />
      <Refusal failure={failure()} />
      <Button
        type="submit"
        look="main"
        class="wide"
        pending={busy()}
        disabled={email().trim() === '' || password() === ''}
        data-testid="signin-submit"
      >
        {app.t('signin.submit')}
      </Button>
    </form>
  );
}

function Refusal(props: { readonly failure: Failure | null }) {
  const app = useApp();
  return (
    <Show when={props.failure}>
      {(failure) => (
        <p class="form-error" role="alert" data-testid="join-error">
          {app.sentence(failure())}
        </p>
      )}
    </Show>
  );
}
