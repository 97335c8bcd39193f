import type { Me } from '@oto/schema/contract/identity';
import { useQuery } from '@tanstack/solid-query';
import ReceiptText from 'lucide-solid/icons/receipt-text';
import { createSignal, For, Show } from 'solid-js';
import { valueOf } from '../../api/http.ts';
import { useApp } from '../../app/context.ts';
import { KEYS } from '../../app/query-keys.ts';
import { goTo } from '../shop/go-to.ts';
import { Button } from '../ui/button.tsx';
import { FormError } from '../ui/form-error.tsx';
import { Empty, Loaded } from '../ui/states.tsx';
import { PurchaseCard } from './purchase-card.tsx';

/** What I bought, with its invoice, and the way back out of it. */
export function PurchasesPage(props: { readonly me: Me }) {
  const app = useApp();
  const asked = useQuery(() => ({ queryKey: KEYS.purchases, queryFn: async () => valueOf(await app.api.purchases()).purchases }));
  return (
    <Loaded asked={asked} lines={5}>
      {(purchases) => (
        <Show when={purchases().length > 0} fallback={<Empty title={app.t('purchase.empty')} text={app.t('purchase.emptyText')} />}>
          <ul class="purchases">
            <For each={purchases()}>{(purchase) => <PurchaseCard purchase={purchase} me={props.me} />}</For>
          </ul>
          <Billing test={purchases()[0]?.test === true} />
        </Show>
      )}
    </Loaded>
  );
}

/** The payment service's own page. */
function Billing(props: { readonly test: boolean }) {
  const app = useApp();
  const [busy, setBusy] = createSignal(false);
  const [problem, setProblem] = createSignal<string | null>(null);

  async function open(): Promise<void> {
    if (busy()) return;
    setBusy(true);
    setProblem(null);
    const answer = await app.api.billing();
    if (answer.ok) goTo(answer.value.url);
    else setProblem(app.sentence(answer.failure));
    setBusy(false);
  }

  return (
    <div class="billing">
      <Button icon={<ReceiptText size={18} aria-hidden="true" />} pending={busy()} onPress={() => void open()} data-testid="billing-open">
        {app.t('purchase.billing')}
      </Button>
      <p class="muted small">{app.t(props.test ? 'purchase.billingTest' : 'purchase.billingText')}</p>
      <FormError text={problem()} />
    </div>
  );
}
