import { MessageType } from '@hocuspocus/server';
import { createDecoder, readVarString, readVarUint } from 'lib0/decoding';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { newId, type Id } from '@oto/schema/base/id';
import { regionName } from '@oto/schema/board/document-name';
import { PLOT, world, type Guest, type World } from '../testing/world.ts';

vi.spyOn(console, 'error').mockImplementation(() => undefined);
const NEIGHBOUR = { x: 3, y: 3 };
let it_: World;
let ana: Id;
let bo: Id;

beforeEach(async () => {
  it_ = await world();
  ana = await it_.member();
  bo = await it_.member();
  await it_.claim(ana, PLOT, 'open', [newId()]);
  await it_.claim(bo, NEIGHBOUR, 'open', [newId()]);
});
afterEach(async () => {
  await it_[Symbol.asyncDispose]();
});

function show(guest: Guest, who: Id, cursor: readonly [number, number]): void {
  guest.provider.awareness?.setLocalState({ who: { id: who, name: 'Ana', colour: 3 }, cursor });
}

/** The cursors that a guest sees of others. */
function cursors(guest: Guest): unknown[] {
  const states = guest.provider.awareness?.getStates() ?? new Map<number, Record<string, unknown>>();
  return [...states].filter(([client]) => client !== guest.doc.clientID).flatMap(([, state]) => (state['cursor'] ? [state['cursor']] : []));
}

/** Resolves once `isSo` holds, looking again after each presence message. */
async function seen(guest: Guest, isSo: () => boolean): Promise<void> {
  while (!isSo()) {
    await new Promise<void>((resolve) => {
      const done = () => {
        guest.provider.awareness?.off('update', done);
        resolve();
      };
      guest.provider.awareness?.on('update', done);
    });
  }
}

/** Resolves with the answer to a question for the state: all that `guest` said before has been heard. */
async function answered(guest: Guest): Promise<void> {
  const answer = new Promise<void>((resolve) => {
    const hear = ({ event }: { readonly event: { readonly data: ArrayBuffer } }) => {
      const decoder = createDecoder(new Uint8Array(event.data));
      readVarString(decoder);
      if (readVarUint(decoder) !== MessageType.Sync) return;
      guest.provider.off('message', hear);
      resolve();
    };
    guest.provider.on('message', hear);
  });
  guest.provider.forceSync();
  await answer;
}

describe('presence over real providers', () => {
  it('shows a person to the readers of a region, and takes them away at once when they leave', async () => {
    const server = await it_.serve();
    await server.deliver();
    const [speaker, other] = [it_.guest(server, { token: await it_.pass(ana) }), it_.guest(server, { token: await it_.pass(bo) })];
    const watcher = it_.guest(server);
    await Promise.all([speaker, other, watcher].map((guest) => guest.synced()));
    show(speaker, ana, [1, 2]);
    for (const guest of [other, watcher]) await seen(guest, () => JSON.stringify(cursors(guest)) === '[[1,2]]');
    show(speaker, ana, [3, 4]);
    for (const guest of [other, watcher]) await seen(guest, () => JSON.stringify(cursors(guest)) === '[[3,4]]');
    const late = it_.guest(server);
    await late.synced();
    await seen(late, () => cursors(late).length === 1);
    speaker.socket.destroy();
    for (const guest of [other, watcher, late]) await seen(guest, () => cursors(guest).length === 0);
    expect([other, watcher, late].map(cursors)).toEqual([[], [], []]);
  });

  it('tells the readers of one region nothing of another', async () => {
    const server = await it_.serve();
    await server.deliver();
    const speaker = it_.guest(server, { token: await it_.pass(ana) });
    const here = it_.guest(server);
    const beside = it_.guest(server, { document: regionName(NEIGHBOUR, 1) });
    await Promise.all([speaker, here, beside].map((guest) => guest.synced()));
    const heard: string[] = [];
    beside.provider.awareness?.on('update', (change: { readonly added: readonly number[]; readonly updated: readonly number[] }) => {
      const others = [...change.added, ...change.updated].filter((client) => client !== beside.doc.clientID);
      if (others.length > 0) heard.push(others.join());
    });
    for (let step = 1; step <= 20; step++) {
      show(speaker, ana, [step, 0]);
      await seen(here, () => JSON.stringify(cursors(here)) === `[[${step},0]]`);
    }
    // One socket keeps its order: what was meant for `beside` has come when its own region speaks.
    const neighbour = it_.guest(server, { token: await it_.pass(bo), document: regionName(NEIGHBOUR, 1) });
    await neighbour.synced();
    show(neighbour, bo, [7, 7]);
    await seen(beside, () => cursors(beside).length > 0);
    expect(cursors(beside)).toEqual([[7, 7]]);
    expect(new Set(heard)).toEqual(new Set([String(neighbour.doc.clientID)]));
  });

  it('keeps a watcher silent and a person to their own name', async () => {
    const server = await it_.serve();
    await server.deliver();
    const [honest, liar, watcher] = [
      it_.guest(server, { token: await it_.pass(ana) }),
      it_.guest(server, { token: await it_.pass(bo) }),
      it_.guest(server),
    ];
    await Promise.all([honest, liar, watcher].map((guest) => guest.synced()));
    show(watcher, ana, [9, 9]);
    await answered(watcher);
    show(liar, ana, [8, 8]);
    await answered(liar);
    show(honest, ana, [1, 1]);
    const late = it_.guest(server);
    await late.synced();
    await seen(late, () => cursors(late).length > 0);
    expect(cursors(late)).toEqual([[1, 1]]);
    show(liar, bo, [2, 2]);
    await seen(late, () => cursors(late).length === 2);
    expect(cursors(late)).toEqual(
      expect.arrayContaining([
        [1, 1],
        [2, 2],
      ]),
    );
  });
});
