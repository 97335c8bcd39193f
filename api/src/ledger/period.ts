import { sql } from 'kysely';
import type { Db } from '../deps.ts';
import { ApiError } from '../http/api-error.ts';
import { sqlState } from './failure.ts';

/** Days as YYYY-MM-DD, both included, in an IANA zone. */
export type Days = { readonly from?: string | undefined; readonly to?: string | undefined; readonly zone: string };

/** The same as instants: from `from` on, before `until`. Null is without an end. */
export type Period = { readonly from: Date | null; readonly until: Date | null; readonly zone: string };

/** Throws bad_request for a zone that does not exist, for days that come in the wrong order and for more than `most` of them. */
export async function periodOf(db: Db, { from, to, zone }: Days, most = Number.POSITIVE_INFINITY): Promise<Period> {
  if (!isZone(zone)) throw refuse('zone', 'an IANA time zone');
  if (from !== undefined && to !== undefined && from > to) throw refuse('to', 'not before from');
  const days = from === undefined || to === undefined ? 0 : (Date.parse(to) - Date.parse(from)) / 86_400_000 + 1;
  if (days > most) throw refuse('to', `${most} days at most`);
  try {
    const { rows } = await sql<{ from: Date | null; until: Date | null }>`
      select ${from ?? null}::date::timestamp at time zone ${zone} as from,
        (${to ?? null}::date + 1)::timestamp at time zone ${zone} as until`.execute(db);
    return { from: rows[0]?.from ?? null, until: rows[0]?.until ?? null, zone };
  } catch (error) {
    // A zone that only one of the two tables of zones knows; a day before or after all of PostgreSQL's.
    if (['22023', '22008'].includes(sqlState(error) ?? '')) throw refuse('zone', 'an IANA time zone');
    throw error;
  }
}

/** Offsets such as +01:00 are left out: PostgreSQL reads their sign the other way round. */
function isZone(zone: string): boolean {
  if (!/^[A-Za-z]/.test(zone)) return false;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

function refuse(path: string, message: string): ApiError {
  return new ApiError('bad_request', { fields: [{ path, message }] });
}
