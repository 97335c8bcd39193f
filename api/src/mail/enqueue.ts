import { sql } from 'kysely';
import { newId, uuidFromId } from '@oto/schema/base/id';
import type { Trx } from '../deps.ts';

export type Mail = {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
};

/**
 * A mail that must arrive: it is kept with what the transaction does, and sent after it. For what somebody waits for
 * or must know (links, receipts); news go by notifications.
 */
export async function enqueueMail(trx: Trx, { to, subject, text, html }: Mail): Promise<void> {
  await trx
    .insertInto('mail')
    .values({ id: uuidFromId(newId()), recipient: to, subject, body_text: text, body_html: html })
    .execute();
  await sql`select pg_notify('mail', '')`.execute(trx);
}
