import { CONSENT_VERSION, type Pack, type PurchaseRequest, type Shop } from '@oto/schema/contract/purchase';
import { useQuery } from '@tanstack/solid-query';
import { createSignal, onCleanup, onMount, Show } from 'solid-js';
import type { z } from 'zod';
import { newIdempotencyKey, nextAttempt, outcomeUnknown, type Attempt } from '../../api/idempotency.ts';
import { valueOf } from '../../api/http.ts';
import { useApp } from '../../app/context.ts';
import { KEYS } from '../../app/query-keys.ts';
import { Button } from '../ui/button.tsx';
import { FormError } from '../ui/form-error.tsx';
import { Loaded, Empty } from '../ui/states.tsx';
import { TokenAmount } from '../ui/token-amount.tsx';
import { Window } from '../ui/window.tsx';
import { ConsentBox } from './consent-box.tsx';
import { goTo } from './go-to.ts';
import { PackChoice } from './pack-choice.tsx';
import { TestNotice } from './test-notice.tsx';

/** Packs of tokens, and the order of one. */
export function ShopDialog() {
  const app = useApp();
  const asked = useQuery(() => ({ queryKey: KEYS.shop, queryFn: async () => valueOf(await app.api.shop()) }));
  const closed = (shop: Shop) => shop.payments === 'off' || shop.packs.length === 0 || app.world()?.switches.purchase === false;
  return (
    <Window title={app.t('buy.title')} text={app.t('buy.lead')} testid="shop" class="window-shop" onClose={() => app.showDialog(null)}>
      <Loaded asked={asked} lines={5}>
        {(shop) => (
          <Show when={!closed(shop())} fallback={<Empty title={app.t('buy.offTitle')} text={app.t('buy.offText')} />}>
            <Order shop={shop()} />
          </Show>
        )}
      </Loaded>
    </Window>
  );
}

type Order = z.input<typeof PurchaseRequest>;

function Order(props: { readonly shop: Shop }) {
  const app = useApp();
  const [chosen, setChosen] = createSignal(props.shop.packs[Math.floor((props.shop.packs.length - 1) / 2)]?.id ?? '');
  const [consents, setConsents] = createSignal(false);
  const [missing, setMissing] = createSignal(false);
  const [busy, setBusy] = createSignal(false);
  const [problem, setProblem] = createSignal<string | null>(null);
  let attempt: Attempt<Order> | null = null;
  const pack = (): Pack | undefined => props.shop.packs.find((one) => one.id === chosen());
  const test = () => props.shop.payments === 'test';
  const debt = () => Math.min(app.me()?.wallet.debt ?? 0, pack()?.tokens ?? 0);

  // Coming back with the browser's own button shows this page as it was left.
  const shown = (): void => void setBusy(false);
  onMount(() => addEventListener('pageshow', shown));
  onCleanup(() => removeEventListener('pageshow', shown));

  async function order(): Promise<void> {
    const wanted = pack();
    if (busy() || wanted === undefined || !app.needsMember()) return;
    setMissing(!consents());
    if (!consents()) return;
    setBusy(true);
    setProblem(null);
    const words = app.t('buy.consent');
    attempt = nextAttempt(attempt, wanted.id, { pack: wanted.id, consent: { version: CONSENT_VERSION, words } }, newIdempotencyKey);
    const answer = await app.api.buy(attempt.body, attempt.key);
    if (answer.ok || !outcomeUnknown(answer.failure.status)) attempt = null;
    if (answer.ok && answer.value.checkoutUrl !== null) {
      goTo(answer.value.checkoutUrl);
      return;
    }
    setBusy(false);
    if (answer.ok) app.showDialog({ type: 'purchase', id: answer.value.id, left: false });
    else setProblem(app.sentence(answer.failure));
  }

  return (
    <form
      class="form"
      novalidate
      onSubmit={(event) => {
        event.preventDefault();
        void order();
      }}
    >
      <Show when={test()}>
        <TestNotice />
      </Show>
      <PackChoice packs={props.shop.packs} chosen={chosen()} onChoose={setChosen} />
      <Show when={debt() > 0}>
        <p class="form-error" data-testid="shop-debt">
          {app.t('buy.debt', { tokens: app.count('tokens', debt()) })}
        </p>
      </Show>
      <ConsentBox
        checked={consents()}
        missing={missing()}
        onChange={(on) => {
          setConsents(on);
          setMissing(false);
        }}
      />
      <Show when={pack()}>
        {(one) => (
          <div class="order">
            <p class="order-sum">
              <span>{app.t('buy.summary')}</span>
              <span class="order-what">
                <b>
                  <TokenAmount n={one().tokens} />
                </b>
                <b class="order-price number" data-testid="order-price">
                  {app.format().euros(one().cents)}
                </b>
                <small class="muted">{app.t('buy.inclusive')}</small>
              </span>
            </p>
            <FormError text={problem()} />
            <Button type="submit" look="main" class="wide" pending={busy()} data-testid="order">
              {app.t('buy.order')}
            </Button>
            <p class="muted small center">{app.t(test() ? 'buy.nextTest' : 'buy.next')}</p>
          </div>
        )}
      </Show>
    </form>
  );
}
