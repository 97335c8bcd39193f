import { sql, type RawBuilder } from 'kysely';

const ZONE = 'Europe/Paris';
const DAY_MS = 86_400_000;

const LOCAL = new Intl.DateTimeFormat('en-GB', {
  timeZone: ZONE,
  hourCycle: 'h23',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
});

/** The Monday (yyyy-mm-dd) of the ISO week in which `at` lies in Paris. */
export function weekOf(at: Date): string {
  const day = Math.floor(localMs(at) / DAY_MS);
  // 1970-01-05 was a Monday.
  const monday = day - ((((day - 4) % 7) + 7) % 7);
  return new Date(monday * DAY_MS).toISOString().slice(0, 10);
}

/** When a week, told by its Monday, ends: the next Monday's midnight in Paris. Clocks there change on Sundays. */
export function weekEnd(week: string): Date {
  const utc = Date.parse(`${week}T00:00:00Z`) + 7 * DAY_MS;
  const ahead = localMs(new Date(utc)) - utc;
  return new Date(utc - ahead);
}

/** What the clock in Paris shows, as if it were UTC. */
function localMs(at: Date): number {
  const part = Object.fromEntries(LOCAL.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part;
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

/** The same as weekEnd, of a date in PostgreSQL. */
export function weekEndSql(week: RawBuilder<unknown>): RawBuilder<Date> {
  return sql<Date>`((${week} + 7)::timestamp at time zone ${sql.lit(ZONE)})`;
}
