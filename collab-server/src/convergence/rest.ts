import * as Y from 'yjs';
import { canonicalJson } from '@oto/schema/base/canonical-json';
import { regionName } from '@oto/schema/board/document-name';
import type { PlaceRecord } from '@oto/schema/board/record';
import { regionOf } from '@oto/schema/board/roots';
import { plotKey } from '@oto/schema/geometry/lattice';
import { mirrorFacts } from '../document/consequence.ts';
import { differenceOf } from '../testing/same-state.ts';
import { events, settle } from './play.ts';
import { PLOTS, Violation, type World } from './world.ts';

const ROUNDS_MAX = 60;
const STEPS_MAX = 4_000;

/** Everyone comes back, every message arrives, every fact is delivered. Throws when there is no end to it. */
export async function rest(world: World): Promise<void> {
  for (const replica of world.replicas.slice(0, -1)) replica.crash();
  if (!world.replica) world.start();
  for (let round = 0; round < ROUNDS_MAX; round++) {
    for (const client of world.clients) {
      client.learn(world.epochTold(client.plot));
      if (!client.isSettled || client.wire?.isOpen !== true) world.connect(client);
    }
    await drain(world);
    if (isAtRest(world)) return;
  }
  const restless = world.clients.filter((client) => !client.isSettled).map(({ name }) => name);
  throw new Violation(`no rest: ${restless.join(', ')}; ${world.store.outbox.filter((fact) => !fact.isDelivered).length} facts`);
}

function isAtRest(world: World): boolean {
  const isTold = PLOTS.every((plot) => world.epochTold(plot) === world.store.plots.get(plotKey(plot))?.epoch);
  const isServed = world.clients.every(
    (client) => client.isSettled && client.wire?.isOpen === true && client.epoch === world.epochTold(client.plot),
  );
  return isTold && isServed && world.store.outbox.every((fact) => fact.isDelivered);
}

async function drain(world: World): Promise<void> {
  for (let step = 0; step < STEPS_MAX; step++) {
    const all = events(world);
    if (all.length === 0) return;
    for (const one of all) one();
    await settle(world);
  }
  throw new Violation('messages without end');
}

/** What must hold once everything is at rest. Throws Violation. */
export function verifyRest(world: World): void {
  verifyAlike(world);
  verifyAcknowledged(world);
  verifyLastWords(world);
  verifyTies(world);
}

/** Clients, the server's memory, a fresh load and the sum of all journal rows are one document. */
function verifyAlike(world: World): void {
  for (const client of world.clients) {
    const text = regionName(client.plot, client.epoch);
    const served = world.replica?.documents.find(({ live }) => live.text === text)?.doc;
    if (!served) throw new Violation(`${text} is not served`);
    const loaded = world.store.load(text);
    const pairs = [
      [`${client.name} and the server`, client.doc, served],
      ['the server and a fresh load', served, loaded],
      ['a fresh load and the whole journal', loaded, world.shadow(text)],
    ] as const;
    for (const [who, one, other] of pairs) {
      const difference = differenceOf(one, other);
      if (difference !== null) throw new Violation(`${text}: ${who} differ in ${difference}`);
    }
  }
}

/** A fresh load of the epoch in which an edit was acknowledged holds its structs. */
function verifyAcknowledged(world: World): void {
  for (const { client, batch } of world.acked) {
    const loaded = world.store.load(regionName(client.plot, batch.epoch));
    if (Y.getState(loaded.store, batch.client) < batch.end)
      throw new Violation(`${client.name}: the acknowledged ${batch.client}:${batch.end} is lost`);
  }
}

/** A note that one client alone has ever moved lies where it was put last, through all epochs. */
function verifyLastWords(world: World): void {
  const last = new Map<string, PlaceRecord>();
  for (const { client, batch } of world.acked) {
    for (const edit of batch.edits) if (edit.root === 'places') last.set(`${plotKey(client.plot)} ${edit.key}`, edit.value);
  }
  for (const plot of PLOTS) {
    const { notes, places } = regionOf(world.shadow(regionName(plot, world.epochTold(plot))));
    for (const note of notes.keys()) {
      const key = `${plotKey(plot)} ${note}`;
      const wanted = last.get(key);
      if (!wanted || world.movers.get(key)?.size !== 1 || world.unpinned.has(note)) continue;
      if (canonicalJson(places.get(note) ?? null) !== canonicalJson(wanted))
        throw new Violation(`${note} was put at ${String(wanted)} and lies at ${String(places.get(note))}`);
    }
  }
}

/** Every tie hangs between two notes that are, and the regions of its ends show it as it is. */
function verifyTies(world: World): void {
  const wanted = new Map<string, string>();
  const standing = new Map<string, string>();
  for (const plot of PLOTS) {
    const { ties, inbound } = regionOf(world.shadow(regionName(plot, world.epochTold(plot))));
    for (const [key, tie] of ties) {
      for (const end of [tie.a, tie.b])
        if (!world.store.notes.has(end[0])) throw new Violation(`the tie ${key} ends at a note that is gone`);
      for (const fact of mirrorFacts(plot, key, null, tie)) {
        if (fact.type === 'inbound' && fact.record) wanted.set(`${plotKey(fact.plot)} ${key}`, canonicalJson(fact.record));
      }
    }
    for (const [key, mirror] of inbound) standing.set(`${plotKey(plot)} ${key}`, canonicalJson(mirror));
  }
  for (const key of new Set([...wanted.keys(), ...standing.keys()])) {
    if (wanted.get(key) !== standing.get(key))
      throw new Violation(`the mirror ${key} is ${standing.get(key) ?? 'none'} and should be ${wanted.get(key) ?? 'none'}`);
  }
}
