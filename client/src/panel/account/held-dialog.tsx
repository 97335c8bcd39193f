import { Match, Switch } from 'solid-js';
import { useApp } from '../../app/context.ts';
import { ConfirmDialog } from './confirm-dialog.tsx';
import { TermsDialog } from './terms-dialog.tsx';

/** Over whatever is open: what the server waits for before it does what was asked. */
export function HeldDialog() {
  const app = useApp();
  return (
    <Switch>
      <Match when={app.holds.held() === 'confirm_identity' && app.me()}>{(me) => <ConfirmDialog me={me()} />}</Match>
      <Match when={app.holds.held() === 'terms_not_accepted' && app.me()}>
        <TermsDialog />
      </Match>
    </Switch>
  );
}
