import { sql } from 'kysely';
import type { z } from 'zod';
import { idFromUuid } from '@oto/schema/base/id';
import type { Featured, Frame } from '@oto/schema/contract/social';
import { readCards } from '../card/read-cards.ts';
import type { Db } from '../deps.ts';
import { rankWeek } from './rank.ts';
import { seatsOf } from './seat.ts';
import { weekEnd, weekOf } from './week.ts';

const DAY_MS = 86_400_000;

type Placed = { readonly creation: string; readonly votes: number };

/**
 * The wall as it hangs and as it is being voted. It hangs until the next one is closed; a week without votes leaves
 * it where it is. What was taken off since has left its frame.
 */
export async function readFeatured(db: Db, now: Date): Promise<z.input<typeof Featured>> {
  const week = weekOf(now);
  const { rows: hung } = await sql<Placed & { week: string }>`
    select week::text as week, creation_id as creation, votes from featured
    where week = (select max(week) from featured) order by position`.execute(db);
  const before = new Date(Date.parse(week) - 7 * DAY_MS).toISOString().slice(0, 10);
  return {
    last: { week: hung[0]?.week ?? before, frames: await framesOf(db, hung, now) },
    running: { week, endsAt: weekEnd(week).toISOString(), frames: await framesOf(db, await rankWeek(db, week), now) },
  };
}

async function framesOf(db: Db, placed: readonly Placed[], now: Date): Promise<z.input<typeof Frame>[]> {
  const uuids = placed.map(({ creation }) => creation);
  const [cards, seats, agents] = [await readCards(db, uuids, null, now), await seatsOf(db, uuids), await agentsOf(db, uuids)];
  const cardOf = new Map(cards.map((card) => [card.id, card]));
  return placed.flatMap(({ creation, votes }) => {
    const id = idFromUuid(creation);
    const [card, seat] = [cardOf.get(id), seats.get(creation)];
    if (!card || !seat) return [];
    const { title, kind, author, thumb } = card;
    const [x, y, rot] = seat.seat;
    return {
      creation: id,
      title,
      kind,
      author,
      agents: agents.filter((one) => one.creation_id === creation).map((one) => idFromUuid(one.agent_id)),
      votes,
      plot: { ...seat.plot },
      seat: [x, y, rot],
      ...(thumb === undefined ? {} : { thumb }),
    };
  });
}

/** Each agent once, in the order of the first step made with it. */
async function agentsOf(db: Db, uuids: readonly string[]): Promise<readonly { readonly creation_id: string; readonly agent_id: string }[]> {
  if (uuids.length === 0) return [];
  return db
    .selectFrom('creation_step')
    .innerJoin('agent_version', 'agent_version.id', 'creation_step.agent_version_id')
    .select(['creation_step.creation_id', 'agent_version.agent_id'])
    .where('creation_step.creation_id', 'in', uuids)
    .groupBy(['creation_step.creation_id', 'agent_version.agent_id'])
    .orderBy((eb) => eb.fn.min('creation_step.position'))
    .execute();
}
