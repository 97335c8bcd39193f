import { expect, it, vi } from 'vitest';
import pino from 'pino';
import { newId } from '@oto/schema/base/id';
import { regionOf } from '@oto/schema/board/roots';
import { serveMetrics } from '@oto/schema/metric/serve';
import { PLOT, record, world } from '../testing/world.ts';
import { makeMetrics } from './metrics.ts';

vi.spyOn(console, 'error').mockImplementation(() => undefined);

it('tells of documents, people, the journal, leases and refusals on a port of its own, and follows a request by its id', async () => {
  await using it_ = await world();
  const [ana, ben] = [await it_.member(), await it_.member()];
  const notes = [newId(), newId()] as const;
  await it_.claim(ana, PLOT, 'owner', notes);
  const ghost = newId();
  await it_.fact({ type: 'note', plot: PLOT, note: ghost, record: record(ana, { j: newId() }) });
  const metrics = makeMetrics();
  const lines: string[] = [];
  const log = pino({ level: 'info' }, { write: (line: string) => void lines.push(line) });
  const server = await it_.serve('a', it_.databaseUrl, { watch: metrics.watch, log });
  metrics.observe(server.figures);
  await server.deliver();
  const owner = it_.guest(server, { token: await it_.pass(ana) });
  await owner.synced();
  regionOf(owner.doc).places.set(notes[0], [1, 2, 3, 4]);
  await owner.acked();
  const stranger = it_.guest(server, { token: await it_.pass(ben) });
  await stranger.synced();
  regionOf(stranger.doc).places.set(notes[1], [1, 2, 3, 4]);
  await stranger.ended();
  const watcher = it_.guest(server);
  await watcher.synced();
  const pinned = record(ana);
  const worker = it_.guest(server, { token: await it_.servicePass(ghost, pinned), headers: { 'x-request-id': 'the-request-of-ana' } });
  await worker.synced();
  regionOf(worker.doc).notes.set(ghost, pinned);
  await worker.acked();

  const port = await serveMetrics(
    { metrics: () => metrics.registry.metrics(), contentType: metrics.registry.contentType },
    { host: '127.0.0.1', port: 0 },
  );
  const ask = (path: string) => fetch(`http://127.0.0.1:${port.port}${path}`);
  const text = await (await ask('/metrics')).text();
  for (const line of [
    'oto_collab_documents{kind="region"} 1',
    'oto_collab_documents{kind="atlas"} 1',
    'oto_collab_notes 3',
    'oto_collab_channels{kind="member"} 1',
    'oto_collab_channels{kind="watcher"} 1',
    'oto_collab_channels{kind="service"} 1',
    'oto_collab_journal_waiting 0',
    'oto_collab_refusals_total{code="plot_closed"} 1',
    'oto_collab_lease_changes_total{how="taken"} 1',
    'oto_collab_leases 1',
  ])
    expect(text).toContain(`${line}\n`);
  expect(text).toMatch(/oto_collab_journal_append_seconds_count [1-9]/);
  expect(text).toMatch(/oto_collab_outbox_delivery_seconds_count 4\n/);
  for (const secret of [ana, ben, notes[0]]) expect(text).not.toContain(secret);
  expect((await ask('/')).status).toBe(404);
  await port.close();
  const pin = lines.map((line) => JSON.parse(line) as Record<string, unknown>).find(({ msg }) => msg === 'worker let in');
  expect(pin).toMatchObject({ requestId: 'the-request-of-ana', note: ghost, worker: 'worker-1' });
});
