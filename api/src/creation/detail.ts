import type { Selectable } from 'kysely';
import { idFromUuid, type Id } from '@oto/schema/base/id';
import type { Creation } from '@oto/schema/contract/creation';
import type { Tables } from '@oto/schema/db/tables';
import type { Db, Trx } from '../deps.ts';
import { ApiError } from '../http/api-error.ts';
import { inputUrl } from '../input/view.ts';
import { isVisibleTo } from './visible.ts';

/** Everything about one creation. Throws not_found when it does not exist for the viewer. */
export async function creationDetail(db: Db | Trx, creationUuid: string, viewer: string | null): Promise<Creation> {
  const row = await db
    .selectFrom('creation')
    .innerJoin('member', 'member.id', 'creation.author_id')
    .leftJoin('job', 'job.creation_id', 'creation.id')
    .selectAll('creation')
    .select(['member.name as author_name', 'member.handle as author_handle', 'member.hidden_at as author_hidden'])
    .select(['job.id as job_id', 'job.charged'])
    .where('creation.id', '=', creationUuid)
    .executeTakeFirst();
  if (!row || !isVisibleTo(row, viewer)) throw new ApiError('not_found');
  const mine = row.author_id === viewer;
  if (row.author_hidden !== null && !mine) throw new ApiError('not_found');
  const files = await filesOf(db, creationUuid);
  const main = files.find((file) => file.variant === 'main');
  const id = idFromUuid(row.id);
  const { plot_x, plot_y, seat_x, seat_y, seat_rot } = row;
  const seated = plot_x !== null && plot_y !== null && seat_x !== null && seat_y !== null && seat_rot !== null;
  return {
    id,
    job: mine && row.job_id !== null ? idFromUuid(row.job_id) : null,
    author: { id: idFromUuid(row.author_id), name: row.author_name, handle: row.author_handle },
    kind: row.kind,
    title: row.title,
    prompt: row.prompt,
    lang: row.lang,
    ...(row.kind === 'text' ? { text: row.body } : {}),
    ...(main?.peaks ? { peaks: main.peaks } : {}),
    ...(main?.duration_ms === null || main === undefined ? {} : { durationMs: main.duration_ms }),
    visibility: row.visibility,
    fork: row.fork,
    plot: seated ? { x: plot_x, y: plot_y } : null,
    seat: seated ? [seat_x, seat_y, seat_rot] : null,
    steps: await stepsOf(db, creationUuid),
    parents: await relatives(db, creationUuid, 'parents', viewer),
    children: await relatives(db, creationUuid, 'children', viewer),
    inputs: await inputsOf(db, creationUuid, viewer, mine),
    media: files.map((file) => ({ variant: file.variant, ...mediaInfo(mediaUrl(id, file.variant, file.sha256), file) })),
    tokens: row.charged ?? 0,
    createdAt: row.created_at.toISOString(),
    publishedAt: row.published_at?.toISOString() ?? null,
    remakeOf: row.remake_of === null ? null : idFromUuid(row.remake_of),
    remadeAs: await newestTake(db, creationUuid),
    mine,
    mayFork: row.state === 'done' && (mine || row.fork === 'allowed'),
  };
}

/** The newest published take of a creation, where its author made it again. */
async function newestTake(db: Db, creationUuid: string): Promise<Id | null> {
  const take = await db
    .selectFrom('creation')
    .select('id')
    .where('remake_of', '=', creationUuid)
    .where('visibility', '=', 'published')
    .where('hidden_at', 'is', null)
    .where('deleted_at', 'is', null)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return take === undefined ? null : idFromUuid(take.id);
}

/** The path of a file; `r` changes with the bytes, so caches never mix two of them. */
export function mediaUrl(id: string, variant: string, sha256: string): string {
  return `/media/${id}/${variant}?r=${sha256.slice(0, 8)}`;
}

type FileRow = Pick<Selectable<Tables['step_media']>, 'sha256' | 'mime' | 'bytes' | 'width' | 'height' | 'duration_ms' | 'peaks'>;

function mediaInfo(url: string, file: FileRow) {
  return {
    url,
    mime: file.mime,
    bytes: Number(file.bytes),
    sha256: file.sha256,
    ...(file.width === null ? {} : { width: file.width }),
    ...(file.height === null ? {} : { height: file.height }),
    ...(file.duration_ms === null ? {} : { durationMs: file.duration_ms }),
    ...(file.peaks === null ? {} : { peaks: file.peaks }),
  };
}

async function filesOf(db: Db | Trx, creationUuid: string) {
  return db.selectFrom('media').selectAll().where('creation_id', '=', creationUuid).orderBy('variant').execute();
}

async function stepsOf(db: Db | Trx, creationUuid: string): Promise<Creation['steps']> {
  const rows = await db
    .selectFrom('creation_step')
    .innerJoin('agent_version', 'agent_version.id', 'creation_step.agent_version_id')
    .innerJoin('agent', 'agent.id', 'agent_version.agent_id')
    .innerJoin('member', 'member.id', 'agent.owner_id')
    .selectAll('creation_step')
    .select([
      'agent.id as agent_id',
      'agent.colour',
      'agent.kind',
      'agent.current_version',
      'agent.owner_id',
      'agent_version.name as agent_name',
      'agent_version.role as agent_role',
      'agent_version.instructions',
      'member.name as owner_name',
      'member.handle as owner_handle',
    ])
    .where('creation_step.creation_id', '=', creationUuid)
    .orderBy('creation_step.position')
    .execute();
  const files = await db.selectFrom('step_media').selectAll().where('creation_id', '=', creationUuid).orderBy('variant').execute();
  const id = idFromUuid(creationUuid);
  return rows.map((row) => ({
    index: row.position,
    agent: {
      id: idFromUuid(row.agent_id),
      versionId: idFromUuid(row.agent_version_id),
      name: row.agent_name,
      role: row.agent_role,
      colour: row.colour,
      owner: { id: idFromUuid(row.owner_id), name: row.owner_name, handle: row.owner_handle },
      editedSince: row.current_version !== row.agent_version_id,
    },
    kind: row.kind,
    engine: row.engine,
    engineName: row.engine_name,
    model: row.model,
    trained: row.trained,
    prompt: row.prompt,
    instructions: row.instructions,
    output: row.output,
    sources: [...row.sources],
    media: files
      .filter((file) => file.position === row.position)
      .map((file) => ({ variant: file.variant, ...mediaInfo(mediaUrl(id, `step/${row.position}/${file.variant}`, file.sha256), file) })),
    tokens: row.tokens,
    startedAt: row.started_at instanceof Date ? row.started_at.toISOString() : row.started_at,
    durationMs: row.duration_ms,
  }));
}

/**
 * What the author gave, in order. A file of theirs is theirs alone, while they keep it; another's creation
 * is named to whoever may see it.
 */
async function inputsOf(db: Db | Trx, creationUuid: string, viewer: string | null, mine: boolean): Promise<Creation['inputs']> {
  const rows = await db
    .selectFrom('job_input')
    .innerJoin('job', 'job.id', 'job_input.job_id')
    .leftJoin('input_file', 'input_file.id', 'job_input.input_id')
    .leftJoin('creation', 'creation.id', 'job_input.creation_id')
    .leftJoin('member', 'member.id', 'creation.author_id')
    .select([
      'job_input.role',
      'input_file.id as kept',
      'input_file.peaks',
      'input_file.duration_ms',
      'creation.id as source',
      'creation.author_id',
      'creation.state',
    ])
    .select(['creation.visibility', 'creation.hidden_at', 'creation.deleted_at', 'member.hidden_at as author_hidden'])
    .where('job.creation_id', '=', creationUuid)
    .orderBy('job_input.position')
    .execute();
  return rows.map(({ role, kept, peaks, duration_ms, source, author_id, state, visibility, hidden_at, deleted_at, author_hidden }) => {
    const known = source !== null && author_id !== null && state !== null && visibility !== null;
    const seen = known && isVisibleTo({ author_id, state, visibility, hidden_at, deleted_at }, viewer);
    return {
      role,
      ...(mine && kept !== null ? { url: inputUrl(idFromUuid(kept)), ...soundOf(peaks, duration_ms) } : {}),
      ...(seen && (author_hidden === null || author_id === viewer) ? { creation: idFromUuid(source) } : {}),
    };
  });
}

function soundOf(peaks: readonly number[] | null, durationMs: number | null) {
  return peaks === null || durationMs === null ? {} : { peaks: [...peaks], durationMs };
}

/** Direct parents in their order, or children newest first; only those the viewer may see. */
async function relatives(
  db: Db | Trx,
  creationUuid: string,
  side: 'parents' | 'children',
  viewer: string | null,
): Promise<Creation['parents']> {
  const [here, there] = side === 'parents' ? (['creation_id', 'parent_id'] as const) : (['parent_id', 'creation_id'] as const);
  const rows = await db
    .selectFrom('creation_parent')
    .innerJoin('creation', 'creation.id', `creation_parent.${there}`)
    .innerJoin('member', 'member.id', 'creation.author_id')
    .selectAll('creation')
    .select(['member.name as author_name', 'member.handle as author_handle'])
    .where(`creation_parent.${here}`, '=', creationUuid)
    .where('creation.state', '=', 'done')
    .where('member.hidden_at', 'is', null)
    .orderBy(side === 'parents' ? 'creation_parent.position' : 'creation.id', side === 'parents' ? 'asc' : 'desc')
    .limit(100)
    .execute();
  const open = rows.filter(
    (row) => isVisibleTo(row, viewer) && (side === 'parents' || row.visibility !== 'unlisted' || row.author_id === viewer),
  );
  return open.map((row) => ({
    id: idFromUuid(row.id),
    title: row.title,
    author: { id: idFromUuid(row.author_id), name: row.author_name, handle: row.author_handle },
  }));
}
