import type { Wallet } from '@oto/schema/contract/ledger';
import CircleAlert from 'lucide-solid/icons/circle-alert';
import Hourglass from 'lucide-solid/icons/hourglass';
import Plus from 'lucide-solid/icons/plus';
import { Show } from 'solid-js';
import { useApp } from '../../app/context.ts';
import { Button } from '../ui/button.tsx';
import { TokenCoin } from '../ui/token-amount.tsx';

/** What can be spent now, what stands in the way of it, and where more is bought. */
export function WalletHead(props: { readonly wallet: Wallet }) {
  const app = useApp();
  return (
    <>
      <div class="wallet-head">
        <p class="wallet-total" data-testid="wallet-available">
          <TokenCoin size={36} />
          <strong class="number">{app.format().number(props.wallet.available)}</strong>
          <span>{app.t('wallet.available')}</span>
        </p>
        <Button
          look="main"
          icon={<Plus size={18} aria-hidden="true" />}
          onPress={() => app.showDialog({ type: 'shop' })}
          data-testid="wallet-buy"
        >
          {app.t('wallet.buy')}
        </Button>
      </div>
      <Show when={props.wallet.debt > 0}>
        <div class="wallet-debt" role="alert" data-testid="wallet-debt">
          <CircleAlert size={20} aria-hidden="true" />
          <div>
            <p>
              <strong>{app.t('wallet.debt', { tokens: app.count('tokens', props.wallet.debt) })}</strong>
            </p>
            <p class="small">{app.t('wallet.debtText')}</p>
          </div>
        </div>
      </Show>
      <Show when={props.wallet.expiring}>
        {(ending) => (
          <p class="wallet-expiring small" data-testid="wallet-expiring">
            <Hourglass size={16} aria-hidden="true" />
            {app.t('wallet.expiring', { tokens: app.count('tokens', ending().tokens), when: app.format().date(ending().at) })}
          </p>
        )}
      </Show>
    </>
  );
}
