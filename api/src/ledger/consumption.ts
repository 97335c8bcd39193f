import { sql, type RawBuilder } from 'kysely';
import { idFromUuid } from '@oto/schema/base/id';
import type { Kind } from '@oto/schema/board/kind';
import type { Consumption, PlatformConsumption } from '@oto/schema/contract/statement';
import type { Db } from '../deps.ts';
import type { Period } from './period.ts';

/** Days that may be asked for at once. */
export const CONSUMPTION_DAYS = 400;
const LONGEST = 200;

/** Jobs of the period that left something, paid for or free, of one author (uuid) or of everybody. */
function jobs(period: Period, author: string | null): RawBuilder<unknown> {
  return sql`
    select id, author_id, creation_id, coalesce(kept, kind) as kind, charged, (finished_at at time zone ${period.zone})::date::text as day
    from job where charged is not null and finished_at >= ${period.from} and finished_at < ${period.until}
      and (state = 'succeeded' or kept is not null) and (${author}::uuid is null or author_id = ${author}::uuid)`;
}

/** What a member (uuid; null: everybody) used in a period, and what others' use of theirs earned. */
export async function consumptionOf(db: Db, period: Period, member: string | null): Promise<Consumption> {
  const days = await sql<{ day: string; kind: Kind; creations: number; tokens: string }>`
    select day, kind, count(*)::int as creations, sum(charged) as tokens from (${jobs(period, member)}) j
    group by day, kind order by day, kind`.execute(db);
  // What an agent cost: what its engine used, and its fee. What is left of the total are royalties.
  const agents = await sql<{ agent: string; name: string; kind: Kind; runs: number; tokens: string }>`
    select a.id as agent, v.name, a.kind, u.runs, u.tokens from (
      select version.agent_id, count(*)::int as runs, sum(done.tokens + step.fee) as tokens
      from (${jobs(period, member)}) j
      join creation_step done on done.creation_id = j.creation_id
      join job_step step on step.job_id = j.id and step.position = done.position
      join agent_version version on version.id = step.agent_version_id
      group by version.agent_id) u
    join agent a on a.id = u.agent_id join agent_version v on v.id = a.current_version
    order by u.tokens desc, a.id limit ${LONGEST}`.execute(db);
  const earned = await sql<{ day: string; fees: string; royalties: string }>`
    select (j.finished_at at time zone ${period.zone})::date::text as day,
      coalesce(sum(s.amount) filter (where s.kind = 'agent'), 0) as fees,
      coalesce(sum(s.amount) filter (where s.kind = 'royalty'), 0) as royalties
    from revenue_split s join job j on j.id = s.job_id
    where s.payee_id is not null and s.amount > 0 and (${member}::uuid is null or s.payee_id = ${member}::uuid)
      and j.charged is not null and j.finished_at >= ${period.from} and j.finished_at < ${period.until}
    group by 1 order by 1`.execute(db);
  const perDay = days.rows.map((row) => ({ ...row, tokens: Number(row.tokens) }));
  return {
    days: perDay,
    agents: agents.rows.map((row) => ({ ...row, agent: idFromUuid(row.agent), tokens: Number(row.tokens) })),
    earned: earned.rows.map((row) => ({ day: row.day, fees: Number(row.fees), royalties: Number(row.royalties) })),
    total: perDay.reduce((sum, { tokens }) => sum + tokens, 0),
  };
}

/** The same for everybody, with those who used most. */
export async function platformConsumption(db: Db, period: Period): Promise<PlatformConsumption> {
  const { rows } = await sql<{ member: string; name: string; handle: string; creations: number; tokens: string }>`
    select m.id as member, m.name, m.handle, u.creations, u.tokens from (
      select author_id, count(*)::int as creations, sum(charged) as tokens from (${jobs(period, null)}) j group by author_id) u
    join member m on m.id = u.author_id order by u.tokens desc, m.id limit ${LONGEST}`.execute(db);
  const members = rows.map((row) => ({ ...row, member: idFromUuid(row.member), tokens: Number(row.tokens) }));
  return { ...(await consumptionOf(db, period, null)), members };
}
