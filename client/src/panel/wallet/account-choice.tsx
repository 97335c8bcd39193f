import type { Wallet } from '@oto/schema/contract/ledger';
import { STATEMENT_ACCOUNTS } from '@oto/schema/contract/statement';
import { For } from 'solid-js';
import { useApp } from '../../app/context.ts';

export type StatementAccount = (typeof STATEMENT_ACCOUNTS)[number];

/** The parts of a wallet with what is in each; the one pressed has its lines below. */
export function AccountChoice(props: {
  readonly wallet: Wallet;
  readonly account: StatementAccount;
  readonly onChoose: (account: StatementAccount) => void;
}) {
  const app = useApp();
  const shown = () => STATEMENT_ACCOUNTS.filter((one) => one !== 'debt' || props.wallet.debt > 0 || props.account === 'debt');
  const number = (of: StatementAccount) => app.format().number(props.wallet[of]);
  return (
    <>
      <div class="accounts" role="group" aria-label={app.t('statement.account')}>
        <For each={shown()}>
          {(account) => (
            <button
              type="button"
              class="wallet-part"
              aria-pressed={props.account === account}
              onClick={() => props.onChoose(account)}
              data-testid={`account-${account}`}
            >
              <span>{app.t(`statement.account.${account}`)}</span> <b class="number">{number(account)}</b>
            </button>
          )}
        </For>
      </div>
      <p class="muted small" data-testid="account-about">
        {app.t(`statement.about.${props.account}`, {
          paid: number('paid'),
          promo: number('promo'),
          held: number('held'),
          available: number('available'),
        })}
      </p>
    </>
  );
}
