import { writeUint8Array, writeVarString, writeVarUint, writeVarUint8Array } from 'lib0/encoding';
import { seededRandom } from '@oto/schema/base/seeded-random';
import { tileOf } from '@oto/schema/geometry/lattice';
import type { Case, Outcome } from './case.ts';
import { verdictOf } from './edit.ts';
import { forgedTokens } from './forged-token.ts';
import { Reader, written, type Endpoint } from './reader.ts';
import { badFrames } from './socket-frame.ts';
import { badPaths, badUpgrades } from './socket-upgrade.ts';
import type { Target } from './target.ts';

const ENDPOINTS: readonly Endpoint[] = ['tile', 'y'];
/** With LIMITS_FACTOR 100 a socket may send 10,000 messages at once, then 5,000 a second. */
const FLOOD = 40_000;

/** Hostile sockets and messages. Whatever they say, the server ends them or says nothing. */
export async function socketCases(target: Target, watcher: Reader, rounds: number): Promise<readonly Case[]> {
  return [
    ...badUpgrades(target),
    ...badPaths(target),
    ...(await forgedPasses(target)),
    ...badMessages(target),
    ...garbage(target, rounds),
    ...badFrames(target),
    ...floods(target),
    ...broadcasts(target, watcher),
  ];
}

/** A pass nobody issued opens no document. */
async function forgedPasses(target: Target): Promise<readonly Case[]> {
  const tokens = (await forgedTokens(target)).filter(({ token }) => token.length < 14_000);
  return tokens.flatMap(({ name, token }) =>
    ENDPOINTS.map((endpoint): Case => ({
      group: 'websocket',
      name: `${name} (${endpoint})`,
      run: () => entered(new Reader(target.door(endpoint, token))),
    })),
  );
}

async function entered(reader: Reader): Promise<Outcome> {
  const end = await reader.enter();
  reader.close();
  return verdictOf(end);
}

/** Messages that no client of the protocol writes, before and after a pass was shown. */
function badMessages(target: Target): readonly Case[] {
  const { region, plot } = target;
  const named = (name: string, ...numbers: readonly number[]) =>
    written((encoder) => {
      writeVarString(encoder, name);
      writeUint8Array(encoder, Uint8Array.from(numbers));
    });
  const tile = tileOf(plot);
  const tileMessages: readonly (readonly [string, Uint8Array | string])[] = [
    ['text', 'hello'],
    ['JSON', '{"type":"sync"}'],
    ['nothing', new Uint8Array()],
    ['one byte', Uint8Array.of(1)],
    ['a name longer than the message', Uint8Array.of(90, 97, 98)],
    ['a name without end', Uint8Array.of(255, 255, 255, 255, 255, 255, 255, 255, 255, 255)],
    ['a name of 200 bytes', named('x'.repeat(200), 0, 0, 1, 0)],
    ['a name with a session', named(`${region}\0other`, 0, 0, 1, 0)],
    ['a sync step of no kind', named(region, 0, 9, 1, 0)],
    ['a sync step cut short', named(region, 0, 2, 50, 1)],
    ['a state vector that lies', named(region, 0, 0, 3, 255, 255, 3)],
    ['a state vector cut short', named(region, 0, 0, 9, 1)],
    ['awareness cut short', named(region, 1, 50, 1)],
    ['an update of nothing but zeros', named(region, 0, 2, 4, 0, 0, 0, 0)],
  ];
  const roomMessages: readonly (readonly [string, Uint8Array | string])[] = [
    ['text', 'hello'],
    ['nothing', new Uint8Array()],
    ['a type of no kind', Uint8Array.of(9)],
    ['Hocuspocus’ reply', Uint8Array.of(4, 1, 2, 0, 0)],
    ['Hocuspocus’ stateless message', Uint8Array.of(5, 1, 97)],
    ['a broadcast', Uint8Array.of(6, 1, 97)],
    ['a close', Uint8Array.of(7, 0)],
    ['a permission', Uint8Array.of(2, 0, 1, 97)],
    ['another pass', Uint8Array.of(2, 0, 2, 97, 98)],
    ['a sync step of no kind', Uint8Array.of(0, 9, 1, 0)],
    ['a sync step cut short', Uint8Array.of(0, 2, 50, 1)],
    ['half a sync', Uint8Array.of(0)],
    ['a state vector that lies', Uint8Array.of(0, 0, 3, 255, 255, 3)],
    ['a length without end', Uint8Array.of(0, 2, 255, 255, 255, 255, 255, 255, 255, 255)],
    ['awareness cut short', Uint8Array.of(1, 50, 1)],
    ['an update of nothing but zeros', Uint8Array.of(0, 2, 4, 0, 0, 0, 0)],
  ];
  const of = (endpoint: Endpoint, list: typeof tileMessages) =>
    list.map(([name, message]): Case => ({
      group: 'websocket',
      name: `message: ${name} (${endpoint})`,
      async run() {
        const reader = await Reader.open(target.door(endpoint, target.passes.attacker));
        reader.send(message);
        return ended(reader);
      },
    }));
  const names = [
    'atlas/999999,999999.1',
    `region/${plot.x},${plot.y}.2`,
    `region/${plot.x},${plot.y}.0`,
    `region/${plot.x},${plot.y}.1 `,
    `region/${plot.x},${plot.y}`,
    `region/${plot.x + 160},${plot.y}.1`,
    'region/99999999999,0.1',
    'REGION/0,0.1',
    '__proto__',
    'constructor',
    'toString',
    '../region/0,0.1',
    '',
    ' ',
    `atlas/${tile.x},${tile.y}.2`,
  ];
  const nowhere = names.map((document): Case => ({
    group: 'websocket',
    name: `document ${JSON.stringify(document)}`,
    run: () => entered(new Reader({ ...target.door('tile', target.passes.attacker), document })),
  }));
  return [...of('tile', tileMessages), ...of('y', roomMessages), ...nowhere];
}

/** Whether the server ends it; one that goes on answering has taken what it was sent. */
async function ended(reader: Reader): Promise<Outcome> {
  const end = await reader.ask();
  reader.close();
  return verdictOf(end);
}

/** Random bytes, and sound messages with bytes changed or the tail cut off. */
function garbage(target: Target, rounds: number): readonly Case[] {
  return Array.from({ length: rounds * 20 }, (_, n) => n).flatMap((n) =>
    ENDPOINTS.map((endpoint): Case => ({
      group: 'websocket',
      name: `random bytes ${n} (${endpoint})`,
      async run() {
        const random = seededRandom(n * 2 + ENDPOINTS.indexOf(endpoint) + 1);
        const reader = await Reader.open(target.door(endpoint, target.passes.attacker));
        const bytes = Uint8Array.from({ length: 2 + Math.floor(random() * 400) }, () => Math.floor(random() * 256));
        // The first byte neither a message type (y) nor the length of this document's name (tile).
        bytes[0] = 101 + Math.floor(random() * 155);
        reader.send(bytes);
        return ended(reader);
      },
    })),
  );
}

/** More than a socket may say, or may make the server remember before it shows a pass. */
function floods(target: Target): readonly Case[] {
  const flood = (name: string, endpoint: Endpoint, isIn: boolean, message: (n: number) => Uint8Array, count = FLOOD): Case => ({
    group: 'websocket',
    name: `flood: ${name} (${endpoint})`,
    async run() {
      const door = target.door(endpoint, isIn ? target.passes.attacker : '');
      const reader = new Reader(door);
      if (isIn) await reader.enter();
      else await reader.connected();
      for (let n = 0; n < count; n++) {
        reader.send(message(n));
        if (n % 1_000 === 999) await new Promise((resolve) => setImmediate(resolve));
      }
      const end = await reader.ended();
      reader.close();
      return verdictOf(end);
    },
  });
  const query = (document: string) =>
    written((encoder) => {
      writeVarString(encoder, document);
      writeVarUint(encoder, 3);
    });
  const megabyte = new Uint8Array(1024 * 1024 + 1);
  return [
    flood('questions', 'tile', true, () => query(target.region)),
    flood('questions', 'y', true, () => Uint8Array.of(3)),
    flood('messages before a pass', 'tile', false, () => query(target.region)),
    flood('documents that are not', 'tile', false, (n) => query(`region/${n},0.1`)),
    flood('passes', 'tile', true, () =>
      written((encoder) => {
        writeVarString(encoder, target.region);
        for (const number of [2, 0]) writeVarUint(encoder, number);
        writeVarString(encoder, 'x');
      }),
    ),
    ...ENDPOINTS.flatMap((endpoint) => [
      flood('more than 1 MiB', endpoint, true, () => megabyte, 1),
      flood('more than 1 MiB before a pass', endpoint, false, () => megabyte, 1),
    ]),
  ];
}

/** Words for everyone, which only servers may say: a watcher must not hear them. */
function broadcasts(target: Target, watcher: Reader): readonly Case[] {
  return [5, 6].map((type): Case => ({
    group: 'websocket',
    name: `a message for everyone (${type})`,
    async run() {
      const reader = await Reader.open(target.door('tile', target.passes.attacker));
      reader.message(type, (encoder) => writeVarUint8Array(encoder, new TextEncoder().encode('evil')));
      const end = await reader.ask();
      await watcher.ask();
      reader.close();
      return watcher.stateless.length > 0 ? 'accepted' : end === null ? 'refused' : verdictOf(end);
    },
  }));
}
