import { sql } from 'kysely';
import { scrubText } from '@oto/schema/log/scrub';
import type { Deps, Trx } from '../deps.ts';
import type { Claimed } from './claim.ts';
import type { Posted } from './post.ts';
import { tellOperators } from './tell-operators.ts';

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
/** Waits before the second, third, ... try; after the last it is given up. */
export const WAITS_MS = [5 * SECOND_MS, 5 * MINUTE_MS, 30 * MINUTE_MS, 2 * HOUR_MS, 5 * HOUR_MS, 10 * HOUR_MS, 14 * HOUR_MS] as const;
/** Of each wait, more or less, so that what failed together does not come back together. */
const JITTER = 0.2;
/** An endpoint that nothing gets through to for so long, in at least so many tries, is switched off. */
export const FAILING_MS = 5 * 24 * HOUR_MS;
export const FAILURES_MIN = 10;

export function waitAfter(tries: number, random: number): number | null {
  const wait = WAITS_MS[tries - 1];
  return wait === undefined ? null : Math.round(wait * (1 + JITTER * (2 * random - 1)));
}

/**
 * Writes down what came of a try, unless another replica has taken it over meanwhile. 2xx is the only success; 410
 * switches the endpoint off at once.
 */
export async function settle(deps: Deps, sent: Claimed, posted: Posted): Promise<void> {
  const now = deps.now();
  const ok = posted.type === 'answered' && posted.status >= 200 && posted.status < 300;
  const gone = posted.type === 'answered' && posted.status === 410;
  // Stopped by us: the try does not count.
  const stopped = posted.type === 'unanswered' && posted.error === 'stopped';
  const wait = stopped ? 0 : waitAfter(sent.tries, Math.random());
  const state = ok ? 'delivered' : gone || wait === null ? 'failed' : 'waiting';
  const off = await deps.db.transaction().execute(async (trx) => {
    const mine = await trx
      .updateTable('webhook_delivery')
      .set({
        state,
        lease_until: null,
        due_at: new Date(now.getTime() + (wait ?? 0)),
        ...(stopped ? { tries: sent.tries - 1 } : {}),
        ...(posted.type === 'answered'
          ? { status: posted.status, answer: wordsOf(posted.answer), error: null }
          : { status: null, answer: '', error: posted.error }),
      })
      .where('id', '=', sent.id)
      .where('lease_until', '=', sent.lease)
      .where('state', '=', 'waiting')
      .executeTakeFirst();
    // A place is free.
    await sql`select pg_notify('webhook', '')`.execute(trx);
    if (mine.numUpdatedRows === 0n || stopped) return null;
    if (ok) {
      await recovered(trx, sent.endpoint);
      return null;
    }
    return failed(trx, deps, sent.endpoint, gone, now);
  });
  if (off !== null) deps.log.warn({ endpoint: sent.endpoint, why: off }, 'a webhook endpoint was switched off');
  else if (!ok && !stopped) deps.log.info({ endpoint: sent.endpoint, tries: sent.tries, state }, 'a webhook did not get through');
}

async function recovered(trx: Trx, endpoint: string): Promise<void> {
  await trx
    .updateTable('webhook_endpoint')
    .set({ failing_since: null, failures: 0 })
    .where('id', '=', endpoint)
    .where('failing_since', 'is not', null)
    .execute();
}

/** Why it was switched off now; null while it stays on. */
async function failed(trx: Trx, deps: Deps, endpoint: string, gone: boolean, now: Date): Promise<'gone' | 'failing' | null> {
  const row = await trx
    .updateTable('webhook_endpoint')
    .set((eb) => ({ failing_since: eb.fn.coalesce('failing_since', sql<Date>`${now}::timestamptz`), failures: sql<number>`failures + 1` }))
    .where('id', '=', endpoint)
    .where('enabled', '=', true)
    .returning(['url', 'failing_since', 'failures'])
    .executeTakeFirst();
  if (!row) return null;
  const since = row.failing_since?.getTime() ?? now.getTime();
  const why = gone ? 'gone' : row.failures >= FAILURES_MIN && now.getTime() - since >= FAILING_MS ? 'failing' : null;
  if (why === null) return null;
  await trx.updateTable('webhook_endpoint').set({ enabled: false, off_because: why }).where('id', '=', endpoint).execute();
  await tellOperators(trx, deps.config.publicUrl, { url: row.url, why });
  return why;
}

/** What another server said, as text that PostgreSQL takes, without what looks like a secret. */
function wordsOf(answer: string): string {
  return scrubText(answer.replaceAll('\0', '').toWellFormed()).slice(0, 1024);
}
