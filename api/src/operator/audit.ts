import type { Trx } from '../deps.ts';

/** Writes down what an operator did, in the transaction that does it. Rows of audit_log never change. */
export async function audit(trx: Trx, actorUuid: string, action: string, subject: string | null, detail: object): Promise<void> {
  await trx
    .insertInto('audit_log')
    .values({ actor_id: actorUuid, action, subject, detail: JSON.stringify(detail) })
    .execute();
}

/**
 * Writes down what somebody did with their own account, and from where. `subject` is the id of what it was done to;
 * `detail` never holds secrets or words that people wrote.
 */
export function auditOwn(
  trx: Trx,
  memberUuid: string,
  action: string,
  subject: string | null,
  detail: Readonly<Record<string, unknown>>,
  ip: string,
): Promise<void> {
  return audit(trx, memberUuid, action, subject, { ...detail, ip });
}
