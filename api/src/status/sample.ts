import { sql } from 'kysely';
import { STATUS_COMPONENTS, type StatusState } from '@oto/schema/contract/status';
import type { Deps, Trx } from '../deps.ts';
import { readFacts } from './facts.ts';
import { judge } from './judge.ts';

/** One replica looks, this often. */
export const SAMPLE_MS = 60_000;
/** Two replicas' clocks and loops never meet exactly. */
const EARLY_MS = 5_000;
const MINUTE_MS = 60_000;
/** Of what is kept: a little more than is told. */
const DAYS_KEPT = 100;
/** A gap that is longer is not counted minute by minute: nobody ran oTo then. */
const GAP_MAX_MINUTES = 24 * 60;

/**
 * Looks at every part and adds the minute to its day, unless another replica has just done so. Minutes in which nobody
 * could look, for the database or every replica was away, count as down. Answers whether this one looked.
 */
export async function sampleStatus(deps: Pick<Deps, 'db' | 'config' | 'payments' | 'now'>): Promise<boolean> {
  if (!(await isDue(deps))) return false;
  const judged = judge(await readFacts(deps));
  return deps.db.transaction().execute(async (trx) => {
    await sql`select pg_advisory_xact_lock(hashtextextended('status', 0))`.execute(trx);
    const at = deps.now();
    const before = await lastLook(trx);
    if (before !== null && at.getTime() - before.getTime() < SAMPLE_MS - EARLY_MS) return false;
    const missed = before === null ? 0 : Math.floor((at.getTime() - before.getTime()) / MINUTE_MS) - 1;
    if (before !== null && missed > 0 && missed <= GAP_MAX_MINUTES) await countMissed(trx, before, missed);
    for (const name of STATUS_COMPONENTS) {
      const { state, waitSeconds } = judged[name];
      await trx
        .insertInto('status_component')
        .values({ name, state, since: at, wait_seconds: waitSeconds, checked_at: at })
        .onConflict((conflict) =>
          conflict.column('name').doUpdateSet({
            state,
            since: sql`case when status_component.state = ${state} then status_component.since else ${at} end`,
            wait_seconds: waitSeconds,
            checked_at: at,
          }),
        )
        .execute();
      // A new host's services come up one after the other: the very first look tells of what is there already.
      if (isCounted(state) && (before !== null || state === 'up')) await count(trx, dayOf(at), name, state, 1);
    }
    await sql`delete from status_day where day < ${dayOf(new Date(at.getTime() - DAYS_KEPT * 24 * 60 * MINUTE_MS))}::date`.execute(trx);
    return true;
  });
}

async function isDue({ db, now }: Pick<Deps, 'db' | 'now'>): Promise<boolean> {
  const before = await lastLook(db);
  return before === null || now().getTime() - before.getTime() >= SAMPLE_MS - EARLY_MS;
}

async function lastLook(db: Deps['db'] | Trx): Promise<Date | null> {
  const { at } = await db
    .selectFrom('status_component')
    .select(({ fn }) => fn.max('checked_at').as('at'))
    .executeTakeFirstOrThrow();
  return at === null ? null : new Date(at);
}

/** The minutes after `before`, each to its own day. What was off stays so. */
async function countMissed(trx: Trx, before: Date, minutes: number): Promise<void> {
  const days = new Map<string, number>();
  for (let minute = 1; minute <= minutes; minute++) {
    const day = dayOf(new Date(before.getTime() + minute * MINUTE_MS));
    days.set(day, (days.get(day) ?? 0) + 1);
  }
  const rows = await trx.selectFrom('status_component').select(['name', 'state']).execute();
  for (const { name, state } of rows) {
    if (state === 'off') continue;
    for (const [day, missed] of days) await count(trx, day, name, 'down', missed);
  }
}

type Counted = 'up' | 'slow' | 'down';

function isCounted(state: StatusState): state is Counted {
  return state === 'up' || state === 'slow' || state === 'down';
}

async function count(trx: Trx, day: string, component: (typeof STATUS_COMPONENTS)[number], state: Counted, minutes: number): Promise<void> {
  await trx
    .insertInto('status_day')
    .values({ day, component, [state]: minutes })
    .onConflict((conflict) =>
      conflict.columns(['component', 'day']).doUpdateSet({ [state]: sql`status_day.${sql.ref(state)} + ${minutes}` }),
    )
    .execute();
}

export function dayOf(at: Date): string {
  return at.toISOString().slice(0, 10);
}
