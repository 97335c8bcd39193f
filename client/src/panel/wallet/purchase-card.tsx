import type { Me } from '@oto/schema/contract/identity';
import type { Purchase } from '@oto/schema/contract/purchase';
import { useQueryClient } from '@tanstack/solid-query';
import RefreshCw from 'lucide-solid/icons/refresh-cw';
import ReceiptText from 'lucide-solid/icons/receipt-text';
import { createSignal, Show } from 'solid-js';
import { useApp } from '../../app/context.ts';
import { Button } from '../ui/button.tsx';
import { FormError } from '../ui/form-error.tsx';
import { TokenAmount } from '../ui/token-amount.tsx';
import { keepPurchase } from './keep-purchase.ts';
import { WithdrawForm } from './withdraw-form.tsx';

/** One purchase, as its receipt. */
export function PurchaseCard(props: { readonly purchase: Purchase; readonly me: Me }) {
  const app = useApp();
  const queries = useQueryClient();
  const [busy, setBusy] = createSignal(false);
  const [problem, setProblem] = createSignal<string | null>(null);
  const one = () => props.purchase;
  const waits = () => one().state === 'open' || one().state === 'pending';

  async function recheck(): Promise<void> {
    if (busy()) return;
    setBusy(true);
    setProblem(null);
    const answer = await app.api.recheck(one().id);
    if (answer.ok) keepPurchase(queries, answer.value);
    else setProblem(app.sentence(answer.failure));
    setBusy(false);
  }

  return (
    <li class="receipt" data-state={one().state} data-testid="purchase" data-id={one().id}>
      <div class="receipt-head">
        <strong class="receipt-tokens">
          <TokenAmount n={one().tokens} />
        </strong>
        <span class="receipt-price">
          <b class="number">{app.format().euros(one().cents)}</b>
          <Show when={one().taxCents !== null}>
            <small class="muted">{app.t('purchase.tax', { price: app.format().euros(one().taxCents ?? 0) })}</small>
          </Show>
        </span>
      </div>
      <p class="receipt-state">
        <span data-testid="purchase-state">{app.t(`purchase.${one().state}`)}</span>
        <Show when={one().test}>
          <span class="badge badge-plain">{app.t('purchase.test')}</span>
        </Show>
      </p>
      <p class="muted small">{app.format().stamp(one().at)}</p>
      <Show when={one().refunded.cents > 0}>
        <p class="receipt-back" data-testid="purchase-refunded">
          {app.t('purchase.refunded', {
            price: app.format().euros(one().refunded.cents),
            tokens: app.count('tokens', one().refunded.tokens),
          })}
        </p>
      </Show>
      <Show when={one().disputed}>
        <p class="form-error" data-testid="purchase-disputed">
          {app.t('purchase.disputed')}
        </p>
      </Show>
      <div class="row wrap receipt-ways">
        <Show when={one().invoiceUrl}>
          {(url) => (
            <a class="button" href={url()} target="_blank" rel="external noopener" data-testid="purchase-invoice">
              <ReceiptText size={17} aria-hidden="true" />
              <span>{app.t('purchase.invoice')}</span>
            </a>
          )}
        </Show>
        <Show when={one().state === 'open' ? one().checkoutUrl : null}>
          {(url) => (
            <a class="button" href={url()} rel="external" data-testid="purchase-resume">
              <span>{app.t('purchase.resume')}</span>
            </a>
          )}
        </Show>
        <Show when={waits()}>
          <Button
            look="quiet"
            icon={<RefreshCw size={16} aria-hidden="true" />}
            pending={busy()}
            onPress={() => void recheck()}
            data-testid="purchase-recheck"
          >
            {app.t('purchase.recheck')}
          </Button>
        </Show>
      </div>
      <FormError text={problem()} />
      <Show when={one().withdrawal}>{(withdrawal) => <WithdrawForm purchase={one()} withdrawal={withdrawal()} me={props.me} />}</Show>
    </li>
  );
}
