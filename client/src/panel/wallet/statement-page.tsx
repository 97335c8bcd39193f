import type { Me } from '@oto/schema/contract/identity';
import type { Statement } from '@oto/schema/contract/statement';
import { useInfiniteQuery } from '@tanstack/solid-query';
import { createMemo, createSignal, For, Show } from 'solid-js';
import type { StatementFilter } from '../../api/money-routes.ts';
import { valueOf } from '../../api/http.ts';
import { useApp } from '../../app/context.ts';
import { KEYS } from '../../app/query-keys.ts';
import { Button } from '../ui/button.tsx';
import { Empty, Loaded } from '../ui/states.tsx';
import { AccountChoice, type StatementAccount } from './account-choice.tsx';
import { localZone } from './days.ts';
import { NO_FILTER, StatementFilters, type LineFilter } from './statement-filters.tsx';
import { StatementRow } from './statement-row.tsx';

/** The balance explained line by line: each line's amount and the balance after it. */
export function StatementPage(props: { readonly me: Me }) {
  const app = useApp();
  const [account, setAccount] = createSignal<StatementAccount>('available');
  const [lines, setLines] = createSignal<LineFilter>(NO_FILTER);
  const filter = createMemo<StatementFilter>(() => {
    const { kind, from, to } = lines();
    return {
      account: account(),
      zone: localZone(),
      ...(kind === null ? {} : { kind }),
      ...(from === '' ? {} : { from }),
      ...(to === '' ? {} : { to }),
    };
  });
  const asked = useInfiniteQuery(() => ({
    queryKey: KEYS.statementOf(filter()),
    queryFn: async ({ pageParam }: { pageParam: string | null }) => valueOf(await app.api.statement(filter(), pageParam ?? undefined)),
    initialPageParam: null as string | null,
    getNextPageParam: (page: Statement) => (page.more ? page.entries.at(-1)?.entry : undefined),
  }));
  const title = () => app.t(`statement.account.${account()}`);
  return (
    <>
      <AccountChoice wallet={props.me.wallet} account={account()} onChoose={setAccount} />
      <StatementFilters filter={lines()} whole={filter()} onChange={setLines} />
      <Loaded asked={asked} lines={6}>
        {(data) => (
          <Show
            when={data().pages.some((page) => page.entries.length > 0)}
            fallback={
              <Show when={lines() === NO_FILTER} fallback={<Empty title={app.t('statement.emptyFiltered')} />}>
                <Empty title={app.t('statement.empty')} text={app.t('statement.emptyText')} />
              </Show>
            }
          >
            <table class="ledger" data-testid="statement">
              <caption class="sr-only">{app.t('statement.caption', { account: title() })}</caption>
              <thead>
                <tr>
                  <th scope="col">{app.t('statement.column.what')}</th>
                  <th scope="col" class="amount">
                    {app.t('statement.column.amount')}
                  </th>
                  <th scope="col" class="amount">
                    {app.t('statement.column.balance')}
                  </th>
                </tr>
              </thead>
              <For each={data().pages.flatMap((page) => page.entries)}>{(entry) => <StatementRow entry={entry} account={account()} />}</For>
              <tfoot>
                <tr data-testid="statement-opening">
                  <th scope="row">{app.t('statement.opening')}</th>
                  <td />
                  <td class="amount number">{app.format().number(data().pages.at(-1)?.opening ?? 0)}</td>
                </tr>
              </tfoot>
            </table>
            <Show when={asked.hasNextPage}>
              <Button pending={asked.isFetchingNextPage} onPress={() => void asked.fetchNextPage()} data-testid="statement-older">
                {app.t('action.more')}
              </Button>
            </Show>
          </Show>
        )}
      </Loaded>
    </>
  );
}
