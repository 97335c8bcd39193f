import { newId, uuidFromId } from '@oto/schema/base/id';
import type { Trx } from '../deps.ts';
import { lockPaid } from './lock-paid.ts';
import { transfer } from './transfer.ts';

/**
 * Repays what a member owes out of the paid tokens that nothing holds. `group` says on which occasion. How many
 * tokens went; call it whenever paid tokens have come or come free.
 */
export async function repayDebt(trx: Trx, memberUuid: string, group: string): Promise<number> {
  const owes = await trx
    .selectFrom('ledger.account')
    .select('id')
    .where('owner_id', '=', memberUuid)
    .where('kind', '=', 'debt')
    .where('posted', '<', '0')
    .executeTakeFirst();
  if (!owes) return 0;
  const { free, owed } = await lockPaid(trx, memberUuid);
  const part = Math.min(free, owed);
  if (part === 0) return 0;
  await transfer(trx, {
    key: `repayment:${uuidFromId(newId())}`,
    group,
    from: { member: memberUuid, account: 'wallet_paid' },
    to: { member: memberUuid, account: 'debt' },
    amount: part,
    kind: 'repayment',
  });
  return part;
}

/** Books all that a member owes as the platform's loss, once per key. How many tokens. */
export async function forgiveDebt(trx: Trx, order: { readonly key: string; readonly member: string }): Promise<number> {
  const { owed } = await lockPaid(trx, order.member);
  const before = await trx.selectFrom('ledger.transfer').select('amount').where('key', '=', order.key).executeTakeFirst();
  if (before) return Number(before.amount);
  if (owed === 0) return 0;
  await transfer(trx, {
    key: order.key,
    group: uuidFromId(newId()),
    from: { platform: 'fraud_loss' },
    to: { member: order.member, account: 'debt' },
    amount: owed,
    kind: 'forgiven',
  });
  return owed;
}
