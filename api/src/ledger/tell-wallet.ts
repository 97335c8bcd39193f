import type { Kysely } from 'kysely';
import type { ServerEvent } from '@oto/schema/contract/event';
import type { Tables } from '@oto/schema/db/tables';
import type { Trx } from '../deps.ts';
import { recordEvent } from '../event/record.ts';
import { walletOf } from './wallet.ts';

/** What a member's open tabs are told when the wallet has changed. */
export async function walletEvent(db: Kysely<Tables>, now: Date, memberUuid: string): Promise<ServerEvent> {
  return { type: 'wallet', at: now.toISOString(), wallet: await walletOf(db, memberUuid) };
}

/** Tells a member's open tabs. Late in the transaction, as recordEvent asks. */
export async function tellWallet(trx: Trx, now: Date, memberUuid: string): Promise<void> {
  await recordEvent(trx, memberUuid, await walletEvent(trx, now, memberUuid));
}
