import { sql } from 'kysely';
import { idFromUuid } from '@oto/schema/base/id';
import type { Lang } from '@oto/schema/base/lang';
import type { Comment, Comments, Person } from '@oto/schema/contract/social';
import type { Db } from '../deps.ts';
import { ApiError } from '../http/api-error.ts';
import { blockedBy } from '../safety/blocked.ts';
import { mentionsOf } from './mention.ts';
import { noteFor, type Note } from './note.ts';

const THREADS = 30;
/** Answers of one thread that are told; older ones give way. */
const ANSWERS = 200;

/** Who reads; uuid, or null for a watcher. */
export type Reader = { readonly uuid: string | null; readonly operator: boolean };

type Row = {
  readonly id: string;
  readonly note_id: string;
  readonly thread_id: string | null;
  readonly author_id: string;
  readonly body: string;
  readonly lang: Lang;
  readonly created_at: Date;
  readonly edited_at: Date | null;
  readonly hidden_at: Date | null;
  readonly deleted_at: Date | null;
  readonly name: string;
  readonly handle: string;
  readonly author_hidden: Date | null;
};

const COLUMNS = sql.raw(`c.id, c.note_id, c.thread_id, c.author_id, c.body, c.lang, c.created_at, c.edited_at, c.hidden_at, c.deleted_at,
  m.name, m.handle, m.hidden_at as author_hidden`);

/** A page of a note's threads, newest first, from before a first comment (uuid). Throws not_found. */
export async function readComments(db: Db, id: string, reader: Reader, before: string | null): Promise<Comments> {
  const note = await noteFor(db, id, reader.uuid);
  const { rows } = await sql<Row>`
    select ${COLUMNS} from comment c join member m on m.id = c.author_id
    where c.note_id = ${note.uuid}::uuid and c.thread_id is null and (${before}::uuid is null or c.id < ${before}::uuid)
      and (c.deleted_at is null or exists (select from comment a where a.thread_id = c.id and a.deleted_at is null))
    order by c.id desc limit ${THREADS + 1}`.execute(db);
  const page = rows.slice(0, THREADS);
  const last = page.at(-1);
  return { threads: await threadsOf(db, note, reader, page), next: rows.length > THREADS && last ? idFromUuid(last.id) : null };
}

/** The one thread in which a comment (uuid) stands. Throws not_found. */
export async function readThread(db: Db, uuid: string, reader: Reader): Promise<Comments> {
  const { rows } = await sql<Row>`
    select ${COLUMNS} from comment a join comment c on c.id = coalesce(a.thread_id, a.id) join member m on m.id = c.author_id
    where a.id = ${uuid}::uuid and a.deleted_at is null`.execute(db);
  const [first] = rows;
  if (!first) throw new ApiError('not_found');
  const note = await noteFor(db, idFromUuid(first.note_id), reader.uuid);
  return { threads: await threadsOf(db, note, reader, [first]), next: null };
}

/** One comment as its reader sees it. Throws not_found. */
export async function readComment(db: Db, uuid: string, reader: Reader): Promise<Comment> {
  const { threads } = await readThread(db, uuid, reader);
  const id = idFromUuid(uuid);
  for (const { answers, ...first } of threads) {
    const found = [first, ...answers].find((one) => one.id === id);
    if (found) return found;
  }
  throw new ApiError('not_found');
}

async function threadsOf(db: Db, note: Note, reader: Reader, firsts: readonly Row[]): Promise<Comments['threads']> {
  const { rows } = await sql<Row>`
    select answer.* from unnest(${firsts.map((row) => row.id)}::uuid[]) t(id), lateral (
      select ${COLUMNS} from comment c join member m on m.id = c.author_id
      where c.thread_id = t.id and c.deleted_at is null order by c.id desc limit ${ANSWERS}) answer
    order by answer.id`.execute(db);
  const all = [...firsts, ...rows];
  const mentions = await mentionsOf(
    db,
    all.map((row) => row.id),
  );
  const unseen: ReadonlySet<string> = reader.uuid === null ? new Set() : await blockedBy(db, reader.uuid);
  const view = (row: Row): Comment => commentView(row, { note, reader, unseen, mentions: mentions.get(row.id) ?? [] });
  return firsts.map((first) => ({ ...view(first), answers: rows.filter((row) => row.thread_id === first.id).map(view) }));
}

type Seen = {
  readonly note: Note;
  readonly reader: Reader;
  /** Whom the reader has blocked. */
  readonly unseen: ReadonlySet<string>;
  readonly mentions: readonly Person[];
};

function commentView(row: Row, { note, reader, unseen, mentions }: Seen): Comment {
  const state = stateOf(row, unseen);
  const shown = state === 'shown';
  const mine = row.author_id === reader.uuid;
  return {
    id: idFromUuid(row.id),
    note: idFromUuid(row.note_id),
    thread: row.thread_id === null ? null : idFromUuid(row.thread_id),
    author: shown || mine ? { id: idFromUuid(row.author_id), name: row.name, handle: row.handle } : null,
    body: shown ? row.body : '',
    mentions: shown ? [...mentions] : [],
    lang: row.lang,
    state,
    createdAt: row.created_at.toISOString(),
    editedAt: row.edited_at?.toISOString() ?? null,
    mine,
    // What is hidden exists for its author and operators alone.
    mayDelete: row.deleted_at === null && (mine || reader.operator || (note.author === reader.uuid && row.hidden_at === null)),
  };
}

function stateOf(row: Row, unseen: ReadonlySet<string>): Comment['state'] {
  if (row.deleted_at !== null) return 'deleted';
  if (row.hidden_at !== null || row.author_hidden !== null) return 'hidden';
  return unseen.has(row.author_id) ? 'blocked' : 'shown';
}
