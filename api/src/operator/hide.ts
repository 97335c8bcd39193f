import { idFromUuid, uuidFromId, type Id } from '@oto/schema/base/id';
import { agentRecord } from '../agent/read-agents.ts';
import { seatedNote } from '../creation/note-record.ts';
import { pinNote } from '../creation/pin.ts';
import type { Trx } from '../deps.ts';
import { ApiError } from '../http/api-error.ts';
import { closeJars } from '../jar/close.ts';
import { emitFact } from '../outbox/emit.ts';
import { tellHidden } from '../webhook/tell-note.ts';

type NoteType = 'agent' | 'creation';

/**
 * Hides a note (`at` is when) or shows it again (`at` is null): its card, page and media are refused and
 * it leaves the board, but keeps its seat. Throws not_found.
 */
export async function hideNote(trx: Trx, type: NoteType, id: Id, at: Date | null, reason: string): Promise<void> {
  const uuid = uuidFromId(id);
  const taken = at !== null && type === 'creation' && (await isShown(trx, uuid));
  const changed = await trx
    .updateTable(type)
    .set({ hidden_at: at, hidden_reason: at === null ? null : reason })
    .where('id', '=', uuid)
    .where('deleted_at', 'is', null)
    .executeTakeFirst();
  if (changed.numUpdatedRows === 0n) throw new ApiError('not_found');
  await (at === null ? showOnBoard(trx, type, uuid) : takeOffBoard(trx, type, uuid));
  if (at !== null) await closeJars(trx, at, [uuid]);
  if (taken) await tellHidden(trx, at, uuid);
}

/** Whether neither the creation nor its author is hidden. */
async function isShown(trx: Trx, creation: string): Promise<boolean> {
  const row = await trx
    .selectFrom('creation')
    .innerJoin('member', 'member.id', 'creation.author_id')
    .select('creation.id')
    .where('creation.id', '=', creation)
    .where('creation.hidden_at', 'is', null)
    .where('member.hidden_at', 'is', null)
    .forNoKeyUpdate('creation')
    .executeTakeFirst();
  return row !== undefined;
}

/** Hides a member with everything they made, or shows them again; notes hidden for themselves stay hidden. */
export async function hideMember(trx: Trx, memberUuid: string, at: Date | null, reason: string): Promise<void> {
  const before = await trx.selectFrom('member').select('hidden_at').where('id', '=', memberUuid).forNoKeyUpdate().executeTakeFirst();
  const changed = await trx
    .updateTable('member')
    .set({ hidden_at: at, hidden_reason: at === null ? null : reason })
    .where('id', '=', memberUuid)
    .where('deleted_at', 'is', null)
    .executeTakeFirst();
  if (changed.numUpdatedRows === 0n) throw new ApiError('not_found');
  const move = at === null ? showOnBoard : takeOffBoard;
  const agents = await trx
    .selectFrom('agent')
    .select('id')
    .where('owner_id', '=', memberUuid)
    .where('hidden_at', 'is', null)
    .where('deleted_at', 'is', null)
    .execute();
  const creations = await trx
    .selectFrom('creation')
    .select('id')
    .where('author_id', '=', memberUuid)
    .where('plot_x', 'is not', null)
    .where('hidden_at', 'is', null)
    .where('deleted_at', 'is', null)
    .execute();
  for (const { id } of agents) await move(trx, 'agent', id);
  for (const { id } of creations) await move(trx, 'creation', id);
  if (at !== null)
    await closeJars(
      trx,
      at,
      creations.map(({ id }) => id),
    );
  if (at !== null && before?.hidden_at === null) for (const { id } of creations) await tellHidden(trx, at, id);
}

async function takeOffBoard(trx: Trx, type: NoteType, uuid: string): Promise<void> {
  const note = idFromUuid(uuid);
  if (type === 'agent') {
    const agent = await trx.selectFrom('agent').select(['plot_x as x', 'plot_y as y']).where('id', '=', uuid).executeTakeFirstOrThrow();
    await emitFact(trx, { type: 'unpin', plot: agent, note });
    return;
  }
  const seated = await seatedNote(trx, uuid);
  if (!seated) return;
  await emitFact(trx, { type: 'unpin', plot: { x: seated.plot.x, y: seated.plot.y }, note });
  for (const { plot, key } of seated.inbound) await emitFact(trx, { type: 'inbound', plot, key, record: null });
}

async function showOnBoard(trx: Trx, type: NoteType, uuid: string): Promise<void> {
  if (type === 'creation') {
    await pinNote(trx, uuid);
    return;
  }
  const agent = await trx.selectFrom('agent').selectAll().where('id', '=', uuid).executeTakeFirstOrThrow();
  const plot = { x: agent.plot_x, y: agent.plot_y };
  await emitFact(trx, { type: 'note', plot, note: idFromUuid(uuid), record: agentRecord(agent) });
}
