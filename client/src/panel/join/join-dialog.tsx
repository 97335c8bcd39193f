import { Tabs } from '@kobalte/core/tabs';
import { createSignal, Show } from 'solid-js';
import type { Failure } from '../../api/http.ts';
import { useApp } from '../../app/context.ts';
import { Window } from '../ui/window.tsx';
import { ForgotForm } from './forgot-form.tsx';
import { SignInForm } from './sign-in-form.tsx';
import { SignUpForm } from './sign-up-form.tsx';
import { WaitingForm } from './waiting-form.tsx';

export function JoinDialog(props: {
  readonly mode: 'up' | 'in' | 'forgot';
  readonly failure?: Failure | undefined;
  readonly invitation?: string | undefined;
}) {
  const app = useApp();
  const [tab, setTab] = createSignal<'up' | 'in'>(props.mode === 'up' ? 'up' : 'in');
  const [waiting, setWaiting] = createSignal(false);
  const [forgotten, setForgotten] = createSignal(props.mode === 'forgot');
  /** What was typed goes along from form to form. */
  const [email, setEmail] = createSignal('');
  const failureOf = (mode: 'up' | 'in') => (props.mode === mode ? props.failure : undefined);
  const title = () => {
    if (forgotten()) return 'forgot.title';
    if (waiting()) return 'waiting.title';
    return tab() === 'up' ? 'join.title' : 'signin.title';
  };
  const lead = () => {
    if (forgotten()) return 'forgot.lead';
    if (waiting()) return 'waiting.lead';
    return tab() === 'up' ? 'join.lead' : 'signin.lead';
  };
  return (
    <Window title={app.t(title())} text={app.t(lead())} testid="join-dialog" onClose={() => app.showDialog(null)} class="window-narrow">
      <Show
        when={!forgotten() && !waiting()}
        fallback={
          <Show when={waiting()} fallback={<ForgotForm email={email()} onEmail={setEmail} onBack={() => setForgotten(false)} />}>
            <WaitingForm email={email()} onEmail={setEmail} onBack={() => setWaiting(false)} />
          </Show>
        }
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
            <SignUpForm
              invitation={props.invitation}
              email={email()}
              onEmail={setEmail}
              failure={failureOf('up')}
              onTaken={() => setTab('in')}
              onWait={() => setWaiting(true)}
            />
          </Tabs.Content>
          <Tabs.Content value="in">
            <SignInForm email={email()} onEmail={setEmail} failure={failureOf('in')} onForgotten={() => setForgotten(true)} />
          </Tabs.Content>
        </Tabs>
      </Show>
    </Window>
  );
}
