import { sql } from 'kysely';
import { idFromUuid, uuidFromId, type Id } from '@oto/schema/base/id';
import type { ReportSubject } from '@oto/schema/contract/safety';
import type { Plot } from '@oto/schema/geometry/lattice';
import { isVisibleTo } from '../creation/visible.ts';
import type { Db, Trx } from '../deps.ts';
import { ApiError } from '../http/api-error.ts';

/** What can be reported, as it is now, whoever may see it. */
export type Subject = {
  readonly subject: ReportSubject;
  readonly uuid: string;
  /** A member's own id for a member. */
  readonly owner: string;
  readonly title: string;
  /** All of its words. */
  readonly words: string;
  readonly hidden: boolean;
  readonly deleted: boolean;
  /** Whether a viewer (uuid, or null) may see it. */
  readonly seenBy: (viewer: string | null) => boolean;
  readonly thumb: string | null;
  readonly plot: Plot | null;
  /** Of a comment, the note it stands under. */
  readonly note: string | null;
};

/** Null when there never was one. */
export function subjectOf(db: Db | Trx, subject: ReportSubject, id: Id): Promise<Subject | null> {
  const uuid = uuidFromId(id);
  switch (subject) {
    case 'agent':
      return agentOf(db, uuid);
    case 'creation':
      return creationOf(db, uuid);
    case 'comment':
      return commentOf(db, uuid);
    case 'member':
      return memberOf(db, uuid);
    default:
      return subject satisfies never;
  }
}

/** Throws not_found unless the viewer (uuid, or null) may see it. */
export async function subjectFor(db: Db | Trx, subject: ReportSubject, id: Id, viewer: string | null): Promise<Subject> {
  const found = await subjectOf(db, subject, id);
  if (!found?.seenBy(viewer)) throw new ApiError('not_found');
  return found;
}

async function agentOf(db: Db | Trx, uuid: string): Promise<Subject | null> {
  const row = await db
    .selectFrom('agent')
    .innerJoin('agent_version as version', 'version.id', 'agent.current_version')
    .innerJoin('member', 'member.id', 'agent.owner_id')
    .select(['agent.owner_id', 'agent.hidden_at', 'agent.deleted_at', 'plot_x', 'plot_y'])
    .select(['version.name', 'version.role', 'version.instructions', 'member.hidden_at as owner_hidden'])
    .where('agent.id', '=', uuid)
    .executeTakeFirst();
  if (!row) return null;
  return {
    subject: 'agent',
    uuid,
    owner: row.owner_id,
    title: row.name,
    words: [row.role, row.instructions].filter(Boolean).join('\n'),
    hidden: row.hidden_at !== null || row.owner_hidden !== null,
    deleted: row.deleted_at !== null,
    seenBy: () => row.hidden_at === null && row.deleted_at === null && row.owner_hidden === null,
    thumb: null,
    plot: { x: row.plot_x, y: row.plot_y },
    note: null,
  };
}

async function creationOf(db: Db | Trx, uuid: string): Promise<Subject | null> {
  const row = await db
    .selectFrom('creation')
    .innerJoin('member', 'member.id', 'creation.author_id')
    .leftJoin('media as thumb', (join) => join.onRef('thumb.creation_id', '=', 'creation.id').on('thumb.variant', '=', 'thumb'))
    .select([
      'author_id',
      'title',
      'prompt',
      'body',
      'state',
      'visibility',
      'creation.hidden_at',
      'creation.deleted_at',
      'plot_x',
      'plot_y',
    ])
    .select(['member.hidden_at as owner_hidden', 'thumb.sha256'])
    .where('creation.id', '=', uuid)
    .executeTakeFirst();
  if (!row) return null;
  const hidden = row.hidden_at !== null || row.owner_hidden !== null;
  return {
    subject: 'creation',
    uuid,
    owner: row.author_id,
    title: row.title,
    words: [row.prompt, row.body].filter(Boolean).join('\n'),
    hidden,
    deleted: row.deleted_at !== null,
    seenBy: (viewer) => isVisibleTo(row, viewer) && (row.owner_hidden === null || row.author_id === viewer),
    thumb: row.sha256 === null || hidden || row.deleted_at !== null ? null : `/media/${idFromUuid(uuid)}/thumb?r=${row.sha256.slice(0, 8)}`,
    plot: row.plot_x === null || row.plot_y === null ? null : { x: row.plot_x, y: row.plot_y },
    note: null,
  };
}

/** As visible as the note it stands under. */
async function commentOf(db: Db | Trx, uuid: string): Promise<Subject | null> {
  const row = await db
    .selectFrom('comment')
    .innerJoin('member', 'member.id', 'comment.author_id')
    .select(['note_id', 'note_type', 'author_id', 'body', 'comment.hidden_at', 'comment.deleted_at', 'member.hidden_at as owner_hidden'])
    .where('comment.id', '=', uuid)
    .executeTakeFirst();
  if (!row) return null;
  const note = await (row.note_type === 'agent' ? agentOf(db, row.note_id) : creationOf(db, row.note_id));
  const shown = row.hidden_at === null && row.deleted_at === null && row.owner_hidden === null;
  return {
    subject: 'comment',
    uuid,
    owner: row.author_id,
    title: firstWords(row.body),
    words: row.body,
    hidden: row.hidden_at !== null || row.owner_hidden !== null,
    deleted: row.deleted_at !== null,
    seenBy: (viewer) => shown && note?.seenBy(viewer) === true,
    thumb: null,
    plot: null,
    note: row.note_id,
  };
}

async function memberOf(db: Db | Trx, uuid: string): Promise<Subject | null> {
  const row = await db
    .selectFrom('member')
    .select(['name', 'handle', 'bio', 'hidden_at', 'deleted_at'])
    .select(
      sql<Plot | null>`(select jsonb_build_object('x', x, 'y', y) from plot where owner_id = member.id order by ordinal limit 1)`.as(
        'plot',
      ),
    )
    .where('id', '=', uuid)
    .executeTakeFirst();
  if (!row) return null;
  return {
    subject: 'member',
    uuid,
    owner: uuid,
    title: `${row.name} @${row.handle}`,
    words: row.bio,
    hidden: row.hidden_at !== null,
    deleted: row.deleted_at !== null,
    seenBy: () => row.hidden_at === null && row.deleted_at === null,
    thumb: null,
    plot: row.plot,
    note: null,
  };
}

function firstWords(text: string): string {
  const characters = Array.from(text.replaceAll(/\s+/g, ' '));
  return characters.length <= 60 ? characters.join('') : `${characters.slice(0, 59).join('')}…`;
}
