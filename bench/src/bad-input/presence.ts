import { createEncoder, toUint8Array, writeVarString, writeVarUint } from 'lib0/encoding';
import { newId } from '@oto/schema/base/id';
import { seededRandom } from '@oto/schema/base/seeded-random';
import type { Case, Outcome } from './case.ts';
import { verdictOf } from './edit.ts';
import { Reader, type Endpoint } from './reader.ts';
import type { Target } from './target.ts';

const ENDPOINTS: readonly Endpoint[] = ['tile', 'y'];
/** Awareness clients that attackers claim to be. */
const FIRST_CLIENT = 100_000_000;
const CROWD = 200_000_000;
const CROWD_SIZE = 500;
const ODD = 300_000_000;

/**
 * Presence that is not the sender's own or that `schema/board/presence` does not describe. It is
 * dropped in silence, so a watcher tells whether any was passed on; one in the owner's name must
 * neither change nor remove what the owner shows.
 */
export function presenceCases(target: Target, watcher: Reader, owner: number, rounds: number): readonly Case[] {
  const { attackerId, ownerId } = target;
  const me = { who: { id: attackerId, name: 'Eve', colour: 1 } };
  const deep = `${'['.repeat(50_000)}${']'.repeat(50_000)}`;
  const states: readonly (readonly [string, string, number | null])[] = [
    ['a state that removes another’s', 'null', owner],
    ['a state in another’s place', JSON.stringify({ ...me, cursor: [1, 1] }), owner],
    ['another’s name', JSON.stringify({ who: { id: ownerId, name: 'Owner', colour: 1 } }), null],
    ['a worker’s progress', JSON.stringify({ work: { note: target.notes[0], job: newId(), phase: 'x', pct: 5, n: 1 } }), null],
    ['a field too many', JSON.stringify({ ...me, evil: 1 }), null],
    ['prototype keys', '{"__proto__":{"who":1},"constructor":{"prototype":{}}}', null],
    ['a cursor off the world', JSON.stringify({ ...me, cursor: [1e9, 0] }), null],
    ['a cursor of no numbers', JSON.stringify({ ...me, cursor: ['<script>', null] }), null],
    ['a name of 100 kB', JSON.stringify({ who: { ...me.who, name: 'n'.repeat(100_000) } }), null],
    ['a thousand dragged notes', JSON.stringify({ drag: { ids: Array.from({ length: 1_000 }, () => newId()), dx: 0, dy: 0 } }), null],
    ['a laser of ten thousand points', JSON.stringify({ ...me, laser: Array.from({ length: 10_000 }, () => [0, 0]) }), null],
    ['a view of no size', JSON.stringify({ ...me, view: { at: [0, 0], span: [0, -1] } }), null],
    ['no object', '"state"', null],
    ['a list', '[1,2,3]', null],
    ['a number', '17', null],
    ['JSON cut short', '{"who":', null],
    ['JSON thousands deep', deep, null],
    ['NaN', '{"cursor":[NaN,0]}', null],
  ];
  const single = Array.from({ length: rounds }, (_, round) => round).flatMap((round) =>
    states.flatMap(([name, json, client]) =>
      ENDPOINTS.map((endpoint): Case => {
        const mine = FIRST_CLIENT + round * 1_000 + Math.floor(seededRandom(json.length + round)() * 1_000);
        const update = awarenessUpdate([[client ?? mine, 1_000 + round, json]]);
        return {
          group: 'yjs',
          name: `presence: ${name} (${endpoint})`,
          run: () => spoken(target, watcher, endpoint, update, client ?? mine, owner),
        };
      }),
    ),
  );
  const malformed: readonly (readonly [string, Uint8Array])[] = [
    ['a count that lies', Uint8Array.of(255, 255, 3)],
    ['nothing at all', new Uint8Array()],
    ['an update cut short', awarenessUpdate([[ODD, 1, '{}']]).slice(0, 6)],
    ['a clock beyond all numbers', awarenessUpdate([[owner, Number.MAX_SAFE_INTEGER, 'null']])],
  ];
  const odd = malformed.flatMap(([name, update]) =>
    ENDPOINTS.map((endpoint): Case => ({
      group: 'yjs',
      name: `presence: ${name} (${endpoint})`,
      run: () => spoken(target, watcher, endpoint, update, ODD, owner),
    })),
  );
  const many = ENDPOINTS.map((endpoint, index): Case => {
    const first = CROWD + index * CROWD_SIZE;
    const crowd = Array.from({ length: CROWD_SIZE }, (_, n) => [first + n, 1, JSON.stringify({ cursor: [n, n] })] as const);
    // One own state is lawful; any of the others is not.
    const run = () => spoken(target, watcher, endpoint, awarenessUpdate(crowd), first + 1, owner);
    return { group: 'yjs', name: `presence: a crowd from one connection (${endpoint})`, run };
  });
  return [...single, ...odd, ...many];
}

async function spoken(
  target: Target,
  watcher: Reader,
  endpoint: Endpoint,
  update: Uint8Array,
  client: number,
  owner: number,
): Promise<Outcome> {
  const before = JSON.stringify(watcher.awareness.getStates().get(owner));
  const reader = await Reader.open(target.door(endpoint, target.passes.attacker));
  const end = await reader.speak(update);
  const shown = reader.shown.has(client) && client !== owner;
  await watcher.ask();
  reader.close();
  if (end !== null) return verdictOf(end);
  const changed = JSON.stringify(watcher.awareness.getStates().get(owner)) !== before;
  return shown || changed || (client !== owner && watcher.shown.has(client)) ? 'accepted' : 'refused';
}

export function awarenessUpdate(states: readonly (readonly [client: number, clock: number, json: string])[]): Uint8Array {
  const encoder = createEncoder();
  writeVarUint(encoder, states.length);
  for (const [client, clock, json] of states) {
    writeVarUint(encoder, client);
    writeVarUint(encoder, clock);
    writeVarString(encoder, json);
  }
  return toUint8Array(encoder);
}
