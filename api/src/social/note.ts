import { uuidFromId } from '@oto/schema/base/id';
import type { Kind } from '@oto/schema/board/kind';
import type { NoteType } from '@oto/schema/contract/social';
import { isVisibleTo } from '../creation/visible.ts';
import type { Db, Trx } from '../deps.ts';
import { ApiError } from '../http/api-error.ts';

/** An agent or a creation, as far as people have to do with it. `published`: it stands on the board for everybody. */
export type Note = {
  readonly uuid: string;
  readonly type: NoteType;
  readonly author: string;
  readonly kind: Kind;
  readonly title: string;
  readonly published: boolean;
  /** Reached by nobody but its author. */
  readonly secret: boolean;
};

/** The note behind an id (22 characters). Throws not_found when it does not exist for the viewer (uuid, or null). */
export async function noteFor(db: Db | Trx, id: string, viewer: string | null): Promise<Note> {
  const uuid = uuidFromId(id);
  const note = (await creationNote(db, uuid, viewer)) ?? (await agentNote(db, uuid));
  if (!note) throw new ApiError('not_found');
  return note;
}

async function creationNote(db: Db | Trx, uuid: string, viewer: string | null): Promise<Note | null> {
  const row = await db
    .selectFrom('creation')
    .innerJoin('member', 'member.id', 'creation.author_id')
    .select(['author_id', 'kind', 'title', 'state', 'visibility', 'creation.hidden_at', 'creation.deleted_at', 'plot_x'])
    .select('member.hidden_at as author_hidden')
    .where('creation.id', '=', uuid)
    .executeTakeFirst();
  if (!row || !isVisibleTo(row, viewer) || (row.author_hidden !== null && row.author_id !== viewer)) return null;
  const { author_id: author, kind, title } = row;
  const open = row.state === 'done' && row.author_hidden === null;
  const published = open && row.visibility === 'published' && row.plot_x !== null;
  return { uuid, type: 'creation', author, kind, title, published, secret: !open || row.visibility === 'private' };
}

async function agentNote(db: Db | Trx, uuid: string): Promise<Note | null> {
  const row = await db
    .selectFrom('agent')
    .innerJoin('agent_version as version', 'version.id', 'agent.current_version')
    .innerJoin('member', 'member.id', 'agent.owner_id')
    .select(['agent.owner_id', 'agent.kind', 'version.name'])
    .where('agent.id', '=', uuid)
    .where('agent.hidden_at', 'is', null)
    .where('agent.deleted_at', 'is', null)
    .where('member.hidden_at', 'is', null)
    .executeTakeFirst();
  if (!row) return null;
  return { uuid, type: 'agent', author: row.owner_id, kind: row.kind, title: row.name, published: true, secret: false };
}
