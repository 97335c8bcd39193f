import { hashText } from '@oto/schema/base/seeded-random';
import { idFromUuid } from '@oto/schema/base/id';
import { CREATION_SIZE } from '@oto/schema/board/kind';
import type { Plot } from '@oto/schema/geometry/lattice';
import type { Trx } from '../deps.ts';
import { emitFact } from '../outbox/emit.ts';
import { releaseSeat } from '../plot/release-seat.ts';
import { takeSeat } from '../plot/take-seat.ts';
import { seatedNote, type SeatedNote } from './note-record.ts';

/** Gives a creation its seat for ever on its author's newest plot. Throws no_free_seat. */
export async function seatCreation(trx: Trx, creationUuid: string, authorUuid: string): Promise<Plot> {
  const { plot, seat } = await takeSeat(trx, authorUuid, CREATION_SIZE, hashText(creationUuid));
  await trx
    .updateTable('creation')
    .set({ plot_x: plot.x, plot_y: plot.y, seat_x: seat[0], seat_y: seat[1], seat_rot: seat[2] })
    .where('id', '=', creationUuid)
    .execute();
  return { x: plot.x, y: plot.y };
}

/** Queues the note, as it now is, for its region, and its cords for the regions they come from. Null without a seat. */
export async function pinNote(trx: Trx, creationUuid: string): Promise<SeatedNote | null> {
  const note = await seatedNote(trx, creationUuid);
  if (!note) return null;
  const { x, y } = note.plot;
  await emitFact(trx, { type: 'note', plot: { x, y }, note: idFromUuid(creationUuid), record: note.record });
  for (const { plot, key, record } of note.inbound) await emitFact(trx, { type: 'inbound', plot, key, record });
  return note;
}

/** Takes a note and its cords off the board and frees its seat. */
export async function unpinNote(trx: Trx, creationUuid: string): Promise<void> {
  const note = await seatedNote(trx, creationUuid);
  if (!note) return;
  const plot = { x: note.plot.x, y: note.plot.y };
  await trx
    .updateTable('creation')
    .set({ plot_x: null, plot_y: null, seat_x: null, seat_y: null, seat_rot: null })
    .where('id', '=', creationUuid)
    .execute();
  await emitFact(trx, { type: 'unpin', plot, note: idFromUuid(creationUuid) });
  for (const { plot: far, key } of note.inbound) await emitFact(trx, { type: 'inbound', plot: far, key, record: null });
  await releaseSeat(trx, plot);
}
