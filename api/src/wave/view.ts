import { sql, type Selectable } from 'kysely';
import type { z } from 'zod';
import { idFromUuid } from '@oto/schema/base/id';
import type { Wave } from '@oto/schema/contract/wave';
import type { Tables } from '@oto/schema/db/tables';
import type { Db, Trx } from '../deps.ts';

export type WaveRow = Selectable<Tables['wave']>;
type Figures = { readonly wave_id: string; readonly used: string; readonly stayed: string };

/** Waves with what became of their invitations. */
export async function waveViews(db: Db | Trx, rows: readonly WaveRow[]): Promise<z.input<typeof Wave>[]> {
  if (rows.length === 0) return [];
  const { rows: figures } = await sql<Figures>`
    select w.wave_id, count(*) filter (where i.used_at is not null) as used,
      count(*) filter (where exists (select from session s where s."userId" = m.id and s."updatedAt" > m.created_at + interval '1 day')
        or exists (select from job j where j.author_id = m.id and j.created_at > m.created_at + interval '1 day')) as stayed
    from wave_invitation w join invitation i on i.id = w.invitation_id left join member m on m.id = i.used_by
    where w.wave_id = any(${rows.map(({ id }) => id)}::uuid[]) group by w.wave_id`.execute(db);
  const of = new Map(figures.map((one) => [one.wave_id, one]));
  return rows.map((row) => ({
    id: idFromUuid(row.id),
    name: row.name,
    who: row.who,
    lang: row.lang,
    size: row.size,
    perMinute: row.per_minute,
    state: row.state,
    opensAt: row.opens_at.toISOString(),
    createdAt: row.created_at.toISOString(),
    endedAt: row.ended_at?.toISOString() ?? null,
    sent: row.sent,
    used: Number(of.get(row.id)?.used ?? 0),
    stayed: Number(of.get(row.id)?.stayed ?? 0),
  }));
}
