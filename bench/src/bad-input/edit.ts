import type * as Y from 'yjs';
import { ATTACKS } from '@oto/collab-server/testing/hostile/attacks';
import { clientUpdate, clockOf, place, pick, type Prey } from '@oto/collab-server/testing/hostile/prey';
import { newId } from '@oto/schema/base/id';
import { seededRandom } from '@oto/schema/base/seeded-random';
import { regionOf } from '@oto/schema/board/roots';
import type { Case, Outcome } from './case.ts';
import { Reader, type Endpoint } from './reader.ts';
import type { Target } from './target.ts';

const ENDPOINTS: readonly Endpoint[] = ['tile', 'y'];
/** A Yjs client id nobody has used; every attack takes as many as it may name. */
const FIRST_CLIENT = 50_000_000;
const CLIENTS_AN_ATTACK = 1_000;

/**
 * Updates that the firewall must refuse whoever sends them: contents no record is made of, the
 * server's roots, values outside the schema, structs and delete ranges no honest encoder writes, other
 * people's clocks. From a member whose pass lets it move every note here, through both endpoints.
 */
export function editCases(target: Target, watcher: Reader, rounds: number): readonly Case[] {
  const cases: Case[] = [];
  for (let round = 0; round < rounds; round++) {
    for (const attack of ATTACKS) {
      for (const endpoint of ENDPOINTS) {
        const random = seededRandom(cases.length + 1);
        const kind = random() < 0.5 ? 1 : 2;
        const prey = preyOf(target, watcher.doc, random, FIRST_CLIENT + cases.length * CLIENTS_AN_ATTACK);
        const run = async () => {
          const reader = await Reader.open(target.door(endpoint, target.passes.attacker));
          const end = await reader.offer(attack.make(prey), kind);
          reader.close();
          return verdictOf(end);
        };
        cases.push({ group: 'yjs', name: `${attack.name} (${endpoint})`, run });
      }
    }
  }
  return cases;
}

/**
 * Edits that are sound in themselves but not this person's to make: without a pass, or with one for
 * another document; and, once the owner has closed the plot, of anyone but the owner.
 */
export function rightCases(target: Target, watcher: Reader, pass: string, why: string): readonly Case[] {
  return ENDPOINTS.flatMap((endpoint) =>
    ([1, 2] as const).flatMap((kind) =>
      ['a move', 'a tie', 'a cut'].map((what, index): Case => {
        const prey = preyOf(target, watcher.doc, seededRandom(index + 1), FIRST_CLIENT - 1 - index - kind * 10);
        const run = async () => {
          const reader = await Reader.open(target.door(endpoint, pass));
          const end = await reader.offer(honestUpdate(prey, what), kind);
          reader.close();
          return verdictOf(end);
        };
        return { group: 'yjs', name: `${what} ${why} (${endpoint})`, run };
      }),
    ),
  );
}

/**
 * The same frames with an honest edit, which must be taken: refusals say something only if this passes.
 * `turn` tells one time from another.
 */
export async function honestEdit(target: Target, turn: number): Promise<void> {
  for (const [index, endpoint] of ENDPOINTS.entries()) {
    const reader = await Reader.open(target.door(endpoint, target.passes.honest));
    const prey = preyOf(target, reader.doc, seededRandom(turn + index), 10_000 + turn * 10 + index);
    const end = await reader.offer(honestUpdate(prey, 'a move'));
    reader.close();
    if (end !== null) throw new Error(`an honest edit was refused (${endpoint}): ${end}`);
  }
}

function honestUpdate(prey: Prey, what: string): Uint8Array {
  return clientUpdate(prey, (doc) => {
    const { ties } = regionOf(doc);
    const [tie] = prey.ties;
    const standing = tie ? ties.get(tie) : undefined;
    if (what === 'a move') doc.getMap('places').set(pick(prey, prey.notes), place(prey));
    else if (what === 'a tie' && standing) ties.set(newId(), standing);
    else if (tie) ties.delete(tie);
  });
}

/** What every reader of the region knows. */
function preyOf(target: Target, doc: Y.Doc, random: () => number, mine: number): Prey {
  const { plot, notes, ties } = target;
  const prey: Prey = { doc, plot, notes, ties, server: 0, victim: 0, mine, random };
  const [note = newId()] = notes;
  return { ...prey, server: clockOf(prey, 'notes', note)[0], victim: clockOf(prey, 'places', note)[0] };
}

/** The connection lives and the question after the update was answered: the update was taken. */
export function verdictOf(end: string | null): Outcome {
  if (end === null) return 'accepted';
  return end.startsWith('1011') || end.startsWith('1006') || end === 'internal' ? 'crashed' : 'refused';
}
