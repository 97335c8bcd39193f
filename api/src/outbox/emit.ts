import type { OutboxFact } from '@oto/schema/contract/outbox';
import type { Trx } from '../deps.ts';

/** Queues a fact for the documents; it leaves when the transaction commits (a trigger notifies channel `outbox`). */
export async function emitFact(trx: Trx, fact: OutboxFact): Promise<void> {
  await trx
    .insertInto('outbox')
    .values({ plot_x: fact.plot.x, plot_y: fact.plot.y, fact: JSON.stringify(fact) })
    .execute();
}
