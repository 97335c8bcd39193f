import type { TrialBalance } from '@oto/schema/contract/statement';
import RefreshCw from 'lucide-solid/icons/refresh-cw';
import Scale from 'lucide-solid/icons/scale';
import TriangleAlert from 'lucide-solid/icons/triangle-alert';
import { For, Show } from 'solid-js';
import { useApp } from '../../app/context.ts';
import { Button } from '../ui/button.tsx';
import { Loaded } from '../ui/states.tsx';
import { useBalance } from './queries-money.ts';

/** All accounts together, which is 0, and every law of the ledger that does not hold. */
export function BalancePage() {
  const app = useApp();
  const asked = useBalance();
  return (
    <Loaded asked={asked} lines={6}>
      {(balance) => (
        <>
          <div class="page-head">
            <p class="muted small">
              {app.t('operator.balanceAt', { time: app.format().stamp(balance().at) })} ·{' '}
              {app.count('operator.transfers', balance().transfers)} · {app.count('operator.openHolds', balance().openHolds)}
            </p>
            <Button
              icon={<RefreshCw size={16} aria-hidden="true" />}
              pending={asked.isFetching}
              onPress={() => void asked.refetch()}
              data-testid="balance-again"
            >
              {app.t('operator.balanceAgain')}
            </Button>
          </div>
          <Verdict balance={balance()} />
          <Accounts balance={balance()} />
        </>
      )}
    </Loaded>
  );
}

function Verdict(props: { readonly balance: TrialBalance }) {
  const app = useApp();
  const one = () => props.balance;
  return (
    <>
      <Show
        when={one().total === 0}
        fallback={
          <p class="operator-alarm" role="alert" data-testid="balance-total" data-total={one().total}>
            <TriangleAlert size={19} aria-hidden="true" /> {app.t('operator.unbalanced', { total: app.format().number(one().total) })}
          </p>
        }
      >
        <p class="balance-right" data-testid="balance-total" data-total="0">
          <Scale size={22} aria-hidden="true" /> {app.t('operator.balanced')}
        </p>
      </Show>
      <Show when={one().faults.length > 0}>
        <div class="operator-alarm" role="alert" data-testid="balance-faults">
          <TriangleAlert size={19} aria-hidden="true" />
          <div>
            <p>{app.count('operator.faults', one().faults.length)}</p>
            <ul class="balance-faults">
              <For each={one().faults}>
                {(fault) => (
                  <li>
                    <b>{app.t(`operator.law.${fault.law}`)}</b>
                    <br />
                    {app.t('operator.fault', { account: fault.account, expected: fault.expected, found: fault.found })}
                  </li>
                )}
              </For>
            </ul>
          </div>
        </div>
      </Show>
    </>
  );
}

function Accounts(props: { readonly balance: TrialBalance }) {
  const app = useApp();
  const sum = (of: 'posted' | 'held') => props.balance.accounts.reduce((all, account) => all + account[of], 0);
  return (
    <div class="ledger-place" data-sideways tabindex="0" role="region" aria-label={app.t('operator.books')}>
      <table class="ledger">
        <thead>
          <tr>
            <th scope="col">{app.t('operator.book')}</th>
            <th scope="col" class="amount">
              {app.t('operator.bookCount')}
            </th>
            <th scope="col" class="amount">
              {app.t('operator.posted')}
            </th>
            <th scope="col" class="amount">
              {app.t('operator.held')}
            </th>
          </tr>
        </thead>
        <tbody>
          <For each={props.balance.accounts}>
            {(account) => (
              <tr data-account={account.kind}>
                <th scope="row">{app.t(`operator.account.${account.kind}`)}</th>
                <td class="amount number">{app.format().number(account.accounts)}</td>
                <td class="amount number">{app.format().number(account.posted)}</td>
                <td class="amount number">{app.format().number(account.held)}</td>
              </tr>
            )}
          </For>
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{app.t('operator.sum')}</th>
            <td />
            <td class="amount number">{app.format().number(sum('posted'))}</td>
            <td class="amount number">{app.format().number(sum('held'))}</td>
          </tr>
        </tfoot>
      </table>
    </div>
  );
}
