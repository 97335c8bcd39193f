import { sql } from 'kysely';
import { idFromUuid, type Id } from '@oto/schema/base/id';
import { COUNTED_MAX } from '@oto/schema/board/counted';
import type { Deps, Trx } from '../deps.ts';
import { emitFacts } from '../outbox/emit.ts';
import { weekOf } from './week.ts';

/** How often the readers of one region are told at most. */
const PAUSE_MS = 5000;
/** Notes that one round looks at. */
const BATCH = 5000;

type Untold = { readonly note_id: string; readonly x: number | null; readonly y: number | null };
type Counted = { readonly note_id: string; readonly likes: number; readonly comments: number; readonly votes: number };

/**
 * Tells the readers of each region what people made of its notes since they were last told: a region at once when it
 * was quiet, then every PAUSE_MS. Regions are claimed, so every replica may do it. How many notes were told of.
 */
export async function tellCounts({ db, now }: Deps): Promise<number> {
  const waiting = await db.selectFrom('note_count').select('note_id').where('told', '=', false).limit(1).executeTakeFirst();
  if (!waiting) return 0;
  return db.transaction().execute(async (trx) => {
    const at = now();
    const { rows } = await sql<Untold>`
      select n.note_id, coalesce(c.plot_x, a.plot_x) as x, coalesce(c.plot_y, a.plot_y) as y
      from (select note_id from note_count where not told limit ${BATCH}) n
        left join creation c on c.id = n.note_id left join agent a on a.id = n.note_id
        left join region_told r on (r.plot_x, r.plot_y) = (coalesce(c.plot_x, a.plot_x), coalesce(c.plot_y, a.plot_y))
      where r.told_at is null or r.told_at <= ${before(at)}`.execute(trx);
    const claimed = await claim(trx, rows, at);
    const regions = Map.groupBy(rows, placeOf);
    const due = [...regions].flatMap(([place, notes]) => (place === null || claimed.has(place) ? notes.slice(0, COUNTED_MAX) : []));
    const placeOfNote = new Map(due.map((note) => [note.note_id, placeOf(note)]));
    const taken = Map.groupBy(
      await take(
        trx,
        due.map(({ note_id }) => note_id),
        at,
      ),
      ({ note_id }) => placeOfNote.get(note_id) ?? null,
    );
    const facts = [...taken].flatMap(([place, counts]) => (place === null ? [] : [countedFact(place, counts)]));
    await emitFacts(trx, facts);
    return facts.reduce((told, fact) => told + fact.counted.counts.length, 0);
  });
}

/** A region as `x,y`; null for a note that stands nowhere: nobody is to be told of it. */
function placeOf({ x, y }: Untold): string | null {
  return x === null || y === null ? null : `${x},${y}`;
}

function countedFact(place: string, counts: readonly Counted[]) {
  const [x = 0, y = 0] = place.split(',').map(Number);
  const told = counts.map(({ note_id, likes, comments, votes }): [Id, number, number, number] => [
    idFromUuid(note_id),
    likes,
    comments,
    votes,
  ]);
  return { type: 'counted' as const, plot: { x, y }, counted: { counts: told } };
}

/** Regions that nobody was told of for a while, which are ours to tell now. In their order, so that replicas do not cross. */
async function claim(trx: Trx, rows: readonly Untold[], at: Date): Promise<ReadonlySet<string>> {
  const plots = rows.flatMap(({ x, y }) => (x === null || y === null ? [] : [{ x, y }]));
  if (plots.length === 0) return new Set();
  const { rows: ours } = await sql<{ x: number; y: number }>`
    insert into region_told (plot_x, plot_y, told_at)
      select distinct x, y, ${at}::timestamptz
      from unnest(${plots.map(({ x }) => x)}::int[], ${plots.map(({ y }) => y)}::int[]) p(x, y) order by x, y
    on conflict (plot_x, plot_y) do update set told_at = excluded.told_at where region_told.told_at <= ${before(at)}
    returning plot_x as x, plot_y as y`.execute(trx);
  return new Set(ours.map(({ x, y }) => `${x},${y}`));
}

/** What is to be told of these notes, as it stands; those that somebody is counting right now come next time. */
async function take(trx: Trx, notes: readonly string[], at: Date): Promise<readonly Counted[]> {
  const { rows } = await sql<Counted>`
    update note_count n set told = true from (
      select note_id from note_count where note_id = any(${notes}::uuid[]) and not told order by note_id for update skip locked) due
    where due.note_id = n.note_id
    returning n.note_id, n.likes, n.comments, case when n.week = ${weekOf(at)}::date then n.votes else 0 end as votes`.execute(trx);
  return rows;
}

function before(at: Date): Date {
  return new Date(at.getTime() - PAUSE_MS);
}
