import { afterEach, beforeEach, expect, it } from 'vitest';
import pino from 'pino';
import { newId } from '@oto/schema/base/id';
import type { OutboxFact } from '@oto/schema/contract/outbox';
import { plotKey, tileOf, type Plot } from '@oto/schema/geometry/lattice';
import { tileKey } from '../lease/lease.ts';
import { LeaseRows } from '../lease/row.ts';
import { documents, HERE, type Documents } from '../testing/documents.ts';
import { Delivery } from './deliver.ts';

const THERE: Plot = { x: 9, y: 9 };
let it_: Documents;

beforeEach(async () => {
  it_ = await documents();
  const owner = await it_.member();
  for (const plot of [HERE, THERE]) await it_.claim(owner, plot);
});
afterEach(async () => {
  await it_[Symbol.asyncDispose]();
});

const post = async (plot: Plot) => {
  const fact: OutboxFact = { type: 'unpin', plot, note: newId() };
  await it_.pool.query('insert into outbox (plot_x, plot_y, fact) values ($1, $2, $3)', [plot.x, plot.y, JSON.stringify(fact)]);
};

it('comes back to the plots of a tile that it has got, however many facts of others keep coming', async () => {
  const done: string[] = [];
  let asked = 0;
  const tile = tileKey(tileOf(HERE));
  const fence = { tile, epoch: (await new LeaseRows(it_.db, 'a').take(tile)) ?? 0n };
  const delivery: Delivery = new Delivery({
    db: it_.db,
    holder: 'a',
    catalogue: it_.catalogue,
    async edit(document) {
      if (document.includes(plotKey(THERE))) {
        // Another replica holds the tile when it is asked for the first time.
        if (++asked === 1) return null;
        done.push('there');
        return fence;
      }
      if (!done.includes('there')) {
        await post(HERE);
        void delivery.run();
      }
      done.push('here');
      return fence;
    },
    tell: () => Promise.resolve(true),
    log: pino({ level: 'silent' }),
  });
  await post(THERE);
  await post(HERE);
  await delivery.run();
  expect(done).toContain('there');
  expect((await it_.pool.query('select from outbox where delivered_at is null')).rowCount).toBe(0);
});
