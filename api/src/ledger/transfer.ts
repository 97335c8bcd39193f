import { sql, type Kysely } from 'kysely';
import type { MemberAccount, PlatformAccount, TransferKind } from '@oto/schema/ledger/account';
import type { Tables } from '@oto/schema/db/tables';

export type AccountRef = { readonly member: string; readonly account: MemberAccount } | { readonly platform: PlatformAccount };

export type TransferOrder = {
  /** At most one transfer is ever made under it. */
  readonly key: string;
  readonly group: string;
  readonly from: AccountRef;
  readonly to: AccountRef;
  readonly amount: number;
  readonly kind: TransferKind;
  readonly note?: string;
  /** Of tokens that go into a promo wallet: when what is left of them ends. */
  readonly expiresAt?: Date | null;
};

/** Moves tokens once per key. Raises OT402 on too little, OT409 when the key was used for something else. */
export async function transfer(trx: Kysely<Tables>, order: TransferOrder): Promise<void> {
  await sql`select ledger.transfer(${order.key}, ${accountId(order.from)}, ${accountId(order.to)}, ${order.amount}::bigint,
    ${order.kind}, ${order.group}::uuid, ${order.note ?? ''}, ${order.expiresAt ?? null}::timestamptz)`.execute(trx);
}

export function accountId(ref: AccountRef) {
  return 'platform' in ref
    ? sql<string>`ledger.platform_account(${ref.platform})`
    : sql<string>`ledger.member_account(${ref.member}::uuid, ${ref.account})`;
}
