import { Dialog } from '@kobalte/core/dialog';
import { For, Show } from 'solid-js';
import { useApp } from '../../app/context.ts';
import { MailboxLink } from '../account/mailbox-link.tsx';
import { Button } from '../ui/button.tsx';
import { returnFocus } from '../ui/focus-return.ts';
import { TokenCoin } from '../ui/token-amount.tsx';

/** A dozen coins that fall once; none move for those who asked for less motion. */
const COINS = Array.from({ length: 12 }, (_, index) => ({
  left: 6 + ((index * 37) % 90),
  delay: ((index * 7) % 12) * 0.06,
  turn: ((index * 71) % 90) - 45,
}));

export function Celebration(props: { readonly tokens: number }) {
  const app = useApp();
  const mailed = () => app.me()?.account.emailVerified === false && (app.site()?.mail === true || app.site()?.mailbox != null);
  const close = () => app.setWelcome(null);
  return (
    <Dialog open onOpenChange={(open) => !open && close()}>
      <Dialog.Portal>
        <Dialog.Overlay class="window-shade light" />
        <div class="window-place">
          <Dialog.Content class="window paper-card window-narrow celebration" data-testid="celebration" onCloseAutoFocus={returnFocus}>
            <span class="tape" aria-hidden="true" />
            <div class="coins" aria-hidden="true">
              <For each={COINS}>
                {(coin) => (
                  <span style={{ left: `${coin.left}%`, 'animation-delay': `${coin.delay}s`, '--turn': `${coin.turn}deg` }}>
                    <TokenCoin size={26} />
                  </span>
                )}
              </For>
            </div>
            <Dialog.Title class="heading">{app.t('welcome.title', { name: app.me()?.name ?? '' })}</Dialog.Title>
            <p class="celebration-tokens" data-testid="celebration-tokens">
              <TokenCoin size={34} /> {app.count('tokens', props.tokens)}
            </p>
            <Dialog.Description class="lead">{app.t('welcome.text')}</Dialog.Description>
            <Show when={mailed()}>
              <p class="small muted">
                {app.t('verifyEmail.welcome')} <MailboxLink />
              </p>
            </Show>
            <div class="row end">
              <Button
                onPress={() => {
                  close();
                  app.showDialog({ type: 'agent' });
                }}
              >
                {app.t('welcome.agent')}
              </Button>
              <Button look="main" data-testid="celebration-close" onPress={close}>
                {app.t('welcome.go')}
              </Button>
            </div>
          </Dialog.Content>
        </div>
      </Dialog.Portal>
    </Dialog>
  );
}
