import type { Trx } from '../deps.ts';

/** Writes down what an operator did, in the transaction that does it. Rows of audit_log never change. */
export async function audit(trx: Trx, actorUuid: string, action: string, subject: string | null, detail: object): Promise<void> {
  await trx
    .insertInto('audit_log')
    .values({ actor_id: actorUuid, action, subject, detail: JSON.stringify(detail) })
    .execute();
}
