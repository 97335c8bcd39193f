import { sql } from 'kysely';
import type { Deps } from '../deps.ts';
import type { MailSender } from '../notification/mail-sender.ts';

/** Sent side by side. */
const BATCH = 4;
/** Whoever takes a mail has this long; after it another replica may. */
const LEASE_MS = 120_000;
/** Waits before the second, third, ... try. */
const BACKOFF_MS = [15_000, 60_000, 300_000, 1_800_000, 7_200_000] as const;
/** Nobody waits longer for a letter, and a link in it is dead by then. */
const FRESH_MS = 24 * 3_600_000;

type Taken = {
  readonly id: string;
  readonly recipient: string;
  readonly subject: string;
  readonly body_text: string;
  readonly body_html: string;
  readonly tries: number;
};

/**
 * Sends what is due, at least once each: a mail whose fate nobody knows is tried again, for it must arrive. Once it is
 * sent its words are wiped, for they hold links that open accounts. Answers how many were taken; call again until 0.
 */
export async function sendDueMails(deps: Pick<Deps, 'db' | 'now' | 'log'>, sender: MailSender): Promise<number> {
  const { db, log, now } = deps;
  const at = now();
  const { rows } = await sql<Taken>`
    update mail set tries = tries + 1, due_at = ${new Date(at.getTime() + LEASE_MS)}
    where id in (
      select id from mail where sent_at is null and due_at <= ${at} and tries <= ${BACKOFF_MS.length} and created_at > ${freshSince(at)}
      order by due_at limit ${BATCH} for update skip locked)
    returning id, recipient, subject, body_text, body_html, tries`.execute(db);
  await Promise.all(
    rows.map(async ({ id, recipient, subject, body_text, body_html, tries }) => {
      const outcome = await sender.send({ to: recipient, subject, text: body_text, html: body_html });
      if (outcome.type === 'sent') {
        await db.updateTable('mail').set({ sent_at: now(), body_text: '', body_html: '', error: null }).where('id', '=', id).execute();
        return;
      }
      const why = outcome.type === 'gone' ? 'gone' : outcome.why;
      const wait = BACKOFF_MS[tries - 1];
      log.warn({ mail: id, why, tries, again: wait !== undefined }, 'a mail could not be sent');
      await db
        .updateTable('mail')
        .set({ error: why, due_at: new Date(now().getTime() + (wait ?? 0)) })
        .where('id', '=', id)
        .execute();
    }),
  );
  return rows.length;
}

/** Milliseconds until a mail is due; null when none waits. */
export async function untilMailDue({ db, now }: Pick<Deps, 'db' | 'now'>): Promise<number | null> {
  const { due } = await db
    .selectFrom('mail')
    .select((eb) => eb.fn.min('due_at').as('due'))
    .where('sent_at', 'is', null)
    .where('tries', '<=', BACKOFF_MS.length)
    .where('created_at', '>', freshSince(now()))
    .executeTakeFirstOrThrow();
  return due === null ? null : Math.max(0, new Date(due).getTime() - now().getTime());
}

function freshSince(now: Date): Date {
  return new Date(now.getTime() - FRESH_MS);
}
