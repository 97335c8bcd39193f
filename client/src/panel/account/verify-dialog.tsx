import BadgeCheck from 'lucide-solid/icons/badge-check';
import LoaderCircle from 'lucide-solid/icons/loader-circle';
import { useQueryClient } from '@tanstack/solid-query';
import { createEffect, createMemo, createSignal, Match, on, Switch } from 'solid-js';
import type { Failure } from '../../api/http.ts';
import { useApp } from '../../app/context.ts';
import { KEYS } from '../../app/query-keys.ts';
import { SignInForm } from '../join/sign-in-form.tsx';
import { Button } from '../ui/button.tsx';
import { FormError } from '../ui/form-error.tsx';
import { Window } from '../ui/window.tsx';

type State = { readonly type: 'waiting' | 'done' } | { readonly type: 'refused'; readonly failure: Failure };

/** Where the link in the first mail leads: it counts for the account whose session this browser has. */
export function VerifyDialog(props: { readonly token: string }) {
  const app = useApp();
  const queries = useQueryClient();
  const [state, setState] = createSignal<State>({ type: 'waiting' });
  const [email, setEmail] = createSignal('');
  const close = () => app.showDialog(null);

  async function verify(): Promise<void> {
    setState({ type: 'waiting' });
    const answer = await app.api.verify(props.token);
    setState(answer.ok ? { type: 'done' } : { type: 'refused', failure: answer.failure });
    if (answer.ok) void queries.invalidateQueries({ queryKey: KEYS.me });
  }
  const member = createMemo(() => app.me()?.id);
  createEffect(on(member, (who) => who !== undefined && void verify()));
  const refused = () => {
    const now = state();
    return now.type === 'refused' ? now.failure : undefined;
  };

  return (
    <Window
      title={app.t('verifyEmail.title')}
      text={app.me() === null ? app.t('verifyEmail.signIn') : undefined}
      testid="verify-dialog"
      class="window-narrow"
      onClose={close}
    >
      <Switch
        fallback={
          <p class="waiting-line told-alone" role="status">
            <LoaderCircle class="spin" size={20} aria-hidden="true" /> {app.t('state.loading')}
          </p>
        }
      >
        <Match when={app.me() === null}>
          <SignInForm
            email={email()}
            onEmail={setEmail}
            onEntered={() => {}}
            onForgotten={() => app.showDialog({ type: 'join', mode: 'forgot' })}
          />
        </Match>
        <Match when={state().type === 'done'}>
          <p class="state-line good told-alone" role="status" data-testid="verify-done">
            <BadgeCheck size={20} aria-hidden="true" /> {app.t('verifyEmail.thanks', { email: app.me()?.email ?? '' })}
          </p>
          <div class="row end">
            <Button look="main" onPress={close} data-testid="verify-close">
              {app.t('welcome.go')}
            </Button>
          </div>
        </Match>
        <Match when={refused()}>
          {(failure) => (
            <>
              <FormError text={app.sentence(failure())} />
              <div class="row wrap end">
                <Button onPress={() => void verify()}>{app.t('action.retry')}</Button>
                <Button look="main" onPress={() => app.showDialog({ type: 'account' })} data-testid="verify-account">
                  {app.t('account.title')}
                </Button>
              </div>
            </>
          )}
        </Match>
      </Switch>
    </Window>
  );
}
