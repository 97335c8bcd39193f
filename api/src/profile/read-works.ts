import { sql } from 'kysely';
import type { z } from 'zod';
import { idFromUuid } from '@oto/schema/base/id';
import type { Kind } from '@oto/schema/board/kind';
import type { Work, Works } from '@oto/schema/contract/profile';
import { readCards } from '../card/read-cards.ts';
import type { Db } from '../deps.ts';
import { memberNamed } from './read-profile.ts';

const PAGE = 30;

/** `before`: the last one's uuid; null from the newest on. */
export type WorksOf = {
  readonly handle: string;
  readonly of: 'creations' | 'agents';
  readonly kind: Kind | null;
  readonly before: string | null;
};
type Seat = {
  readonly id: string;
  readonly x: number | null;
  readonly y: number | null;
  readonly seat: [number, number, number] | null;
  readonly uses: number;
};

/** What a member has on the board, newest first. Throws not_found for one who is not there. */
export async function readWorks(db: Db, { handle, of, kind, before }: WorksOf, now: Date): Promise<z.input<typeof Works>> {
  const member = await memberNamed(db, handle);
  const rows = await (of === 'agents' ? agentSeats(db, member.id, kind, before) : creationSeats(db, member.id, kind, before));
  const seats = new Map<string, Seat>(rows.slice(0, PAGE).map((row) => [idFromUuid(row.id), row]));
  const cards = await readCards(
    db,
    rows.slice(0, PAGE).map(({ id }) => id),
    null,
    now,
  );
  const works = cards.flatMap((card): z.input<typeof Work>[] => {
    const seat = seats.get(card.id);
    if (!seat) return [];
    return [
      {
        id: card.id,
        type: card.type,
        kind: card.kind,
        title: card.title,
        excerpt: card.excerpt,
        counts: card.counts ?? { likes: 0, comments: 0, votes: 0 },
        ...(of === 'agents' ? { uses: seat.uses } : {}),
        ...(card.thumb === undefined ? {} : { thumb: card.thumb }),
        plot: seat.x === null || seat.y === null ? null : { x: seat.x, y: seat.y },
        seat: seat.seat,
        createdAt: card.createdAt,
      },
    ];
  });
  const last = rows.length > PAGE ? rows[PAGE - 1] : undefined;
  return { works, next: last === undefined ? null : idFromUuid(last.id) };
}

async function creationSeats(db: Db, member: string, kind: Kind | null, before: string | null): Promise<readonly Seat[]> {
  const { rows } = await sql<Seat>`
    select id, plot_x as x, plot_y as y, 0 as uses,
      case when seat_x is null then null else json_build_array(seat_x, seat_y, coalesce(seat_rot, 0)) end as seat
    from creation where author_id = ${member}::uuid and visibility = 'published' and state = 'done'
      and hidden_at is null and deleted_at is null and (${kind}::text is null or kind = ${kind}) and (${before}::uuid is null or id < ${before}::uuid)
    order by id desc limit ${PAGE + 1}`.execute(db);
  return rows;
}

async function agentSeats(db: Db, member: string, kind: Kind | null, before: string | null): Promise<readonly Seat[]> {
  const { rows } = await sql<Seat>`
    select a.id, plot_x as x, plot_y as y, json_build_array(seat_x, seat_y, seat_rot) as seat,
      (select count(distinct s.creation_id)::int from creation_step s join agent_version v on v.id = s.agent_version_id
        where v.agent_id = a.id) as uses
    from agent a where owner_id = ${member}::uuid and hidden_at is null and deleted_at is null
      and (${kind}::text is null or kind = ${kind}) and (${before}::uuid is null or id < ${before}::uuid)
    order by id desc limit ${PAGE + 1}`.execute(db);
  return rows;
}
