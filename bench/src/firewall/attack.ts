import * as Y from 'yjs';
import type { Actor } from '@oto/collab-server/document/actor';
import { ATTACKS } from '@oto/collab-server/testing/hostile/attacks';
import { clientUpdate, place, pick, tie, type Prey } from '@oto/collab-server/testing/hostile/prey';
import { preyRegion } from '@oto/collab-server/testing/hostile/region';
import { guarded } from '@oto/collab-server/testing/hostile/submit';
import { newId } from '@oto/schema/base/id';
import { seededRandom } from '@oto/schema/base/seeded-random';
import { PlaceRecord, TieRecord } from '@oto/schema/board/record';
import { regionOf } from '@oto/schema/board/roots';
import { compare, hex, type Comparison } from './compare.ts';

const owner = newId();
const [attacker, victim] = [newMember(), newMember()];

/** Sends `rounds` variations of every class of attack through a region's firewall. `accepted`: how many it journalled. */
export async function attackAll(rounds: number, say: (line: string) => void) {
  let [hostile, accepted] = [0, 0];
  for (let round = 0; round < rounds; round++) {
    for (const attack of ATTACKS) {
      const prey = preyRegion(owner, seededRandom(round + 1));
      const region = guarded(prey, owner, victim);
      const update = attack.make(prey);
      hostile++;
      if ((await region.submit(update, attacker)) !== null) continue;
      accepted++;
      say(`accepted, round ${round}: ${attack.name}: ${hex(update)}`);
    }
  }
  return { hostile, accepted, classes: ATTACKS.length };
}

/** Honest updates with up to three bytes changed: told right, and lawful in what they leave behind if they are taken. */
export async function spoilHonest(
  wanted: number,
  say: (line: string) => void,
): Promise<Comparison & { readonly updates: number; readonly accepted: number }> {
  const random = seededRandom(7);
  let [missed, extra, accepted] = [0, 0, 0];
  for (let n = 0; n < wanted; n++) {
    const prey = preyRegion(owner, random);
    const update = spoiled(honest(prey), random);
    const found = compare(prey.doc, update);
    missed += found.missed;
    extra += found.extra;
    const region = guarded(prey, owner, victim);
    const isTaken = (await region.submit(update, attacker)) === null;
    if (isTaken && !isLawful(prey)) accepted++;
    if (found.missed + found.extra > 0 || (isTaken && !isLawful(prey))) say(`spoiled bytes ${n}: ${hex(update)}`);
  }
  return { updates: wanted, missed, extra, accepted };
}

function honest(prey: Prey): Uint8Array {
  return clientUpdate(prey, (doc) => {
    const { places, ties } = regionOf(doc);
    doc.getMap('places').set(pick(prey, prey.notes), place(prey));
    if (prey.random() < 0.5) ties.set(newId(), tie(prey));
    if (prey.random() < 0.3) places.delete(pick(prey, prey.notes));
    if (prey.random() < 0.3) ties.delete(pick(prey, prey.ties));
  });
}

function spoiled(update: Uint8Array, random: () => number): Uint8Array {
  const bytes = update.slice();
  for (let n = 1 + Math.floor(random() * 3); n > 0; n--) bytes[Math.floor(random() * bytes.length)] = Math.floor(random() * 256);
  return bytes;
}

/** Whatever was done to the region, the server's roots are as they were and people's hold sound records. */
function isLawful(prey: Prey): boolean {
  const { claim, notes, inbound, places, ties } = regionOf(prey.doc);
  const standing = new Set<string>(prey.notes);
  return (
    prey.doc.share.size <= 5 &&
    claim.size === 1 &&
    claim.get('c')?.o === owner &&
    inbound.size === 0 &&
    notes.size === prey.notes.length &&
    [...notes].every(([id, note]) => standing.has(id) && note.o === owner && note.k === 'image') &&
    [...places].every(([id, value]) => standing.has(id) && PlaceRecord.safeParse(value).success) &&
    [...ties.values()].every((value) => TieRecord.safeParse(value).success && standing.has(value.a[0]) && standing.has(value.b[0])) &&
    Y.getState(prey.doc.store, prey.victim) === victimClock(prey)
  );
}

/** The victim set one place a note and two ties, one clock each. */
function victimClock(prey: Prey): number {
  return prey.notes.length + prey.ties.length;
}

function newMember(): Actor {
  return { kind: 'member', id: newId(), operator: false, expires: Number.MAX_SAFE_INTEGER };
}
