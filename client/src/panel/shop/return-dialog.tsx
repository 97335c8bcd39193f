import type { Id } from '@oto/schema/base/id';
import type { Purchase } from '@oto/schema/contract/purchase';
import { useQuery, useQueryClient } from '@tanstack/solid-query';
import LoaderCircle from 'lucide-solid/icons/loader-circle';
import { createMemo, createSignal, Match, onCleanup, Show, Switch } from 'solid-js';
import { valueOf } from '../../api/http.ts';
import { useApp } from '../../app/context.ts';
import { KEYS } from '../../app/query-keys.ts';
import { keepPurchase } from '../wallet/keep-purchase.ts';
import { Button } from '../ui/button.tsx';
import { Loaded } from '../ui/states.tsx';
import { TokenAmount } from '../ui/token-amount.tsx';
import { Window } from '../ui/window.tsx';
import { afterPayment, type Outcome } from './after-payment.ts';

/** Milliseconds between two questions while the payment is not yet known; so many, then it is left to the events. */
const ASK_EVERY = 2500;
const ASKED_MOST = 16;

/** What became of a payment, once one is back from its page. Follows it while it is open. */
export function ReturnDialog(props: { readonly id: Id; readonly left: boolean }) {
  const app = useApp();
  const queries = useQueryClient();
  const [asked, setAsked] = createSignal(0);
  const purchase = useQuery(() => ({
    queryKey: KEYS.purchase(props.id),
    queryFn: async () => {
      setAsked(asked() + 1);
      return valueOf(await app.api.recheck(props.id));
    },
    retry: 2,
    refetchInterval: (query) => {
      const known = query.state.data;
      const waits = known !== undefined && afterPayment(known, props.left) === 'checking' && asked() < ASKED_MOST;
      return waits ? ASK_EVERY : false;
    },
  }));
  const outcome = createMemo<Outcome>(() => (purchase.data === undefined ? 'checking' : afterPayment(purchase.data, props.left)));
  const title = () => (purchase.isError && purchase.data === undefined ? app.t('paid.lost') : app.t(`paid.${outcome()}`));
  onCleanup(() => {
    if (purchase.data !== undefined) keepPurchase(queries, purchase.data);
  });
  return (
    <Window title={title()} testid="return" class="window-narrow" onClose={() => app.showDialog(null)}>
      <div class="paid" data-outcome={outcome()} data-testid="return-outcome" role="status">
        <Loaded asked={purchase} lines={2}>
          {(one) => <Told purchase={one()} outcome={outcome()} slow={asked() >= ASKED_MOST} />}
        </Loaded>
      </div>
    </Window>
  );
}

function Told(props: { readonly purchase: Purchase; readonly outcome: Outcome; readonly slow: boolean }) {
  const app = useApp();
  const close = () => app.showDialog(null);
  return (
    <>
      <Switch fallback={<p>{app.t(`paid.${props.outcome as Exclude<Outcome, 'checking' | 'granted'>}Text`)}</p>}>
        <Match when={props.outcome === 'checking'}>
          <p class="row">
            <Show when={!props.slow}>
              <LoaderCircle class="spin" size={20} aria-hidden="true" />
            </Show>
            {app.t(props.slow ? 'paid.slow' : 'paid.checkingText')}
          </p>
        </Match>
        <Match when={props.outcome === 'granted'}>
          <p class="paid-tokens" data-testid="return-tokens">
            <TokenAmount n={props.purchase.tokens} />
          </p>
          <p>{app.t('paid.now', { tokens: app.count('tokens', app.me()?.wallet.available ?? 0) })}</p>
          <Show when={props.purchase.test}>
            <p class="muted small">{app.t('paid.test')}</p>
          </Show>
        </Match>
      </Switch>
      <div class="row wrap paid-ways">
        <Switch>
          <Match when={props.outcome === 'left' ? props.purchase.checkoutUrl : null}>
            {(url) => (
              <a class="button button-main" href={url()} rel="external" data-testid="return-resume">
                <span>{app.t('purchase.resume')}</span>
              </a>
            )}
          </Match>
          <Match when={props.outcome === 'failed' || props.outcome === 'expired'}>
            <Button look="main" onPress={() => app.showDialog({ type: 'shop' })} data-testid="return-again">
              {app.t('paid.again')}
            </Button>
          </Match>
        </Switch>
        <Button onPress={close} data-testid="return-close">
          {app.t('action.close')}
        </Button>
        <Button
          look="quiet"
          onPress={() => {
            close();
            app.showSide({ type: 'wallet', page: 'purchases' });
          }}
          data-testid="return-purchases"
        >
          {app.t('paid.seePurchases')}
        </Button>
      </div>
    </>
  );
}
