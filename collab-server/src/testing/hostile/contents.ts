import { writeAny, writeUint8, writeVarString, writeVarUint, writeVarUint8Array, type Encoder } from 'lib0/encoding';
import * as Y from 'yjs';
import { newId } from '@oto/schema/base/id';
import { CONTENT, forge, item, values, type Content, type Write } from './forge.ts';
import { below, clientUpdate, clockOf, pick, place, tie, type Attack, type Prey } from './prey.ts';

const JSON_TEXT = '[1,2,3,4]';

/** Bodies of the contents that no record of the board is made of, as their decoders read them. */
const BODIES: Readonly<Record<Exclude<Content, 'any' | 'gc' | 'skip' | 'deleted'>, (prey: Prey) => Write>> = {
  json: () => (encoder) => {
    writeVarUint(encoder, 1);
    writeVarString(encoder, JSON_TEXT);
  },
  binary: (prey) => (encoder) => writeVarUint8Array(encoder, new Uint8Array(below(prey, 40))),
  string: () => (encoder) => writeVarString(encoder, JSON_TEXT),
  embed: () => (encoder) => writeVarString(encoder, JSON_TEXT),
  format: () => (encoder) => {
    writeVarString(encoder, 'bold');
    writeVarString(encoder, 'true');
  },
  type: (prey) => (encoder) => {
    // Array, map, text, element, fragment, hook, xml text; an element and a hook have a name.
    const kind = below(prey, 7);
    writeVarUint(encoder, kind);
    if (kind === 3 || kind === 5) writeVarString(encoder, 'p');
  },
  doc: () => (encoder) => {
    writeVarString(encoder, newId());
    writeAny(encoder, { autoLoad: true });
  },
};

const FOREIGN_CONTENTS: readonly Attack[] = Object.entries(BODIES).map(([content, body]) => ({
  name: `content ${content}`,
  make: (prey) => {
    const key = pick(prey, prey.notes);
    const parent = pick(prey, ['places', 'ties', 'notes']);
    return forge([{ client: prey.mine, clock: 0, structs: [item({ parent, key }, content as keyof typeof BODIES, body(prey))] }]);
  },
}));

function setting(name: string, root: string, value: (prey: Prey) => unknown, key?: (prey: Prey) => string): Attack {
  return {
    name,
    make: (prey) =>
      forge([
        { client: prey.mine, clock: 0, structs: [values({ parent: root, key: key?.(prey) ?? pick(prey, prey.notes) }, value(prey))] },
      ]),
  };
}

const BAD_NUMBERS = [
  Number.NaN,
  Number.POSITIVE_INFINITY,
  Number.NEGATIVE_INFINITY,
  0.5,
  1e300,
  1801,
  -1801,
  2 ** 53,
  1n,
  null,
  undefined,
  '0',
  true,
  [0],
  {},
] as const;
const PROTOTYPE_KEYS = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', '__defineGetter__', 'valueOf'] as const;

const BAD_VALUES: readonly Attack[] = [
  setting('a number that is no coordinate', 'places', (prey) => place(prey).with(below(prey, 2), pick(prey, BAD_NUMBERS) as number)),
  setting('a place of the wrong shape', 'places', (prey) =>
    pick<unknown>(prey, [[], place(prey).slice(1), [...place(prey), 0], { 0: 1, 1: 2, 2: 3, 3: 4, length: 4 }, 'x', null, undefined, 7]),
  ),
  setting(
    'a number that is no colour or version',
    'ties',
    (prey) => ({ ...tie(prey), [pick(prey, ['v', 'c'])]: pick(prey, [...BAD_NUMBERS, 16, -1]) }),
    newId,
  ),
  setting(
    'a tie with a field too many',
    'ties',
    (prey) => ({ ...tie(prey), [pick(prey, ['x', 'constructor', 'toString', 'w'])]: 1 }),
    newId,
  ),
  setting('a tie with a long name', 'ties', (prey) => ({ ...tie(prey), n: 'n'.repeat(81 + below(prey, 10_000)) }), newId),
  setting('a tie of a note to itself', 'ties', (prey) => ({ ...tie(prey), b: tie(prey).a }), newId),
  setting(
    'a tie to a note that is not',
    'ties',
    (prey) => {
      const sound = tie(prey);
      const end = [newId(), ...sound.a.slice(1)];
      return pick(prey, [
        { ...sound, a: end },
        { ...sound, b: end },
      ]);
    },
    newId,
  ),
  setting('a place of a note that is not', 'places', place, newId),
  setting('a string of a megabyte', 'ties', (prey) => ({ ...tie(prey), n: 's'.repeat(1024 * 1024 + below(prey, 1000)) }), newId),
];

const BAD_NAMES: readonly Attack[] = [
  setting('a key of the prototype', 'places', place, (prey) => pick(prey, [...PROTOTYPE_KEYS])),
  setting('a key that is no id', 'ties', tie, (prey) =>
    pick(prey, ['', ' ', 'k'.repeat(1 + below(prey, 500)), `${pick(prey, prey.notes)} `, '\0', '../x']),
  ),
  {
    name: 'a root of the server, or of nobody',
    make: (prey) => {
      const parent = pick(prey, ['claim', 'notes', 'inbound', 'plots', 'gossip', '', ...PROTOTYPE_KEYS]);
      return forge([{ client: prey.mine, clock: 0, structs: [values({ parent, key: pick(prey, prey.notes) }, place(prey))] }]);
    },
  },
  {
    name: 'an object whose prototype is replaced',
    make: (prey) => {
      const replaced = (encoder: Encoder) => {
        writeVarUint(encoder, 1);
        writeUint8(encoder, 118);
        const sound = Object.entries(tie(prey));
        writeVarUint(encoder, sound.length + 1);
        for (const [key, value] of sound) {
          writeVarString(encoder, key);
          writeAny(encoder, value);
        }
        writeVarString(encoder, '__proto__');
        writeAny(encoder, tie(prey));
      };
      return forge([{ client: prey.mine, clock: 0, structs: [item({ parent: 'ties', key: newId() }, 'any', replaced)] }]);
    },
  },
  {
    name: 'arrays within arrays, thousands deep',
    make: (prey) => {
      const deep = (encoder: Encoder) => {
        writeVarUint(encoder, 1);
        for (let i = 0; i < 1000 + below(prey, 60_000); i++) for (const byte of [117, 1]) writeUint8(encoder, byte);
        writeAny(encoder, 1);
      };
      return forge([{ client: prey.mine, clock: 0, structs: [item({ parent: 'places', key: pick(prey, prey.notes) }, 'any', deep)] }]);
    },
  },
];

const NESTED: readonly Attack[] = [
  {
    name: 'a child of a plain value',
    make: (prey) => {
      const parent = clockOf(prey, pick(prey, ['notes', 'places']), pick(prey, prey.notes));
      return forge([{ client: prey.mine, clock: 0, structs: [values({ parent, key: 'x' }, place(prey))] }]);
    },
  },
  {
    name: 'a child of a type in the same update',
    make: (prey) =>
      forge([
        {
          client: prey.mine,
          clock: 0,
          structs: [
            item({ parent: 'places', key: pick(prey, prey.notes) }, 'type', (encoder) => writeVarUint(encoder, 1)),
            values({ parent: [prey.mine, 0], key: pick(prey, prey.notes) }, place(prey)),
          ],
        },
      ]),
  },
  {
    name: 'an entry of a list under a root map',
    make: (prey) => forge([{ client: prey.mine, clock: 0, structs: [values({ parent: pick(prey, ['places', 'ties']) }, place(prey))] }]),
  },
  {
    name: 'a type of an ordinary client',
    make: (prey) =>
      clientUpdate(prey, (doc) => {
        const thing = pick<() => unknown>(prey, [
          () => new Y.Map([['x', 1]]),
          () => Y.Array.from([1]),
          () => new Y.Text('x'),
          () => new Y.XmlElement('p'),
          () => new Y.Doc(),
          () => new Uint8Array(3),
        ])();
        doc.getMap(pick(prey, ['places', 'ties'])).set(pick(prey, prey.notes), thing);
      }),
  },
  {
    name: 'an illegal value under a legal one of the same key',
    make: (prey) =>
      clientUpdate(
        prey,
        (doc) => {
          const key = pick(prey, prey.notes);
          doc.getMap('places').set(key, ['hidden']);
          doc.getMap('places').set(key, place(prey));
        },
        false,
      ),
  },
  {
    name: 'an illegal value before a legal one in one item',
    make: (prey) => {
      const head = { parent: 'places', key: pick(prey, prey.notes) };
      return forge([{ client: prey.mine, clock: 0, structs: [values(head, 'hidden', place(prey))] }]);
    },
  },
];

const UNKNOWN_CONTENT: Attack = {
  name: 'a content of no kind',
  make: (prey) => {
    const reference = pick(prey, [CONTENT.skip, 11, 12, 19, 31]);
    const alien: Write = (encoder) => {
      writeUint8(encoder, 0b1000_0000 | reference);
      for (const number of [...clockOf(prey, 'places', pick(prey, prey.notes)), 1]) writeVarUint(encoder, number);
      writeAny(encoder, place(prey));
    };
    return forge([{ client: prey.mine, clock: 0, structs: [alien] }]);
  },
};

/** What an update may carry that no record of the board is made of. */
export const CONTENT_ATTACKS: readonly Attack[] = [...FOREIGN_CONTENTS, ...BAD_VALUES, ...BAD_NAMES, ...NESTED, UNKNOWN_CONTENT];
