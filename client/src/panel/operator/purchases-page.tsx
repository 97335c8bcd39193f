import { PURCHASE_STATES, type OperatorPurchase } from '@oto/schema/contract/purchase';
import { createMemo, createSignal, For, Show } from 'solid-js';
import { useApp } from '../../app/context.ts';
import { Button } from '../ui/button.tsx';
import { Empty, Loaded } from '../ui/states.tsx';
import { createDeeds } from './deeds.ts';
import { Freshness } from './freshness.tsx';
import { PurchaseCase } from './purchase-case.tsx';
import { useAllPurchases } from './queries-money.ts';
import { ReconcileStrip } from './reconcile-strip.tsx';

/** Everybody's purchases, with what can be done about each. */
export function PurchasesPage() {
  const app = useApp();
  const [state, setState] = createSignal<OperatorPurchase['state'] | null>(null);
  const asked = useAllPurchases(state);
  const deeds = createDeeds();
  const purchases = createMemo(() => asked.data?.pages.flat() ?? []);
  return (
    <>
      <Freshness asked={asked} />
      <ReconcileStrip deeds={deeds} />
      <div class="chips" role="group" aria-label={app.t('operator.state')}>
        <For each={[null, ...PURCHASE_STATES]}>
          {(one) => (
            <button
              type="button"
              class="chip"
              aria-pressed={state() === one}
              onClick={() => setState(one)}
              data-testid={`purchases-${one ?? 'all'}`}
            >
              {one === null ? app.t('operator.allStates') : app.t(`operator.purchase.${one}`)}
            </button>
          )}
        </For>
      </div>
      <Loaded asked={asked} lines={6}>
        {() => (
          <Show
            when={purchases().length > 0}
            fallback={<Empty title={app.t('operator.noPurchase')} text={app.t('operator.noPurchaseText')} />}
          >
            <ul class="cases">
              <For each={purchases()}>{(purchase) => <PurchaseCase purchase={purchase} deeds={deeds} />}</For>
            </ul>
            <Show when={asked.hasNextPage}>
              <Button pending={asked.isFetchingNextPage} onPress={() => void asked.fetchNextPage()} data-testid="purchases-more">
                {app.t('operator.more')}
              </Button>
            </Show>
          </Show>
        )}
      </Loaded>
    </>
  );
}
