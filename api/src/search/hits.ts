import type { z } from 'zod';
import { idFromUuid } from '@oto/schema/base/id';
import type { Hit } from '@oto/schema/contract/search';
import { withoutTitle } from '../card/read-cards.ts';
import type { Db } from '../deps.ts';
import { excerptAround, marksOf, type Sought } from './excerpt.ts';
import type { Span } from './find.ts';

type HitIn = z.input<typeof Hit>;

/** Characters read of a text to find words in. */
const READ = 6000;

/** What may be shown of these people at this moment; in the order asked for. */
export async function personHits(db: Db, uuids: readonly string[], sought: Sought): Promise<readonly HitIn[]> {
  if (uuids.length === 0) return [];
  const members = await db
    .selectFrom('member')
    .select(['id', 'name', 'handle'])
    .where('id', 'in', uuids)
    .where('hidden_at', 'is', null)
    .where('deleted_at', 'is', null)
    .execute();
  const plots = await db
    .selectFrom('plot')
    .select(['owner_id', 'x', 'y', 'notes'])
    .where('owner_id', 'in', uuids)
    .orderBy('ordinal')
    .execute();
  const byId = new Map(members.map((member) => [member.id, member]));
  return uuids.flatMap((uuid) => {
    const member = byId.get(uuid);
    if (!member) return [];
    const own = plots.filter(({ owner_id }) => owner_id === uuid);
    const [home] = own;
    return {
      type: 'person',
      person: { id: idFromUuid(uuid), name: member.name, handle: member.handle },
      marks: marksOf(member.name, sought),
      plot: home ? { x: home.x, y: home.y } : null,
      notes: own.reduce((sum, { notes }) => sum + notes, 0),
    };
  });
}

/** Agents on offer at this moment. */
export async function agentHits(db: Db, uuids: readonly string[], sought: Sought, span: Span): Promise<readonly HitIn[]> {
  if (uuids.length === 0) return [];
  const rows = await db
    .selectFrom('agent')
    .innerJoin('agent_version as version', 'version.id', 'agent.current_version')
    .innerJoin('member', 'member.id', 'agent.owner_id')
    .select([
      'agent.id',
      'agent.kind',
      'agent.plot_x',
      'agent.plot_y',
      'agent.seat_x',
      'agent.seat_y',
      'agent.seat_rot',
      'agent.created_at',
    ])
    .select(['version.name as title', 'version.role', 'version.instructions'])
    .select(['member.id as author', 'member.name as author_name', 'member.handle'])
    .where('agent.id', 'in', uuids)
    .where('agent.hidden_at', 'is', null)
    .where('agent.deleted_at', 'is', null)
    .where('member.hidden_at', 'is', null)
    .execute();
  const byId = new Map(rows.map((row) => [row.id, row]));
  return uuids.flatMap((uuid) => {
    const row = byId.get(uuid);
    if (!row || !isWithin(row.created_at, span)) return [];
    return {
      ...noteHit('agent', row, sought),
      ...excerptAround([row.role, row.instructions], sought),
      createdAt: row.created_at.toISOString(),
    };
  });
}

/** Creations that everybody may see at this moment: whatever the index still says, nothing else is told. */
export async function creationHits(db: Db, uuids: readonly string[], sought: Sought, span: Span): Promise<readonly HitIn[]> {
  if (uuids.length === 0) return [];
  const rows = await db
    .selectFrom('creation')
    .innerJoin('member', 'member.id', 'creation.author_id')
    .leftJoin('media as thumb', (join) => join.onRef('thumb.creation_id', '=', 'creation.id').on('thumb.variant', '=', 'thumb'))
    .select(['creation.id', 'creation.kind', 'creation.title', 'creation.prompt', 'creation.plot_x', 'creation.plot_y', 'thumb.sha256'])
    .select(['creation.seat_x', 'creation.seat_y', 'creation.seat_rot', 'creation.created_at', 'creation.published_at'])
    .select((eb) => eb.fn<string>('left', ['creation.body', eb.lit(READ)]).as('body'))
    .select(['member.id as author', 'member.name as author_name', 'member.handle'])
    .where('creation.id', 'in', uuids)
    .where('creation.state', '=', 'done')
    .where('creation.visibility', '=', 'published')
    .where('creation.hidden_at', 'is', null)
    .where('creation.deleted_at', 'is', null)
    .where('member.hidden_at', 'is', null)
    .execute();
  const byId = new Map(rows.map((row) => [row.id, row]));
  return uuids.flatMap((uuid) => {
    const row = byId.get(uuid);
    if (!row || row.plot_x === null || !isWithin(row.published_at ?? row.created_at, span)) return [];
    const hit = noteHit('creation', row, sought);
    return {
      ...hit,
      ...excerptAround([withoutTitle(row.body, row.title), row.prompt], sought),
      ...(row.sha256 === null ? {} : { thumb: `/media/${hit.id}/thumb?r=${row.sha256.slice(0, 8)}` }),
      createdAt: row.created_at.toISOString(),
    };
  });
}

type NoteRow = {
  readonly id: string;
  readonly kind: Extract<HitIn, { type: 'agent' | 'creation' }>['kind'];
  readonly title: string;
  readonly author: string;
  readonly author_name: string;
  readonly handle: string;
  readonly plot_x: number | null;
  readonly plot_y: number | null;
  readonly seat_x: number | null;
  readonly seat_y: number | null;
  readonly seat_rot: number | null;
};

function noteHit(type: 'agent' | 'creation', row: NoteRow, sought: Sought) {
  return {
    type,
    id: idFromUuid(row.id),
    kind: row.kind,
    title: row.title,
    titleMarks: marksOf(row.title, sought),
    author: { id: idFromUuid(row.author), name: row.author_name, handle: row.handle },
    plot: { x: row.plot_x ?? 0, y: row.plot_y ?? 0 },
    seat: [row.seat_x ?? 0, row.seat_y ?? 0, row.seat_rot ?? 0] as [number, number, number],
  };
}

function isWithin(at: Date, { after, before }: Span): boolean {
  return (after === undefined || at >= after) && (before === undefined || at < before);
}
