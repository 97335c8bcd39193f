import type { Movement } from '@oto/schema/contract/ledger';
import { useInfiniteQuery } from '@tanstack/solid-query';
import { For, Show } from 'solid-js';
import { valueOf } from '../../api/http.ts';
import { useApp } from '../../app/context.ts';
import { KEYS } from '../../app/query-keys.ts';
import { Button } from '../ui/button.tsx';
import { Sheet } from '../ui/sheet.tsx';
import { Empty, Loaded } from '../ui/states.tsx';
import { TokenCoin } from '../ui/token-amount.tsx';

/** Rows of one page, as the api serves them: a full page means that there may be more. */
const PAGE = 100;

/** What I have and every movement of it. */
export function WalletPanel() {
  const app = useApp();
  const asked = useInfiniteQuery(() => ({
    queryKey: KEYS.movements,
    queryFn: async ({ pageParam }: { pageParam: string | null }) => valueOf(await app.api.movements(pageParam ?? undefined)).movements,
    initialPageParam: null as string | null,
    getNextPageParam: (page: readonly Movement[]) => (page.length < PAGE ? undefined : page.at(-1)?.id),
  }));
  const wallet = () => app.me()?.wallet;
  return (
    <Sheet title={app.t('wallet.title')} testid="wallet" onClose={() => app.showSide(null)}>
      <Show when={wallet()}>
        {(has) => (
          <>
            <p class="wallet-total" data-testid="wallet-available">
              <TokenCoin size={36} />
              <strong>{app.format().number(has().available)}</strong>
              <span>{app.t('wallet.available')}</span>
            </p>
            <dl class="facts wallet-parts">
              <For each={['paid', 'promo', 'held', 'earnings'] as const}>
                {(part) => (
                  <div>
                    <dt>{app.t(`wallet.${part}`)}</dt>
                    <dd class="number">{app.format().number(has()[part])}</dd>
                  </div>
                )}
              </For>
            </dl>
          </>
        )}
      </Show>
      <h3 class="subheading">{app.t('wallet.movements')}</h3>
      <Loaded asked={asked} lines={6}>
        {(data) => (
          <Show when={data().pages.some((page) => page.length > 0)} fallback={<Empty title={app.t('wallet.empty')} />}>
            <ul class="movements">
              <For each={data().pages.flat()}>
                {(movement) => (
                  <li data-testid="movement">
                    <div>
                      <strong>{app.t(`movement.${movement.kind}`)}</strong>
                      <small class="muted">
                        {app.format().moment(movement.at)}
                        <Show when={movement.note}> · {movement.note}</Show>
                      </small>
                    </div>
                    <span class="number" classList={{ plus: movement.amount > 0, minus: movement.amount < 0 }}>
                      {app.format().signed(movement.amount)}
                    </span>
                  </li>
                )}
              </For>
            </ul>
            <Show when={asked.hasNextPage}>
              <Button pending={asked.isFetchingNextPage} onPress={() => void asked.fetchNextPage()}>
                {app.t('action.more')}
              </Button>
            </Show>
          </Show>
        )}
      </Loaded>
    </Sheet>
  );
}
