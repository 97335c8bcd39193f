import { sql, type Selectable } from 'kysely';
import type { z } from 'zod';
import { idFromUuid } from '@oto/schema/base/id';
import {
  STATUS_COMPONENTS,
  STATUS_DAYS,
  type Incident,
  type Status,
  type StatusComponent,
  type StatusState,
} from '@oto/schema/contract/status';
import type { Tables } from '@oto/schema/db/tables';
import type { Db, Deps, Trx } from '../deps.ts';
import { overallOf, withImpact } from './judge.ts';
import { dayOf } from './sample.ts';

/** Nobody has looked for three rounds: what was seen then says nothing of now, milliseconds. */
const STALE_MS = 200_000;
/** Incidents that are over and still told of. */
const PAST_SHOWN = 15;
const DAY_MS = 86_400_000;

export type StatusView = z.input<typeof Status>;
type Day = { readonly day: string; readonly component: StatusComponent; readonly up: number; readonly slow: number; readonly down: number };

/** All of it, 90 days long. Rejects when the database is away. */
export async function readStatus({ db, now }: Pick<Deps, 'db' | 'now'>): Promise<StatusView> {
  const at = now();
  const components = await db.selectFrom('status_component').selectAll().execute();
  const { rows: days } = await sql<Day>`
    select day::text, component, up, slow, down from status_day
    where day > ${dayOf(new Date(at.getTime() - STATUS_DAYS * DAY_MS))}::date order by day`.execute(db);
  const incidents = await readIncidents(db);
  const looked = components.reduce<Date | null>((newest, { checked_at }) => (newest && newest > checked_at ? newest : checked_at), null);
  const isFresh = looked !== null && at.getTime() - looked.getTime() < STALE_MS;
  const stateOf = (name: StatusComponent): StatusState => {
    const measured = isFresh ? (components.find((one) => one.name === name)?.state ?? 'unknown') : 'unknown';
    return incidents.reduce(
      (state, incident) => (incident.overAt === null && incident.components.includes(name) ? withImpact(state, incident.impact) : state),
      measured,
    );
  };
  const states = new Map(STATUS_COMPONENTS.map((name) => [name, stateOf(name)]));
  return {
    overall: overallOf(states),
    at: looked?.toISOString() ?? null,
    components: STATUS_COMPONENTS.map((name) => {
      const row = components.find((one) => one.name === name);
      const mine = days.filter(({ component }) => component === name);
      return {
        name,
        state: states.get(name) ?? 'unknown',
        since: isFresh && row !== undefined && row.state === states.get(name) ? row.since.toISOString() : null,
        waitSeconds: isFresh ? (row?.wait_seconds ?? null) : null,
        uptime: uptimeOf(mine),
        days: mine.map(({ day, up, slow, down }) => ({ day, up, slow, down })),
      };
    }),
    incidents,
  };
}

function uptimeOf(days: readonly Day[]): number | null {
  const [there, gone] = [sum(days.map(({ up, slow }) => up + slow)), sum(days.map(({ down }) => down))];
  return there + gone === 0 ? null : Math.floor((there / (there + gone)) * 1000);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, one) => all + one, 0);
}

/** What is known when nobody can be asked: the board is away, and of the rest nothing can be said. */
export function awayStatus(before: StatusView | null): StatusView {
  const known = before?.components ?? STATUS_COMPONENTS.map((name) => ({ name, uptime: null, days: [] }));
  return {
    overall: 'down',
    at: null,
    components: known.map((one) => ({
      name: one.name,
      uptime: one.uptime,
      days: one.days,
      state: one.name === 'board' || one.name === 'accounts' ? 'down' : 'unknown',
      since: null,
      waitSeconds: null,
    })),
    incidents: before?.incidents ?? [],
  };
}

/** Those that are not over, then the newest of the others; newest first. */
export async function readIncidents(db: Db | Trx, past: number = PAST_SHOWN): Promise<z.input<typeof Incident>[]> {
  const open = await db.selectFrom('incident').selectAll().where('over_at', 'is', null).orderBy('created_at', 'desc').execute();
  const over = await db
    .selectFrom('incident')
    .selectAll()
    .where('over_at', 'is not', null)
    .orderBy('created_at', 'desc')
    .limit(past)
    .execute();
  return incidentViews(db, [...open, ...over]);
}

export async function incidentViews(db: Db | Trx, rows: readonly Selectable<Tables['incident']>[]): Promise<z.input<typeof Incident>[]> {
  if (rows.length === 0) return [];
  const updates = await db
    .selectFrom('incident_update')
    .select(['incident_id', 'state', 'fr', 'en', 'at'])
    .where(
      'incident_id',
      'in',
      rows.map(({ id }) => id),
    )
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .execute();
  return rows.map(({ id, components, impact, state, created_at, over_at }) => ({
    id: idFromUuid(id),
    components,
    impact,
    state,
    beganAt: created_at.toISOString(),
    overAt: over_at?.toISOString() ?? null,
    updates: updates
      .filter(({ incident_id }) => incident_id === id)
      .map((update) => ({ state: update.state, fr: update.fr, en: update.en, at: update.at.toISOString() })),
  }));
}
