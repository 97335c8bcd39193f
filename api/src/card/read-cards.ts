import { sql } from 'kysely';
import type { z } from 'zod';
import { idFromUuid } from '@oto/schema/base/id';
import type { Card } from '@oto/schema/contract/card';
import type { Db } from '../deps.ts';
import { countsOf } from '../social/count.ts';

type CardIn = z.input<typeof Card>;

/** Characters of an excerpt; a note shows no more. */
const EXCERPT = 280;

/**
 * The words on notes, for those of `uuids` that the viewer may see: agents on offer; creations that
 * are published or unlisted, or the viewer's own. What is hidden, deleted, failed or by a hidden
 * member is left out. In the order asked for; votes are those of the week in which `now` lies.
 */
export async function readCards(db: Db, uuids: readonly string[], viewerUuid: string | null, now: Date): Promise<readonly CardIn[]> {
  if (uuids.length === 0) return [];
  const [agents, creations, counted] = await Promise.all([
    readAgentCards(db, uuids),
    readCreationCards(db, uuids, viewerUuid),
    countsOf(db, uuids, now),
  ]);
  const byId = new Map([...agents, ...creations]);
  return uuids.flatMap((uuid) => {
    const [card, counts] = [byId.get(uuid), counted.get(uuid)];
    return card === undefined ? [] : counts === undefined ? card : { ...card, counts };
  });
}

async function readAgentCards(db: Db, uuids: readonly string[]): Promise<readonly (readonly [string, CardIn])[]> {
  const rows = await db
    .selectFrom('agent')
    .innerJoin('agent_version as version', 'version.id', 'agent.current_version')
    .innerJoin('member', 'member.id', 'agent.owner_id')
    .select(['agent.id', 'agent.kind', 'agent.created_at', 'version.name', 'version.role', 'version.instructions'])
    .select(['version.engine', 'version.fee', 'version.lang', 'member.id as author', 'member.name as author_name', 'member.handle'])
    .where('agent.id', '=', anyOf(uuids))
    .where('agent.hidden_at', 'is', null)
    .where('agent.deleted_at', 'is', null)
    .where('member.hidden_at', 'is', null)
    .execute();
  if (rows.length === 0) return [];
  const builtIn = builtInEngines(await db.selectFrom('worker').select('engines').execute());
  return rows.map((row) => [
    row.id,
    {
      id: idFromUuid(row.id),
      type: 'agent',
      kind: row.kind,
      title: row.name,
      ...(row.role === '' ? {} : { role: row.role }),
      excerpt: excerptOf(row.instructions),
      author: { id: idFromUuid(row.author), name: row.author_name, handle: row.handle },
      lang: row.lang,
      trained: !builtIn.has(row.engine),
      fee: row.fee,
      createdAt: row.created_at.toISOString(),
    },
  ]);
}

/** One value, however many there are: the statement stays short and the same. */
function anyOf(uuids: readonly string[]) {
  return sql<string>`any(${uuids}::uuid[])`;
}

/** Engines that some worker declared to be built in: their agents wear no AI badge. */
function builtInEngines(workers: readonly { readonly engines: unknown }[]): ReadonlySet<string> {
  const ids = new Set<string>();
  for (const { engines } of workers) {
    for (const engine of Array.isArray(engines) ? (engines as readonly { id?: unknown; trained?: unknown }[]) : []) {
      if (engine.trained === false && typeof engine.id === 'string') ids.add(engine.id);
    }
  }
  return ids;
}

async function readCreationCards(
  db: Db,
  uuids: readonly string[],
  viewerUuid: string | null,
): Promise<readonly (readonly [string, CardIn])[]> {
  const rows = await db
    .selectFrom('creation')
    .innerJoin('member', 'member.id', 'creation.author_id')
    .leftJoin('media as main', (join) => join.onRef('main.creation_id', '=', 'creation.id').on('main.variant', '=', 'main'))
    .leftJoin('media as thumb', (join) => join.onRef('thumb.creation_id', '=', 'creation.id').on('thumb.variant', '=', 'thumb'))
    .select(['creation.id', 'creation.kind', 'creation.title', 'creation.prompt', 'creation.lang', 'creation.trained', 'creation.state'])
    .select((eb) => eb.fn<string>('left', ['creation.body', eb.lit(EXCERPT * 2)]).as('opening'))
    .select(['creation.visibility', 'creation.fork', 'creation.created_at', 'main.width', 'main.height', 'main.duration_ms', 'main.peaks'])
    .select(['thumb.sha256 as thumb_sha256', 'member.id as author', 'member.name as author_name', 'member.handle'])
    .where('creation.id', '=', anyOf(uuids))
    .where('creation.hidden_at', 'is', null)
    .where('creation.deleted_at', 'is', null)
    .where('creation.state', '<>', 'failed')
    .where('member.hidden_at', 'is', null)
    .where((eb) =>
      eb.or([
        eb('creation.visibility', 'in', ['published', 'unlisted']),
        ...(viewerUuid === null ? [] : [eb('creation.author_id', '=', viewerUuid)]),
      ]),
    )
    .execute();
  return rows.map((row) => {
    const id = idFromUuid(row.id);
    const card: CardIn = {
      id,
      type: 'creation',
      kind: row.kind,
      title: row.title,
      excerpt: excerptOf(row.kind === 'text' && row.opening !== '' ? withoutTitle(row.opening, row.title) : row.prompt),
      author: { id: idFromUuid(row.author), name: row.author_name, handle: row.handle },
      lang: row.lang,
      trained: row.trained,
      visibility: row.visibility,
      fork: row.fork,
      state: row.state === 'done' ? 'done' : 'pending',
      createdAt: row.created_at.toISOString(),
      ...(row.duration_ms === null ? {} : { durationMs: row.duration_ms }),
      ...(row.peaks === null ? {} : { peaks: row.peaks }),
      ...(row.width === null ? {} : { width: row.width }),
      ...(row.height === null ? {} : { height: row.height }),
      ...(row.thumb_sha256 === null ? {} : { thumb: `/media/${id}/thumb?r=${row.thumb_sha256.slice(0, 8)}` }),
    };
    return [row.id, card];
  });
}

/** A text often begins with the title that its note already bears. */
export function withoutTitle(text: string, title: string): string {
  const [first = '', ...rest] = text.trimStart().split('\n');
  const body = rest.join('\n').trim();
  return first.trim() === title.trim() && body !== '' ? body : text;
}

/** Cut at a word, counted in whole characters. */
export function excerptOf(text: string): string {
  const whole = text.trim();
  if (whole.length <= EXCERPT) return whole;
  // A character takes two units at most: what stands further on is not looked at.
  const characters = Array.from(whole.slice(0, EXCERPT * 2));
  if (characters.length <= EXCERPT && whole.length <= EXCERPT * 2) return whole;
  const cut = characters.slice(0, EXCERPT - 1).join('');
  const space = cut.lastIndexOf(' ');
  return `${(space > EXCERPT / 2 ? cut.slice(0, space) : cut).replace(/[\s.,;:…]+$/u, '')}…`;
}
