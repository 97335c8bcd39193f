import type { OutboxFact } from '@oto/schema/contract/outbox';
import type { Trx } from '../deps.ts';

/** Queues several facts, in their order. */
export async function emitFacts(trx: Trx, facts: readonly OutboxFact[]): Promise<void> {
  if (facts.length === 0) return;
  await trx
    .insertInto('outbox')
    .values(facts.map((fact) => ({ plot_x: fact.plot.x, plot_y: fact.plot.y, fact: JSON.stringify(fact) })))
    .execute();
}

/** Queues a fact for the documents; it leaves when the transaction commits (a trigger notifies channel `outbox`). */
export async function emitFact(trx: Trx, fact: OutboxFact): Promise<void> {
  await trx
    .insertInto('outbox')
    .values({ plot_x: fact.plot.x, plot_y: fact.plot.y, fact: JSON.stringify(fact) })
    .execute();
}
