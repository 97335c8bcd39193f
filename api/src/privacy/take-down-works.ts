import { sql } from 'kysely';
import { idFromUuid } from '@oto/schema/base/id';
import { eraseCreations } from '../creation/erase.ts';
import { seatedNote } from '../creation/note-record.ts';
import { unpinNote } from '../creation/pin.ts';
import type { Trx } from '../deps.ts';
import { doubtStored } from '../media/stored-file.ts';
import { emitFact } from '../outbox/emit.ts';
import { heldByForks, type Fork } from './held-by-forks.ts';

/** What becomes of what was published: taken down, or left without a name. */
export type Works = 'remove' | 'anonymise';

/**
 * Erases what a member (uuid) made: everything that was never opened to others, and with `remove` the rest too. A
 * note that forks of others hang from stays as plain grey paper. What stays bears no name any more, in files to
 * take away neither.
 */
export async function takeDownWorks(trx: Trx, member: string, works: Works, at: Date): Promise<void> {
  const mine = await trx
    .selectFrom('creation')
    .select(['id', 'visibility', 'state', 'plot_x', 'hidden_at'])
    .where('author_id', '=', member)
    .where('deleted_at', 'is', null)
    .execute();
  const going = mine.filter(({ visibility, state }) => works === 'remove' || visibility === 'private' || state !== 'done');
  const ids = going.map(({ id }) => id);
  const held = heldByForks(ids, await forksOf(trx, ids));
  for (const { id, plot_x, hidden_at } of going) {
    if (plot_x === null) continue;
    if (held.has(id) && hidden_at === null) await greyNote(trx, id);
    else await unpinNote(trx, id);
  }
  await eraseCreations(trx, ids, at, 'account');
  await forgetNames(
    trx,
    mine.map(({ id }) => id),
  );
}

/** Only forks of works that may leave something on the board; a fork that was itself taken down may still stand there. */
async function forksOf(trx: Trx, works: readonly string[]): Promise<readonly Fork[]> {
  const { rows } = await sql<Fork>`
    select p.parent_id as parent, p.creation_id as child,
      not (c.id = any(${works}::uuid[])) and c.state <> 'failed' and (c.deleted_at is null or c.plot_x is not null) as stays
    from creation_parent p join creation c on c.id = p.creation_id
    where p.parent_id = any(${works}::uuid[])`.execute(trx);
  return rows;
}

async function greyNote(trx: Trx, creationUuid: string): Promise<void> {
  const note = await seatedNote(trx, creationUuid);
  if (!note) return;
  const { m: _picture, ...record } = note.record;
  const { x, y } = note.plot;
  await emitFact(trx, { type: 'note', plot: { x, y }, note: idFromUuid(creationUuid), record: { ...record, x: 1 } });
}

/**
 * Signed manifests of these creations and of their forks name their author and titles: they are forgotten (what is
 * to be told is signed anew), and so are the pictures to take away that carry one. So is the news that others had of
 * the forks, while their open streams may still ask for it.
 */
async function forgetNames(trx: Trx, works: readonly string[]): Promise<void> {
  const named = sql<string>`any(array(
    select unnest(${works}::uuid[]) union select creation_id from creation_parent where parent_id = any(${works}::uuid[])))`;
  await trx.updateTable('provenance').set({ manifest: '' }).where('creation_id', '=', named).execute();
  await sql`delete from event where body ->> 'type' = 'forked' and body ->> 'creation' = any(${works.map(idFromUuid)}::text[])`.execute(
    trx,
  );
  const forms = await trx
    .deleteFrom('media_form')
    .where('creation_id', '=', named)
    .where('form', 'in', ['jpeg', 'png'])
    .returning('sha256')
    .execute();
  await doubtStored(
    trx,
    forms.flatMap(({ sha256 }) => sha256 ?? []),
  );
}
