import { idFromUuid } from '@oto/schema/base/id';
import type { Db } from '../../deps.ts';
import { notificationViews } from '../../notification/view.ts';

/** What was bought and what became of it, with the sentence that was ticked. */
export async function purchasesData(db: Db, member: string): Promise<readonly object[]> {
  const purchases = await db
    .selectFrom('purchase')
    .select(['id', 'pack', 'tokens', 'cents', 'currency', 'state', 'test', 'invoice_url', 'tax_cents', 'country', 'terms_version'])
    .select(['consent_version', 'consent_words', 'consent_at', 'created_at', 'granted_at'])
    .where('member_id', '=', member)
    .orderBy('id')
    .execute();
  const mine = db.selectFrom('purchase').select('id').where('member_id', '=', member);
  const refunds = await db
    .selectFrom('refund')
    .select(['purchase_id', 'tokens', 'cents', 'cause', 'reason', 'state', 'created_at', 'closed_at'])
    .where('purchase_id', 'in', mine)
    .orderBy('created_at')
    .execute();
  const disputes = await db
    .selectFrom('dispute')
    .select(['purchase_id', 'state', 'cents', 'tokens', 'clawed', 'opened_at', 'closed_at'])
    .where('purchase_id', 'in', mine)
    .orderBy('opened_at')
    .execute();
  return purchases.map(({ id, ...purchase }) => ({
    id: idFromUuid(id),
    ...purchase,
    refunds: of(refunds, id),
    disputes: of(disputes, id),
  }));
}

function of<T extends { readonly purchase_id: string }>(rows: readonly T[], purchase: string): readonly Omit<T, 'purchase_id'>[] {
  return rows.filter((row) => row.purchase_id === purchase).map(({ purchase_id: _purchase, ...row }) => row);
}

export async function notificationsData(db: Db, member: string): Promise<readonly object[]> {
  const rows = await db.selectFrom('notification').selectAll().where('member_id', '=', member).orderBy('id').execute();
  return notificationViews(db, rows);
}

export async function notificationSettings(db: Db, member: string): Promise<object> {
  const setting = await db.selectFrom('notification_setting').select(['push', 'email']).where('member_id', '=', member).executeTakeFirst();
  const browsers = await db
    .selectFrom('push_subscription')
    .select(['endpoint', 'created_at'])
    .where('member_id', '=', member)
    .orderBy('created_at')
    .execute();
  // Whoever knows the whole of an endpoint may write to it.
  return {
    push: setting?.push ?? false,
    email: setting?.email ?? false,
    browsers: browsers.map(({ endpoint, created_at }) => ({ service: new URL(endpoint).host, created_at })),
  };
}

export async function refusalsData(db: Db, member: string): Promise<readonly object[]> {
  const rows = await db
    .selectFrom('refusal')
    .select(['id', 'prompt', 'reason', 'passage', 'created_at'])
    .where('member_id', '=', member)
    .orderBy('created_at')
    .execute();
  return rows.map(({ id, ...row }) => ({ id: idFromUuid(id), ...row }));
}

export async function appealsData(db: Db, member: string): Promise<readonly object[]> {
  const rows = await db
    .selectFrom('appeal')
    .select(['refusal_id', 'words', 'state', 'answer', 'created_at', 'decided_at'])
    .where('member_id', '=', member)
    .orderBy('created_at')
    .execute();
  return rows.map(({ refusal_id, ...row }) => ({ refusal: idFromUuid(refusal_id), ...row }));
}

/** What one said of the product, with what came along and the answers. */
export async function feedbackData(db: Db, member: string): Promise<readonly object[]> {
  const rows = await db
    .selectFrom('feedback')
    .select(['id', 'kind', 'words', 'lang', 'about', 'lines', 'state', 'answer', 'created_at', 'answered_at'])
    .where('member_id', '=', member)
    .orderBy('id')
    .execute();
  return rows.map(({ id, ...row }) => ({ id: idFromUuid(id), ...row }));
}
