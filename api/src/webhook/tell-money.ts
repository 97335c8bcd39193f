import { idFromUuid } from '@oto/schema/base/id';
import type { Trx } from '../deps.ts';
import { emitWebhook } from './emit.ts';

type Sale = {
  readonly id: string;
  readonly member_id: string;
  readonly tokens: number;
  readonly cents: number;
  readonly pack: string;
  readonly test: boolean;
};

/** A purchase (uuid) was paid and its tokens given. */
export async function tellPaid(trx: Trx, at: Date, purchase: string): Promise<void> {
  let known: Sale | null = null;
  const sale = async (): Promise<Sale> => (known ??= await saleOf(trx, purchase));
  await emitWebhook(trx, at, {
    type: 'payment.completed',
    key: purchase,
    async data() {
      const { id, member_id, tokens, cents, pack, test } = await sale();
      return { purchase: idFromUuid(id), member: idFromUuid(member_id), pack, tokens, cents, test };
    },
  });
  await emitWebhook(trx, at, {
    type: 'tokens.granted',
    key: `purchase:${purchase}`,
    async data() {
      const { id, member_id, tokens } = await sale();
      return { member: idFromUuid(member_id), tokens, cause: 'purchase', purchase: idFromUuid(id) };
    },
  });
}

/** An operator gave tokens; `key` is the grant's own. */
export function tellGranted(trx: Trx, at: Date, grant: { readonly key: string; readonly member: string; readonly tokens: number }) {
  return emitWebhook(trx, at, {
    type: 'tokens.granted',
    key: grant.key,
    data: () => ({ member: idFromUuid(grant.member), tokens: grant.tokens, cause: 'operator', purchase: null }),
  });
}

/** Money went back by this refund (uuid). */
export function tellRefunded(trx: Trx, at: Date, refund: string): Promise<void> {
  return emitWebhook(trx, at, {
    type: 'payment.refunded',
    key: refund,
    async data() {
      const row = await trx
        .selectFrom('refund')
        .innerJoin('purchase', 'purchase.id', 'refund.purchase_id')
        .select(['refund.tokens', 'refund.cents', 'purchase.id', 'purchase.member_id'])
        .where('refund.id', '=', refund)
        .executeTakeFirstOrThrow();
      return {
        purchase: idFromUuid(row.id),
        member: idFromUuid(row.member_id),
        refund: idFromUuid(refund),
        tokens: Number(row.tokens),
        cents: row.cents,
      };
    },
  });
}

/** A dispute (Stripe's id) was opened, won or lost. */
export function tellDisputed(
  trx: Trx,
  at: Date,
  dispute: { readonly id: string; readonly purchase: string; readonly state: 'open' | 'won' | 'lost'; readonly cents: number },
): Promise<void> {
  const { id, purchase, state, cents } = dispute;
  return emitWebhook(trx, at, {
    type: 'payment.disputed',
    key: `${id}:${state}`,
    async data() {
      const { member_id } = await saleOf(trx, purchase);
      return { purchase: idFromUuid(purchase), member: idFromUuid(member_id), state, cents };
    },
  });
}

async function saleOf(trx: Trx, purchase: string): Promise<Sale> {
  const row = await trx.selectFrom('purchase').selectAll().where('id', '=', purchase).executeTakeFirstOrThrow();
  return { ...row, tokens: Number(row.tokens) };
}
