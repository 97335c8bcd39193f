import { createEncoder, toUint8Array, writeVarUint } from 'lib0/encoding';
import * as Y from 'yjs';
import { newId } from '@oto/schema/base/id';
import { regionOf } from '@oto/schema/board/roots';
import { forge, hole, item, values, type Block, type Clock } from './forge.ts';
import { below, clientUpdate, clockOf, pick, place, tie, type Attack, type Prey } from './prey.ts';

const aPlace = (prey: Prey) => values({ parent: 'places', key: pick(prey, prey.notes) }, place(prey));
const legal = (prey: Prey): Block => ({ client: prey.mine, clock: 0, structs: [aPlace(prey)] });
const aNote = (prey: Prey): Clock => clockOf(prey, 'notes', pick(prey, prey.notes));
const state = (prey: Prey, client: number): number => Y.getState(prey.doc.store, client);

const ENCODINGS: readonly Attack[] = [
  {
    name: 'the second encoding',
    make: (prey) => Y.convertUpdateFormatV1ToV2(clientUpdate(prey, (doc) => doc.getMap('places').set(pick(prey, prey.notes), place(prey)))),
  },
  {
    name: 'a block cut short',
    make: (prey) => {
      const sound = forge([{ client: prey.mine, clock: 0, structs: [aPlace(prey), aPlace(prey)] }]);
      return sound.slice(0, below(prey, sound.length - 1));
    },
  },
  {
    name: 'a length that lies',
    make: (prey) => {
      const lying = item({ parent: 'places', key: pick(prey, prey.notes) }, 'binary', (encoder) => {
        writeVarUint(encoder, 2 ** (20 + below(prey, 30)));
      });
      return forge([{ client: prey.mine, clock: 0, structs: [lying] }]);
    },
  },
  {
    name: 'a count that lies',
    make: (prey) => {
      const encoder = createEncoder();
      for (const number of [2 ** (10 + below(prey, 40)), 1, prey.mine, 0]) writeVarUint(encoder, number);
      aPlace(prey)(encoder);
      writeVarUint(encoder, 0);
      return toUint8Array(encoder);
    },
  },
  {
    name: 'a client block repeated',
    make: (prey) =>
      forge([legal(prey), { ...legal(prey), clock: pick(prey, [0, 1]), structs: [values({ parent: 'notes', key: newId() }, 1)] }]),
  },
  {
    name: 'a client block without structs',
    make: (prey) =>
      forge([
        { client: prey.mine, clock: below(prey, 9), structs: [] },
        { ...legal(prey), client: prey.mine + 1 },
      ]),
  },
  {
    name: 'more clients than anyone is',
    make: (prey) => forge(Array.from({ length: 129 + below(prey, 300) }, (_, index) => ({ ...legal(prey), client: prey.mine + index }))),
  },
];

const CLOCKS: readonly Attack[] = [
  { name: 'a clock ahead', make: (prey) => forge([{ ...legal(prey), clock: 1 + below(prey, 1000) }]) },
  { name: 'a clock beyond all numbers', make: (prey) => forge([{ ...legal(prey), clock: 2 ** pick(prey, [31, 32, 48, 53]) }]) },
  {
    name: 'the clock of another member',
    make: (prey) => forge([{ ...legal(prey), client: prey.victim, clock: state(prey, prey.victim) }]),
  },
  {
    name: 'the clock of the server',
    make: (prey) => forge([{ ...legal(prey), client: prey.server, clock: state(prey, prey.server) }]),
  },
  {
    name: 'a struct that begins in what is known and ends beyond',
    make: (prey) => {
      const victim = pick(prey, [prey.victim, prey.server]);
      const known = 1 + below(prey, Math.min(3, state(prey, victim)));
      const head = { parent: 'places', key: pick(prey, prey.notes) };
      return forge([
        {
          client: victim,
          clock: state(prey, victim) - known,
          structs: [values(head, ...Array.from({ length: known + 1 }, () => place(prey)))],
        },
      ]);
    },
  },
  { name: 'a length of nothing', make: (prey) => forge([{ client: prey.mine, clock: 0, structs: [hole('gc', 0), aPlace(prey)] }]) },
  {
    name: 'garbage of one’s own',
    make: (prey) => forge([{ client: prey.mine, clock: 0, structs: [hole('gc', 1 + below(prey, 2 ** 30))] }]),
  },
  {
    name: 'garbage before a legal edit',
    make: (prey) => forge([{ client: prey.mine, clock: 0, structs: [hole('gc', 1 + below(prey, 5)), aPlace(prey)] }]),
  },
  {
    name: 'garbage in place of what others wrote',
    make: (prey) => {
      const victim = pick(prey, [prey.victim, prey.server]);
      const from = below(prey, state(prey, victim));
      return forge([{ client: victim, clock: from, structs: [hole('gc', state(prey, victim) - from + 1)] }]);
    },
  },
  {
    name: 'a skip that hides a gap',
    make: (prey) => forge([{ client: prey.mine, clock: 0, structs: [hole('skip', 1 + below(prey, 2 ** 20)), aPlace(prey)] }]),
  },
  {
    name: 'a skip between two edits',
    make: (prey) => forge([{ client: prey.mine, clock: 0, structs: [aPlace(prey), hole('skip', 1 + below(prey, 9)), aPlace(prey)] }]),
  },
];

const ORIGINS: readonly Attack[] = [
  {
    name: 'an origin in itself or its own future',
    make: (prey) =>
      forge([{ client: prey.mine, clock: 0, structs: [values({ origin: [prey.mine, below(prey, 3)] }, place(prey)), aPlace(prey)] }]),
  },
  {
    name: 'a right origin in its own future',
    make: (prey) =>
      forge([{ client: prey.mine, clock: 0, structs: [values({ rightOrigin: [prey.mine, below(prey, 3)] }, place(prey)), aPlace(prey)] }]),
  },
  {
    name: 'origins in a ring of clients',
    make: (prey) => {
      const length = 2 + below(prey, 6);
      return forge(
        Array.from({ length }, (_, index) => ({
          client: prey.mine + index,
          clock: 0,
          structs: [values({ origin: [prey.mine + ((index + 1) % length), 0] }, place(prey))],
        })),
      );
    },
  },
  {
    name: 'an origin that is not',
    make: (prey) => forge([{ client: prey.mine, clock: 0, structs: [values({ origin: [prey.mine + 9, 0] }, place(prey))] }]),
  },
  {
    name: 'a parent in its own future',
    make: (prey) => forge([{ client: prey.mine, clock: 0, structs: [values({ parent: [prey.mine, 0], key: 'x' }, place(prey))] }]),
  },
  {
    name: 'a value behind a note',
    make: (prey) => forge([{ client: prey.mine, clock: 0, structs: [values({ origin: aNote(prey) }, place(prey))] }]),
  },
  {
    name: 'a value behind a note, through an edit of one’s own',
    make: (prey) =>
      forge([
        {
          client: prey.mine,
          clock: 0,
          structs: [values({ origin: aNote(prey) }, place(prey)), values({ origin: [prey.mine, 0] }, place(prey))],
        },
      ]),
  },
  {
    name: 'a value before a note',
    make: (prey) => forge([{ client: prey.mine, clock: 0, structs: [values({ rightOrigin: aNote(prey) }, place(prey))] }]),
  },
  {
    name: 'a value wedged between others',
    make: (prey) => {
      const at = clockOf(prey, 'places', pick(prey, prey.notes));
      return forge([{ client: prey.mine, clock: 0, structs: [values({ origin: at, rightOrigin: at }, place(prey))] }]);
    },
  },
];

/** Delete ranges that hit a note, whatever stands around the hit. */
const DELETES: readonly Attack[] = [
  { name: 'deletes a note', make: (prey) => clientUpdate(prey, (doc) => regionOf(doc).notes.delete(pick(prey, prey.notes))) },
  { name: 'deletes the claim', make: (prey) => clientUpdate(prey, (doc) => regionOf(doc).claim.delete('c')) },
  {
    name: 'deletes in overlapping ranges',
    make: (prey) => {
      const [client, clock] = aNote(prey);
      const low = Math.max(0, clock - below(prey, 3));
      return forge(
        [legal(prey)],
        [
          {
            client,
            ranges: [
              [low, clock - low + 1],
              [low, clock - low + 1],
              [clock, 1],
            ],
          },
        ],
      );
    },
  },
  {
    name: 'deletes in unsorted ranges',
    make: (prey) => {
      const [client, clock] = aNote(prey);
      const ranges = [
        [clock, 1],
        [0, 1],
        [Math.max(0, clock - 1), 1],
      ] as const;
      return forge([], [{ client, ranges: prey.random() < 0.5 ? ranges : ranges.toReversed() }]);
    },
  },
  {
    name: 'deletes under a client named twice',
    make: (prey) => {
      const [client, clock] = aNote(prey);
      const mine = clockOf(prey, 'places', pick(prey, prey.notes));
      const own = { client: mine[0], ranges: [[mine[1], 1]] as const };
      const note = { client, ranges: [[clock, 1]] as const };
      return forge([], prey.random() < 0.5 ? [note, own, note] : [own, note, own]);
    },
  },
  { name: 'deletes all there is', make: (prey) => forge([], [{ client: prey.server, ranges: [[0, state(prey, prey.server)]] }]) },
  {
    name: 'deletes beyond all there is',
    make: (prey) => forge([], [{ client: prey.server, ranges: [[0, state(prey, prey.server) + 1 + below(prey, 2 ** 40)]] }]),
  },
  { name: 'deletes up to where numbers end', make: (prey) => forge([], [{ client: prey.server, ranges: [[2 ** 52, 2 ** 52]] }]) },
  { name: 'deletes nothing', make: (prey) => forge([], [{ client: prey.mine, ranges: [[below(prey, 9), 0]] }]) },
  { name: 'deletes of a client that is not', make: (prey) => forge([], [{ client: prey.mine, ranges: [[0, 1 + below(prey, 9)]] }]) },
  {
    name: 'a deletion of a note as a struct',
    make: (prey) =>
      forge([
        {
          client: prey.mine,
          clock: 0,
          structs: [item({ origin: aNote(prey) }, 'deleted', (encoder) => writeVarUint(encoder, 1 + below(prey, 9)))],
        },
      ]),
  },
  {
    name: 'a legal tie, and a note deleted in its shadow',
    make: (prey) => {
      const [client, clock] = aNote(prey);
      return forge(
        [{ client: prey.mine, clock: 0, structs: [values({ parent: 'ties', key: newId() }, tie(prey))] }],
        [{ client, ranges: [[clock, 1]] }],
      );
    },
  },
];

/** How an update may be built that no honest encoder builds, or that reaches what is not its author's. */
export const STRUCTURE_ATTACKS: readonly Attack[] = [...ENCODINGS, ...CLOCKS, ...ORIGINS, ...DELETES];
