import { sql, type Kysely } from 'kysely';
import { err, ok, type Result } from '@oto/schema/base/result';
import { regionName } from '@oto/schema/board/document-name';
import type { OutboxFact } from '@oto/schema/contract/outbox';
import type { Tables } from '@oto/schema/db/tables';
import type { Plot } from '@oto/schema/geometry/lattice';
import { REWRITE, SERVER } from '../document/actor.ts';
import { mirrorFacts } from '../document/consequence.ts';
import { holdsLease, insertSnapshot, type Snapshot } from '../journal/snapshot.ts';
import type { Fence } from '../lease/fence.ts';
import type { Fresh } from './fresh.ts';

export type Rewrite = {
  readonly plot: Plot;
  readonly epoch: number;
  /** Everything the old document ever held; nothing may be appended to it from now on. */
  readonly old: Snapshot;
  readonly fresh: Fresh;
  readonly holder: string;
  readonly fence: Fence;
};

/**
 * Lets the region live on under its next epoch, in one transaction: the plot's epoch, a last
 * snapshot of the old document, the first journal row and snapshot of the new one, and the facts
 * that tell the atlas, and the mirrors of ties left behind. The new epoch, or why nothing changed.
 * Rejects when the database cannot be asked; then it may or may not have happened.
 */
export function rewriteRegion(db: Kysely<Tables>, rewrite: Rewrite): Promise<Result<number, 'lease_lost' | 'raced'>> {
  const { plot, epoch, old, fresh, holder, fence } = rewrite;
  const next = epoch + 1;
  const name = regionName(plot, next);
  return db.transaction().execute(async (transaction) => {
    if (!(await holdsLease(transaction, holder, fence))) return err('lease_lost');
    const moved = await transaction
      .updateTable('plot')
      .set({ epoch: next })
      .where('x', '=', plot.x)
      .where('y', '=', plot.y)
      .where('epoch', '=', epoch)
      .returning('epoch')
      .executeTakeFirst();
    if (!moved) return err('raced');
    await insertSnapshot(transaction, regionName(plot, epoch), old);
    // The journal of the new document is whole by itself: it loads even if every snapshot is lost.
    const first = await sql<{ id: string }>`
      insert into collab.journal (document, update, actor, lease_epoch)
      values (${name}, ${Buffer.from(fresh.state)}, ${REWRITE}, ${fence.epoch.toString()}) returning id`.execute(transaction);
    await insertSnapshot(transaction, name, { upto: BigInt(first.rows[0]?.id ?? 0), state: fresh.state });
    await transaction
      .insertInto('collab.author')
      .values({ document: name, client: String(fresh.client), actor: SERVER })
      .execute();
    const facts: OutboxFact[] = [
      { type: 'epoch', plot, epoch: next },
      ...fresh.left.flatMap(([id, tie]) => mirrorFacts(plot, id, tie, null)),
    ];
    await transaction
      .insertInto('outbox')
      .values(facts.map((fact) => ({ plot_x: fact.plot.x, plot_y: fact.plot.y, fact: JSON.stringify(fact) })))
      .execute();
    return ok(next);
  });
}
