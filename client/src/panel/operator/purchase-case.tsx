import type { OperatorPurchase } from '@oto/schema/contract/purchase';
import ReceiptText from 'lucide-solid/icons/receipt-text';
import RefreshCw from 'lucide-solid/icons/refresh-cw';
import Undo from 'lucide-solid/icons/undo-2';
import { createSignal, For, Show } from 'solid-js';
import { useApp } from '../../app/context.ts';
import { KEYS } from '../../app/query-keys.ts';
import { Button } from '../ui/button.tsx';
import type { Deeds } from './deeds.ts';
import { RefundForm } from './refund-form.tsx';
import { isRefundable } from './refundable.ts';

const TOUCHES = [KEYS.operator('purchases'), KEYS.operator('balance')];

/** One purchase: who, what, how it stands, what was given back or is disputed, and what can be done. */
export function PurchaseCase(props: { readonly purchase: OperatorPurchase; readonly deeds: Deeds }) {
  const app = useApp();
  const one = () => props.purchase;
  const [refunding, setRefunding] = createSignal(false);
  const key = (deed: string) => `${one().id} ${deed}`;
  return (
    <li class="case" data-state={one().state} data-testid="operator-purchase" data-id={one().id}>
      <div class="case-head">
        <p>
          <b>{one().buyer.name}</b> <span class="muted">@{one().buyer.handle}</span>
        </p>
        <p class="case-sum">
          <b class="number">{app.format().euros(one().cents)}</b> <span class="muted">{app.count('tokens', one().tokens)}</span>
        </p>
      </div>
      <p class="small">
        <span class="state-chip" data-state={chipOf(one())} data-testid="operator-purchase-state">
          {app.t(`operator.purchase.${one().state}`)}
        </span>{' '}
        <Show when={one().test}>
          <span class="badge badge-plain">{app.t('purchase.test')}</span>{' '}
        </Show>
        <span class="muted">{app.format().stamp(one().at)}</span>{' '}
        <code class="muted case-id">{one().paymentIntent ?? one().session ?? one().id}</code>
      </p>
      <Show when={one().trouble}>{(what) => <p class="operator-alarm small">{app.t('operator.trouble', { what: what() })}</p>}</Show>
      <Show when={one().refunds.length + one().disputes.length > 0}>
        <ul class="case-lines">
          <For each={one().refunds}>
            {(refund) => (
              <li data-testid="case-refund">
                {app.t('operator.refundLine', { price: app.format().euros(refund.cents), tokens: app.count('tokens', refund.tokens) })}
                {' · '}
                {app.t(`operator.refundState.${refund.state}`)} · <span class="muted">{app.format().stamp(refund.at)}</span>
                <Show when={refund.reason}>{(reason) => <span class="muted"> · {reason()}</span>}</Show>
              </li>
            )}
          </For>
          <For each={one().disputes}>
            {(dispute) => (
              <li data-testid="case-dispute">
                {app.t('operator.disputeLine', {
                  price: app.format().euros(dispute.cents),
                  clawed: app.count('tokens', dispute.clawed),
                  debt: app.count('tokens', dispute.debt),
                })}
                {' · '}
                {app.t(`operator.disputeState.${dispute.state}`)} · <span class="muted">{app.format().stamp(dispute.at)}</span>
              </li>
            )}
          </For>
        </ul>
      </Show>
      <div class="row wrap case-deeds">
        <Show when={one().invoiceUrl}>
          {(url) => (
            <a class="button" href={url()} target="_blank" rel="external noopener">
              <ReceiptText size={16} aria-hidden="true" />
              <span>{app.t('operator.invoice')}</span>
            </a>
          )}
        </Show>
        <Show when={one().session !== null}>
          <Button
            icon={<RefreshCw size={16} aria-hidden="true" />}
            pending={props.deeds.busy() === key('recheck')}
            disabled={props.deeds.busy() !== null}
            onPress={() =>
              void props.deeds.perform(key('recheck'), () => app.api.recheckAny(one().id), app.t('operator.rechecked'), TOUCHES)
            }
            data-testid="operator-recheck"
          >
            {app.t('operator.recheck')}
          </Button>
        </Show>
        <Show when={isRefundable(one())}>
          <Button
            icon={<Undo size={16} aria-hidden="true" />}
            aria-expanded={refunding()}
            onPress={() => setRefunding(!refunding())}
            data-testid="operator-refund"
          >
            {app.t('operator.refund')}
          </Button>
        </Show>
      </div>
      <Show when={refunding()}>
        <RefundForm purchase={one()} deeds={props.deeds} touches={TOUCHES} onDone={() => setRefunding(false)} />
      </Show>
    </li>
  );
}

function chipOf({ state, disputed }: OperatorPurchase): 'live' | 'draining' | 'down' | 'none' {
  if (disputed || state === 'refused') return 'down';
  if (state === 'granted') return 'live';
  return state === 'pending' ? 'draining' : 'none';
}
