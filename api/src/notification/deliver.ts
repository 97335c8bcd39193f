import { sql } from 'kysely';
import type pg from 'pg';
import { type RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import type { Deps } from '../deps.ts';
import { isLooking } from '../event/open-streams.ts';
import { sharedLimit } from '../http/limits.ts';
import type { MailSender } from './mail-sender.ts';
import { mailOf } from './mail-words.ts';
import type { PushSender } from './push-sender.ts';
import type { Outcome } from './sender.ts';
import { unsubscribeLink } from './unsubscribe.ts';
import { pushMessage, topicOf } from './words.ts';

/** The ways that are configured. */
export type Ways = { readonly push: PushSender | null; readonly email: MailSender | null };

/** Sent side by side. */
const BATCH = 8;
/** Older news are not worth a call. */
const NEWS_MS = 24 * 3_600_000;
const MAILS_AN_HOUR = 6;
/** Waits before the second, third, ... try. */
const BACKOFF_MS = [30_000, 120_000, 600_000, 3_600_000] as const;

type Taken = { readonly notification_id: string; readonly way: 'push' | 'email'; readonly target: string; readonly tries: number };

/**
 * Sends what is due to those who are not looking, at most once each: a row is taken before it is sent, by one replica,
 * and comes back only when it surely did not arrive. Answers how many rows were taken; call again until 0.
 */
export async function deliverDue(deps: Deps, ways: Ways, mails: RateLimiterPostgres = mailLimit(deps.pool)): Promise<number> {
  const taken = await takeDue(deps, ways);
  await Promise.all(
    taken.map(async (row) => {
      const outcome = await send(deps, ways, mails, row).catch((error: unknown): Outcome => ({ type: 'lost', why: String(error) }));
      await settle(deps, row, outcome);
    }),
  );
  return taken.length;
}

/** Milliseconds until something is due; null when nothing waits. */
export async function untilDue({ db, now }: Deps, ways: Ways): Promise<number | null> {
  const names = namesOf(ways);
  if (names.length === 0) return null;
  const { due } = await db
    .selectFrom('notification_delivery')
    .select((eb) => eb.fn.min('due_at').as('due'))
    .where('way', 'in', names)
    .executeTakeFirstOrThrow();
  return due === null ? null : Math.max(0, new Date(due).getTime() - now().getTime());
}

function namesOf(ways: Ways): readonly ('push' | 'email')[] {
  return (['push', 'email'] as const).filter((way) => ways[way] !== null);
}

async function takeDue({ db, now }: Deps, ways: Ways): Promise<readonly Taken[]> {
  const { rows } = await sql<Taken>`
    delete from notification_delivery d using (
      select notification_id, way, target from notification_delivery
      where due_at <= ${now()} and way = any(${namesOf(ways)}) order by due_at limit ${BATCH} for update skip locked) due
    where (d.notification_id, d.way, d.target) = (due.notification_id, due.way, due.target)
    returning d.notification_id, d.way, d.target, d.tries`.execute(db);
  return rows;
}

async function send(deps: Deps, ways: Ways, mails: RateLimiterPostgres, { notification_id, way, target }: Taken): Promise<Outcome> {
  const { db, config } = deps;
  const told = await db
    .selectFrom('notification')
    .innerJoin('member', 'member.id', 'notification.member_id')
    .innerJoin('notification_setting as setting', 'setting.member_id', 'notification.member_id')
    .selectAll('notification')
    .select(['member.lang', 'setting.push', 'setting.email'])
    .where('notification.id', '=', notification_id)
    .where('member.deleted_at', 'is', null)
    .executeTakeFirst();
  const member = told?.member_id;
  if (!told || member === undefined || !told[way]) return { type: 'lost', why: 'not wanted any more' };
  if (told.read_at !== null || deps.now().getTime() - told.created_at.getTime() > NEWS_MS) return { type: 'lost', why: 'no news any more' };
  if (await isLooking(db, member, deps.now())) return { type: 'lost', why: 'the member is looking' };
  if (way === 'push') {
    const to = await db
      .selectFrom('push_subscription')
      .select(['endpoint', 'p256dh', 'auth'])
      .where('endpoint', '=', target)
      .where('member_id', '=', member)
      .executeTakeFirst();
    if (!to || !ways.push) return { type: 'lost', why: 'not wanted any more' };
    return ways.push.send(to, pushMessage(told, told.lang), topicOf(told));
  }
  const user = await db.selectFrom('user').select(['email', 'emailVerified']).where('id', '=', member).executeTakeFirst();
  if (!user || !ways.email) return { type: 'lost', why: 'no address' };
  if (told.job_id !== null && (await wasMailed(deps, told.job_id))) return { type: 'lost', why: 'its job was mailed before' };
  if (!(await mayMail(mails, member))) return { type: 'lost', why: 'enough mails this hour' };
  const unsubscribe = await unsubscribeLink(deps.signer, config.apiOrigin, member);
  const to = { lang: told.lang, address: user.email, verified: user.emailVerified, publicUrl: config.publicUrl, unsubscribe };
  return ways.email.send(mailOf(told, to));
}

async function wasMailed({ db }: Deps, jobUuid: string): Promise<boolean> {
  const mailed = await db
    .selectFrom('notification')
    .select('id')
    .where('job_id', '=', jobUuid)
    .where('mailed_at', 'is not', null)
    .limit(1)
    .executeTakeFirst();
  return mailed !== undefined;
}

/** One for as long as a process lives: each clears the table every five minutes, and none ever ends. */
export function mailLimit(pool: pg.Pool): RateLimiterPostgres {
  return sharedLimit(pool, 'mail', MAILS_AN_HOUR, 3600);
}

async function mayMail(limit: RateLimiterPostgres, memberUuid: string): Promise<boolean> {
  try {
    await limit.consume(memberUuid);
    return true;
  } catch (refusal) {
    if (refusal instanceof RateLimiterRes) return false;
    throw refusal;
  }
}

async function settle({ db, log, now }: Deps, { notification_id, way, target, tries }: Taken, outcome: Outcome): Promise<void> {
  switch (outcome.type) {
    case 'sent':
      if (way === 'email') await db.updateTable('notification').set({ mailed_at: now() }).where('id', '=', notification_id).execute();
      return;
    case 'gone':
      await db.deleteFrom('push_subscription').where('endpoint', '=', target).execute();
      return;
    case 'lost':
      log.info({ way, notification: notification_id, why: outcome.why }, 'a notification was not sent');
      return;
    case 'again': {
      const wait = BACKOFF_MS[tries];
      log.warn(
        { way, notification: notification_id, why: outcome.why, tries: tries + 1, again: wait !== undefined },
        'a notification could not be sent',
      );
      if (wait === undefined) return;
      const due_at = new Date(now().getTime() + Math.max(wait, outcome.waitMs ?? 0));
      await db
        .insertInto('notification_delivery')
        .values({ notification_id, way, target, due_at, tries: tries + 1 })
        .execute();
      return;
    }
    default:
      outcome satisfies never;
  }
}
