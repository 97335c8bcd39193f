import { sql, type RawBuilder } from 'kysely';
import type { z } from 'zod';
import { idFromUuid } from '@oto/schema/base/id';
import type { Feed, FeedItem } from '@oto/schema/contract/social';
import { readCards } from '../card/read-cards.ts';
import type { Db } from '../deps.ts';
import { cursorOf, type Place, type Source } from './feed-cursor.ts';
import { seatsOf } from './seat.ts';
import { weekEndSql } from './week.ts';

const SHOWN = 30;
/** Characters of a comment. */
const EXCERPT = 160;

type Line = {
  readonly micros: string;
  readonly source: Source;
  readonly uuid: string;
  readonly verb: FeedItem['verb'];
  readonly at: Date;
  readonly actor: string;
  readonly name: string;
  readonly handle: string;
  readonly note: string;
  readonly excerpt: string | null;
};

type Asked = {
  /** Whose feed (uuid): what those they follow did; null: what all did. */
  readonly follower: string | null;
  /** Who reads (uuid), or null for a watcher. Nothing of those whom a block separates from them. */
  readonly viewer: string | null;
  readonly before: Place | null;
  readonly now: Date;
};

/** What people did where everybody can see it, newest first. Each source is asked for its newest alone, so a page costs the same however much there is. */
export async function readFeed(db: Db, asked: Asked): Promise<z.input<typeof Feed>> {
  const { rows } = await sql<Line>`
    select line.*, (extract(epoch from line.at) * 1000000)::bigint::text as micros, m.name, m.handle
    from (${sql.join(linesOf(asked), sql` union all `)}) line join member m on m.id = line.actor
    order by line.at desc, line.source desc, line.uuid desc limit ${SHOWN + 1}`.execute(db);
  const page = rows.slice(0, SHOWN);
  const last = page.at(-1);
  return { items: await itemsOf(db, page, asked), next: rows.length > SHOWN && last ? cursorOf(last) : null };
}

function linesOf(asked: Asked): readonly RawBuilder<unknown>[] {
  const open = sql`c.visibility = 'published' and c.state = 'done' and c.hidden_at is null and c.deleted_at is null`;
  return [
    page(
      asked,
      'creation',
      sql`select c.published_at as at, c.id as uuid, c.author_id as actor, c.id as note, null as excerpt,
        case when exists (select from creation_parent p where p.creation_id = c.id) then 'forked' else 'published' end as verb
        from creation c where ${open} and c.published_at is not null`,
      { at: sql`c.published_at`, actor: sql`c.author_id`, uuid: sql`c.id` },
    ),
    page(
      asked,
      'agent',
      sql`select a.created_at as at, a.id as uuid, a.owner_id as actor, a.id as note, null as excerpt, 'agent' as verb
        from agent a where a.hidden_at is null and a.deleted_at is null`,
      { at: sql`a.created_at`, actor: sql`a.owner_id`, uuid: sql`a.id` },
    ),
    page(
      asked,
      'comment',
      sql`select w.created_at as at, w.id as uuid, w.author_id as actor, w.note_id as note, left(w.body, ${EXCERPT + 1}::int) as excerpt,
        'commented' as verb from comment w left join creation c on c.id = w.note_id
        where w.deleted_at is null and w.hidden_at is null and (w.note_type = 'agent' or ${open})`,
      { at: sql`w.created_at`, actor: sql`w.author_id`, uuid: sql`w.id` },
    ),
    page(
      asked,
      'featured',
      sql`select ${weekEndSql(sql`f.week`)} as at, c.id as uuid, c.author_id as actor, c.id as note, null as excerpt, 'featured' as verb
        from featured f join creation c on c.id = f.creation_id where ${open}`,
      { at: weekEndSql(sql`f.week`), actor: sql`c.author_id`, uuid: sql`c.id` },
    ),
  ];
}

type Columns = { readonly at: RawBuilder<unknown>; readonly actor: RawBuilder<unknown>; readonly uuid: RawBuilder<unknown> };

/** The newest of one source from before the asked place, by people who are there and whom the viewer may meet. */
function page({ follower, viewer, before }: Asked, source: Source, lines: RawBuilder<unknown>, { at, actor, uuid }: Columns) {
  const followed = follower === null ? sql`` : sql` and ${actor} in (select member_id from follow where follower_id = ${follower}::uuid)`;
  const met =
    viewer === null
      ? sql``
      : sql` and not exists (select from block b where (b.member_id, b.blocked_id) in ((${viewer}::uuid, ${actor}), (${actor}, ${viewer}::uuid)))`;
  const earlier =
    before === null ? sql`` : sql` and ${at} <= ${moment(before)} and (${at}, ${source}::text, ${uuid}) < ${placeSql(before)}`;
  const there = sql` and exists (select from member m where m.id = ${actor} and m.hidden_at is null and m.deleted_at is null)`;
  return sql`(select line.*, ${source}::text as source from (${lines}${followed}${there}${met}${earlier}
    order by ${at} desc, ${uuid} desc limit ${SHOWN + 1}) line)`;
}

function moment({ micros }: Place): RawBuilder<unknown> {
  return sql`(timestamptz 'epoch' + ${micros}::bigint * interval '1 microsecond')`;
}

function placeSql(place: Place): RawBuilder<unknown> {
  return sql`(${moment(place)}, ${place.source}::text, ${place.uuid}::uuid)`;
}

async function itemsOf(db: Db, lines: readonly Line[], { viewer, now }: Asked): Promise<z.input<typeof FeedItem>[]> {
  const notes = [...new Set(lines.map(({ note }) => note))];
  const [cards, seats] = [await readCards(db, notes, viewer, now), await seatsOf(db, notes)];
  const cardOf = new Map<string, (typeof cards)[number]>(cards.map((card) => [card.id, card]));
  return lines.flatMap((line) => {
    const id = idFromUuid(line.note);
    const card = cardOf.get(id);
    // Taken off since, or hidden with its author.
    if (!card) return [];
    const { type, kind, title, thumb } = card;
    return {
      id: cursorOf(line),
      at: line.at.toISOString(),
      verb: line.verb,
      actor: { id: idFromUuid(line.actor), name: line.name, handle: line.handle },
      note: { id, type, kind, title, plot: seats.get(line.note)?.plot ?? null, ...(thumb === undefined ? {} : { thumb }) },
      ...(line.excerpt === null ? {} : { excerpt: shortened(line.excerpt) }),
    };
  });
}

function shortened(words: string): string {
  const characters = Array.from(words);
  return characters.length <= EXCERPT
    ? words
    : `${characters
        .slice(0, EXCERPT - 1)
        .join('')
        .trimEnd()}…`;
}
