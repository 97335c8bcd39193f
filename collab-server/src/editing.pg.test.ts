import { HocuspocusProvider } from '@hocuspocus/provider';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import { newId, type Id } from '@oto/schema/base/id';
import { atlasName, regionName } from '@oto/schema/board/document-name';
import { atlasOf, regionOf } from '@oto/schema/board/roots';
import { plotKey, tileOf } from '@oto/schema/geometry/lattice';
import type { CollabServer } from './server.ts';
import { PLOT, record, REGION, when, world, type World } from './testing/world.ts';

vi.spyOn(console, 'error').mockImplementation(() => undefined);
let it_: World;
let server: CollabServer;
let ana: Id;
let ben: Id;
const note = newId();

beforeEach(async () => {
  it_ = await world();
  ana = await it_.member();
  ben = await it_.member();
  await it_.claim(ana, PLOT, 'open', [note]);
  server = await it_.serve();
  await server.deliver();
});
afterEach(async () => {
  await it_[Symbol.asyncDispose]();
});

describe('editing a region', () => {
  it('shows a member’s move to a watcher, journalled before it is acknowledged', async () => {
    const mover = it_.guest(server, { token: await it_.pass(ben) });
    const watcher = it_.guest(server);
    await mover.synced();
    await watcher.synced();
    expect(regionOf(watcher.doc).notes.get(note)).toEqual(record(ana));
    const rowsAtAck: Promise<number>[] = [];
    mover.provider.on('unsyncedChanges', ({ number }: { number: number }) => {
      if (number === 0)
        rowsAtAck.push(
          it_.pool.query('select 1 from collab.journal where actor = $1', [`member:${ben}`]).then((found) => found.rowCount ?? 0),
        );
    });
    regionOf(mover.doc).places.set(note, [100, -200, 10, 1]);
    await mover.acked();
    await when(watcher.doc, () => regionOf(watcher.doc).places.has(note));
    expect(regionOf(watcher.doc).places.get(note)).toEqual([100, -200, 10, 1]);
    expect(await Promise.all(rowsAtAck)).toEqual([1]);
  });

  it('refuses a watcher’s edit', async () => {
    const watcher = it_.guest(server);
    await watcher.synced();
    regionOf(watcher.doc).places.set(note, [1, 2, 3, 4]);
    expect(await watcher.ended()).toBe('edit_refused');
    const fresh = it_.guest(server);
    await fresh.synced();
    expect(regionOf(fresh.doc).places.size).toBe(0);
  });

  it('closes only the document of a refused edit, and shows the edit to nobody', async () => {
    const eve = it_.guest(server, { token: await it_.pass(ben) });
    const watcher = it_.guest(server);
    await eve.synced();
    await watcher.synced();
    const atlas = new HocuspocusProvider({
      websocketProvider: eve.socket,
      name: atlasName(tileOf(PLOT), 1),
      token: '',
      document: new Y.Doc(),
    });
    const synced = new Promise<void>((resolve) => void atlas.on('synced', () => resolve()));
    atlas.attach();
    await synced;
    regionOf(eve.doc).notes.delete(note);
    expect(await eve.ended()).toBe('edit_refused');
    await it_.fact({ type: 'atlas', plot: PLOT, atlas: { v: 1, o: ana, e: 1, n: 42, t: 0, p: 'open' } });
    await server.deliver();
    await when(atlas.document, () => atlasOf(atlas.document).plots.get(plotKey(PLOT))?.n === 42);
    expect(regionOf(watcher.doc).notes.has(note)).toBe(true);
    expect(watcher.ends).toEqual([]);
    atlas.destroy();
  });

  it('lets only the owner write where the policy says so', async () => {
    await it_.claim(ana, { x: 3, y: 3 }, 'owner', [note]);
    await server.deliver();
    const document = regionName({ x: 3, y: 3 }, 1);
    const owner = it_.guest(server, { token: await it_.pass(ana), document });
    const other = it_.guest(server, { token: await it_.pass(ben), document });
    await owner.synced();
    await other.synced();
    regionOf(owner.doc).places.set(note, [1, 1, 1, 1]);
    await owner.acked();
    regionOf(other.doc).places.set(note, [2, 2, 2, 2]);
    expect(await other.ended()).toBe('plot_closed');
  });

  it('lets a worker pin exactly its record, once', async () => {
    const fresh = newId();
    const finished = record(ben, { m: 1 });
    await it_.fact({ type: 'note', plot: PLOT, note: fresh, record: record(ben, { j: newId() }) });
    await server.deliver();
    const cheat = it_.guest(server, { token: await it_.servicePass(fresh, finished) });
    await cheat.synced();
    regionOf(cheat.doc).notes.set(fresh, { ...finished, o: ana });
    expect(await cheat.ended()).toBe('edit_refused');
    const worker = it_.guest(server, { token: await it_.servicePass(fresh, finished) });
    await worker.synced();
    regionOf(worker.doc).notes.set(fresh, finished);
    await worker.acked();
    const watcher = it_.guest(server);
    await watcher.synced();
    expect(regionOf(watcher.doc).notes.get(fresh)).toEqual(finished);
    regionOf(worker.doc).notes.set(fresh, finished);
    expect(await worker.ended()).toBe('edit_refused');
  });

  it('refuses a struct under somebody else’s client id', async () => {
    const victim = it_.guest(server, { token: await it_.pass(ana) });
    await victim.synced();
    regionOf(victim.doc).places.set(note, [1, 1, 1, 1]);
    await victim.acked();
    const eve = it_.guest(server, { token: await it_.pass(ben) });
    await eve.synced();
    eve.doc.clientID = victim.doc.clientID;
    regionOf(eve.doc).places.set(note, [9, 9, 9, 9]);
    expect(await eve.ended()).toBe('edit_incomplete');
  });

  it('shows presence of members, and only their own', async () => {
    const mover = it_.guest(server, { token: await it_.pass(ben) });
    const watcher = it_.guest(server);
    await mover.synced();
    await watcher.synced();
    const seen = new Promise<void>((resolve) => {
      watcher.provider.awareness?.on('change', () => {
        if (watcher.provider.awareness?.getStates().has(mover.doc.clientID)) resolve();
      });
    });
    watcher.provider.awareness?.setLocalState({ cursor: [5, 5] });
    mover.provider.awareness?.setLocalState({ who: { id: ben, name: 'Ben', colour: 1 }, cursor: [1, 2] });
    await seen;
    expect(watcher.provider.awareness?.getStates().get(mover.doc.clientID)).toMatchObject({ cursor: [1, 2] });
    expect([...(mover.provider.awareness?.getStates().keys() ?? [])]).toEqual([mover.doc.clientID]);
  });
});

describe('opening a document', () => {
  it('answers what exists, of its tile, with a sound pass', async () => {
    const cases: readonly [Parameters<World['guest']>[1], string][] = [
      [{ document: regionName({ x: 5, y: 5 }, 1) }, 'unknown_document'],
      [{ document: regionName(PLOT, 2) }, 'unknown_document'],
      [{ document: 'something/else' }, 'unknown_document'],
      [{ tile: { x: 7, y: 7 } }, 'unknown_document'],
      [{ token: 'nonsense' }, 'bad_credential'],
      [{ token: await it_.pass(ben, -60) }, 'bad_credential'],
      [{ token: await it_.servicePass(note, null, regionName(PLOT, 9)) }, 'forbidden'],
    ];
    for (const [options, reason] of cases) expect(await it_.guest(server, options).ended()).toBe(reason);
    await it_.pool.query('update plot set epoch = 2 where x = $1 and y = $2', [PLOT.x, PLOT.y]);
    const second = await it_.serve('a');
    expect(await it_.guest(second, { document: REGION }).ended()).toBe('old_epoch');
  });

  it('is healthy', async () => {
    const response = await fetch(`http://127.0.0.1:${server.port}/healthz`);
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ ok: true, database: true });
    expect((await fetch(`http://127.0.0.1:${server.port}/else`)).status).toBe(404);
  });
});
