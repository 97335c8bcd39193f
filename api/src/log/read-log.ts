import { sql } from 'kysely';
import type { z } from 'zod';
import { LOG_LEVELS, LOG_SERVICES, type LogLine, type LogQuery } from '@oto/schema/contract/log';
import type { Db } from '../deps.ts';

export type LogWanted = Omit<z.infer<typeof LogQuery>, 'before'>;

/** Lines told at once. */
export const LINES_MAX = 200;
/** What a search may cost: words are looked for in every line that is kept. */
const SEARCH_MS = 4000;

/** Lines of a level and above, newest first, 200 at most. `q`: a request's id, or words of the message or the fields. */
export function linesBefore(db: Db, wanted: LogWanted, before: string | undefined): Promise<readonly LogLine[]> {
  return read(db, wanted, before === undefined ? null : { side: '<', id: before }, 'desc');
}

/** Those that came after a line, oldest first, 200 at most. */
export function linesAfter(db: Db, wanted: LogWanted, after: string): Promise<readonly LogLine[]> {
  return read(db, wanted, { side: '>', id: after }, 'asc');
}

/** The number of the newest line of all; '0' when there is none. */
export async function newestLine(db: Db): Promise<string> {
  const { newest } = await db
    .selectFrom('log_line')
    .select((eb) => eb.fn.max('id').as('newest'))
    .executeTakeFirstOrThrow();
  return newest ?? '0';
}

type Edge = { readonly side: '<' | '>'; readonly id: string };

async function read(db: Db, { level, service, q }: LogWanted, edge: Edge | null, order: 'asc' | 'desc'): Promise<readonly LogLine[]> {
  const rows = await db.transaction().execute(async (trx) => {
    await sql`select set_config('statement_timeout', ${String(SEARCH_MS)}, true)`.execute(trx);
    let query = trx.selectFrom('log_line').selectAll().orderBy('id', order).limit(LINES_MAX);
    const least = LOG_LEVELS.indexOf(level);
    if (least > 0) query = query.where('level', '>=', least);
    if (service !== undefined) query = query.where('service', '=', service);
    if (edge !== null) query = query.where('id', edge.side, edge.id);
    if (q !== undefined && q !== '') {
      const pattern = `%${q.replace(/[\\%_]/g, '\\$&')}%`;
      query = query.where((eb) =>
        eb.or([eb('request_id', '=', q), eb('message', 'ilike', pattern), eb(sql<string>`fields::text`, 'ilike', pattern)]),
      );
    }
    return query.execute();
  });
  return rows.map((row) => ({
    id: row.id,
    at: row.at.toISOString(),
    service: LOG_SERVICES.find((name) => name === row.service) ?? 'api',
    replica: row.replica,
    level: LOG_LEVELS[row.level] ?? 'info',
    message: row.message,
    requestId: row.request_id,
    fields: row.fields,
  }));
}
