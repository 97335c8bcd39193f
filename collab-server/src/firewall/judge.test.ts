import { createEncoder, toUint8Array, writeAny, writeUint8, writeVarString, writeVarUint } from 'lib0/encoding';
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { canonicalJson } from '@oto/schema/base/canonical-json';
import { newId } from '@oto/schema/base/id';
import { TIES_MAX, type NoteRecord, type TieRecord } from '@oto/schema/board/record';
import { regionOf } from '@oto/schema/board/roots';
import type { Actor } from '../document/actor.ts';
import { inspect } from './inspect.ts';
import { judge, type Ground } from './judge.ts';

const here = newId();
const other = newId();
const abroad = newId();
const me = newId();
const plot = { x: 4, y: -6 };
const record: NoteRecord = { v: 1, k: 'image', s: [0, 0, 0], o: me };
const hash = createHash('sha256').update(canonicalJson(record)).digest('base64url');
const expires = Number.MAX_SAFE_INTEGER;
const member: Actor = { kind: 'member', id: me, operator: false, expires };
const service = (more: { record?: string | null; document?: string; note?: typeof here }): Actor => ({
  kind: 'service',
  name: 'worker-1',
  document: 'region/4,-6.1',
  note: here,
  record: hash,
  expires,
  ...more,
});

function region(): Y.Doc {
  const doc = new Y.Doc();
  const { notes, claim, places } = regionOf(doc);
  doc.getMap('ties');
  notes.set(here, record);
  notes.set(other, record);
  places.set(other, [1, 1, 1, 1]);
  claim.set('c', { v: 1, o: me, p: 'open', t: 0 });
  return doc;
}

function ground(doc: Y.Doc, allowed: (x: number, y: number) => boolean = () => true): Ground {
  const { notes, ties } = regionOf(doc);
  return {
    kind: 'region',
    name: 'region/4,-6.1',
    plot,
    mayWrite: (at) => allowed(at.x, at.y),
    note: (id) => {
      const seat = notes.get(id)?.s;
      return seat ? [id, plot.x, plot.y, seat[0], seat[1]] : id === abroad ? [abroad, 9, 9, 30, -40] : null;
    },
    tie: (key) => ties.get(key) ?? null,
    ties: () => ties.size,
  };
}

/** What the firewall says to a client that loaded the region and did `change`. */
function verdict(change: (doc: Y.Doc) => void, actor: Actor = member, allowed?: (x: number, y: number) => boolean): string {
  const server = region();
  const client = new Y.Doc();
  Y.applyUpdate(client, Y.encodeStateAsUpdate(server));
  client.transact(() => change(client));
  return ruling(server, Y.encodeStateAsUpdate(client, Y.encodeStateVector(server)), actor, allowed);
}

function ruling(server: Y.Doc, update: Uint8Array, actor: Actor = member, allowed?: (x: number, y: number) => boolean): string {
  const seen = inspect(server, update);
  if (!seen.ok) return seen.code;
  const result = judge(seen.value, actor, ground(server, allowed));
  return result.ok ? 'ok' : result.code;
}

/** A hand-made V1 update: structs written by `body`, no deletes. */
function forged(blocks: readonly ((encoder: ReturnType<typeof createEncoder>) => void)[]): Uint8Array {
  const encoder = createEncoder();
  writeVarUint(encoder, blocks.length);
  for (const block of blocks) block(encoder);
  writeVarUint(encoder, 0);
  return toUint8Array(encoder);
}

/** A block of one item that sets `key` of `root` to an any-content written by `value`. */
function setBlock(client: number, clock: number, root: string, key: string, value: (encoder: ReturnType<typeof createEncoder>) => void) {
  return (encoder: ReturnType<typeof createEncoder>) => {
    writeVarUint(encoder, 1);
    writeVarUint(encoder, client);
    writeVarUint(encoder, clock);
    writeUint8(encoder, 8 | 0b0010_0000);
    writeVarUint(encoder, 1);
    writeVarString(encoder, root);
    writeVarString(encoder, key);
    writeVarUint(encoder, 1);
    value(encoder);
  };
}

const tie = (more: Partial<TieRecord>): TieRecord => ({ v: 1, a: [here, 4, -6, 0, 0], b: [other, 4, -6, 0, 0], c: 1, ...more });

describe('a member', () => {
  it('moves, moves back, ties and cuts', () => {
    expect(verdict((doc) => regionOf(doc).places.set(here, [10, -20, 30, 4]))).toBe('ok');
    expect(verdict((doc) => regionOf(doc).places.delete(other))).toBe('ok');
    expect(verdict((doc) => regionOf(doc).ties.set(newId(), tie({})))).toBe('ok');
    expect(verdict((doc) => regionOf(doc).ties.set(newId(), tie({ b: [abroad, 9, 9, 30, -40], n: 'see also' })))).toBe('ok');
  });

  it('writes no root of the server', () => {
    expect(verdict((doc) => regionOf(doc).notes.set(here, record))).toBe('edit_refused');
    expect(verdict((doc) => regionOf(doc).notes.delete(here))).toBe('edit_refused');
    expect(verdict((doc) => regionOf(doc).claim.set('c', { v: 1, o: me, p: 'open', t: 1 }))).toBe('edit_refused');
    expect(verdict((doc) => regionOf(doc).claim.delete('c'))).toBe('edit_refused');
    expect(verdict((doc) => regionOf(doc).inbound.set(newId(), { v: 1, k: 'tie', here, far: [other, 0, 0, 0, 0], c: 0 }))).toBe(
      'edit_refused',
    );
    expect(verdict((doc) => doc.getMap('gossip').set('x', 1))).toBe('edit_refused');
  });

  it('places only notes that are here, inside the plot, in whole units', () => {
    const place = (value: unknown, key: string = here) => verdict((doc) => doc.getMap('places').set(key, value));
    expect(place([0, 0, 0, 0], newId())).toBe('note_gone');
    expect(place([0, 0, 0, 0], abroad)).toBe('note_gone');
    expect(place([0, 0, 0, 0], 'not-an-id')).toBe('edit_refused');
    expect(place([0, 0, 0, 0], '__proto__')).toBe('edit_refused');
    expect(place([0, 0, 0, 0], 'constructor')).toBe('edit_refused');
    for (const value of [
      [1801, 0, 0, 0],
      [0, -1801, 0, 0],
      [0.5, 0, 0, 0],
      [Number.NaN, 0, 0, 0],
      [Number.POSITIVE_INFINITY, 0, 0, 0],
      [0, 0, 0],
      [0, 0, 0, 0, 0],
      ['0', 0, 0, 0],
      [null, 0, 0, 0],
      { 0: 0, 1: 0, 2: 0, 3: 0, length: 4 },
      'x',
      null,
      undefined,
      1n,
      new Uint8Array(4),
    ]) {
      expect(place(value)).toBe('edit_refused');
    }
  });

  it('is told that a plot is closed when its policy forbids', () => {
    const closed = () => false;
    expect(verdict((doc) => regionOf(doc).places.set(here, [0, 0, 0, 0]), member, closed)).toBe('plot_closed');
    expect(verdict((doc) => regionOf(doc).places.delete(other), member, closed)).toBe('plot_closed');
    expect(verdict((doc) => regionOf(doc).ties.set(newId(), tie({})), member, closed)).toBe('plot_closed');
    const newcomer: Actor = { kind: 'member', id: me, operator: false, newcomer: true, expires };
    expect(verdict((doc) => regionOf(doc).places.set(here, [0, 0, 0, 0]), newcomer, closed)).toBe('account_too_new');
  });

  it('ties only notes that exist, at their seats', () => {
    const put = (value: unknown) => verdict((doc) => doc.getMap('ties').set(newId(), value));
    expect(put(tie({ a: [newId(), 4, -6, 0, 0] }))).toBe('note_gone');
    expect(put(tie({ b: [newId(), 4, -6, 0, 0] }))).toBe('note_gone');
    expect(put(tie({ b: [newId(), 9, 9, 30, -40] }))).toBe('note_gone');
    expect(put(tie({ a: [here, 5, -6, 0, 0] }))).toBe('note_gone');
    expect(put(tie({ b: [abroad, 9, 8, 30, -40] }))).toBe('note_gone');
    expect(put(tie({ a: [here, 4, -6, 1, 0] }))).toBe('edit_refused');
    expect(put(tie({ b: [abroad, 9, 9, 30, 40] }))).toBe('edit_refused');
    expect(put(tie({ b: [here, 4, -6, 0, 0] }))).toBe('edit_refused');
    expect(put({ ...tie({}), extra: 1 })).toBe('edit_refused');
    expect(put({ ...tie({}), v: 2 })).toBe('edit_refused');
    for (const name of ['a\u0000b', 'a\nb', 'x'.repeat(81)]) expect(put(tie({ n: name }))).toBe('edit_refused');
    expect(put(tie({ n: 'Über die Wörter 🧵' }))).toBe('ok');
  });

  it('changes a tie only with rights at home and at every end, old and new', () => {
    const key = newId();
    const toAbroad = tie({ b: [abroad, 9, 9, 30, -40] });
    const change = (from: TieRecord, to: TieRecord, allowed: (x: number) => boolean) => {
      const server = region();
      regionOf(server).ties.set(key, from);
      const client = new Y.Doc();
      Y.applyUpdate(client, Y.encodeStateAsUpdate(server));
      regionOf(client).ties.set(key, to);
      return ruling(server, Y.encodeStateAsUpdate(client, Y.encodeStateVector(server)), member, allowed);
    };
    expect(change(tie({}), toAbroad, () => true)).toBe('ok');
    expect(change(tie({}), toAbroad, (x) => x === 4)).toBe('plot_closed');
    expect(change(toAbroad, tie({}), (x) => x === 4)).toBe('plot_closed');
    expect(change(toAbroad, { ...toAbroad, n: 'mine' }, (x) => x === 9)).toBe('plot_closed');
    expect(change(toAbroad, { ...toAbroad, c: 2 }, () => true)).toBe('ok');
  });

  it('cuts a tie with rights at its home or at either end', () => {
    const key = newId();
    const cut = (standing: TieRecord, allowed: (x: number) => boolean) => {
      const server = region();
      regionOf(server).ties.set(key, standing);
      const client = new Y.Doc();
      Y.applyUpdate(client, Y.encodeStateAsUpdate(server));
      regionOf(client).ties.delete(key);
      return ruling(server, Y.encodeStateAsUpdate(client, Y.encodeStateVector(server)), member, allowed);
    };
    const away: TieRecord = { v: 1, a: [newId(), 7, 7, 0, 0], b: [abroad, 9, 9, 30, -40], c: 1 };
    expect(cut(away, (x) => x === 4)).toBe('ok');
    expect(cut(away, (x) => x === 7)).toBe('ok');
    expect(cut(away, (x) => x === 9)).toBe('ok');
    expect(cut(away, (x) => x === 5)).toBe('plot_closed');
    expect(cut(tie({}), () => false)).toBe('plot_closed');
  });

  it('ties no more than a region holds, but may replace', () => {
    const full = (doc: Y.Doc) => {
      for (let n = 0; n < TIES_MAX; n++) regionOf(doc).ties.set(newId(), tie({}));
    };
    const server = region();
    full(server);
    const attempt = (change: (doc: Y.Doc) => void) => {
      const client = new Y.Doc();
      Y.applyUpdate(client, Y.encodeStateAsUpdate(server));
      client.transact(() => change(client));
      return ruling(server, Y.encodeStateAsUpdate(client, Y.encodeStateVector(server)));
    };
    const [first = '', second = ''] = [...regionOf(server).ties.keys()];
    expect(attempt((doc) => regionOf(doc).ties.set(newId(), tie({})))).toBe('ties_full');
    expect(attempt((doc) => regionOf(doc).ties.set(first, tie({ c: 3 })))).toBe('ok');
    expect(
      attempt((doc) => {
        regionOf(doc).ties.delete(first);
        regionOf(doc).ties.set(newId(), tie({}));
      }),
    ).toBe('ok');
    expect(
      attempt((doc) => {
        regionOf(doc).ties.delete(second);
        for (let n = 0; n < 2; n++) regionOf(doc).ties.set(newId(), tie({}));
      }),
    ).toBe('ties_full');
  });

  it('uses no list, text, nested type, binary or subdocument', () => {
    const places = (value: unknown) => verdict((doc) => doc.getMap('places').set(here, value));
    for (const value of [new Y.Map(), new Y.Array(), new Y.Text('x'), new Y.XmlFragment(), new Y.Doc(), new Uint8Array(1)]) {
      expect(places(value)).toBe('edit_refused');
    }
    const server = region();
    const client = new Y.Doc();
    client.getArray('places').insert(0, [1]);
    expect(ruling(server, Y.encodeStateAsUpdate(client))).toBe('edit_refused');
    const text = new Y.Doc();
    text.getText('ties').insert(0, 'x');
    expect(ruling(server, Y.encodeStateAsUpdate(text))).toBe('edit_refused');
    const xml = new Y.Doc();
    xml.getXmlFragment('places').insert(0, [new Y.XmlElement('p')]);
    expect(ruling(server, Y.encodeStateAsUpdate(xml))).toBe('edit_refused');
  });

  it('hides nothing under a legal value of the same key', () => {
    expect(
      verdict((doc) => {
        const { places } = regionOf(doc);
        doc.getMap('places').set(here, ['bad']);
        places.set(here, [1, 1, 1, 1]);
      }),
    ).toBe('ok');
    const server = region();
    const client = new Y.Doc({ gc: false });
    client.getMap('places').set(here, ['bad']);
    client.getMap('places').set(here, [1, 1, 1, 1]);
    expect(ruling(server, Y.encodeStateAsUpdate(client))).toBe('edit_refused');
  });
});

describe('hostile bytes', () => {
  const place = (encoder: ReturnType<typeof createEncoder>) => writeAny(encoder, [1, 2, 3, 4]);

  it('match what a client writes when they are legal', () => {
    expect(ruling(region(), forged([setBlock(77, 0, 'places', here, place)]))).toBe('ok');
  });

  it('repeat no client, skip no clock and bring no loose end', () => {
    expect(ruling(region(), forged([setBlock(77, 0, 'places', here, place), setBlock(77, 1, 'places', other, place)]))).toBe(
      'edit_malformed',
    );
    expect(ruling(region(), forged([setBlock(77, 3, 'places', here, place)]))).toBe('edit_incomplete');
    const deletes = createEncoder();
    for (const number of [0, 1, 77, 1, 0, 5]) writeVarUint(deletes, number);
    expect(ruling(region(), toUint8Array(deletes))).toBe('edit_incomplete');
    const nothing = createEncoder();
    for (const number of [0, 1, 77, 1, 0, 0]) writeVarUint(nothing, number);
    expect(ruling(region(), toUint8Array(nothing))).toBe('edit_malformed');
  });

  it('name delete ranges in rising order, without overlap, and jump no clock', () => {
    const deletes = (...ranges: readonly (readonly [number, number])[]) => {
      const encoder = createEncoder();
      for (const number of [0, 1, 77, ranges.length, ...ranges.flat()]) writeVarUint(encoder, number);
      return toUint8Array(encoder);
    };
    const server = region();
    Y.applyUpdate(server, forged([setBlock(77, 0, 'places', here, place)]));
    expect(ruling(server, deletes([0, 1]))).toBe('ok');
    expect(ruling(server, deletes([0, 1], [0, 1]))).toBe('edit_malformed');
    expect(ruling(server, deletes([1, 1], [0, 1]))).toBe('edit_malformed');
    expect(ruling(server, deletes([0, Number.MAX_SAFE_INTEGER]))).toBe('edit_incomplete');
    const leap = (encoder: ReturnType<typeof createEncoder>) => {
      for (const number of [1, 78, 0]) writeVarUint(encoder, number);
      writeUint8(encoder, 1 | 0b0010_0000);
      writeVarUint(encoder, 1);
      for (const text of ['places', here]) writeVarString(encoder, text);
      writeVarUint(encoder, 2 ** 40);
    };
    expect(ruling(server, forged([leap]))).toBe('edit_malformed');
  });

  it('bring no object with a replaced prototype', () => {
    const object = (encoder: ReturnType<typeof createEncoder>) => {
      writeUint8(encoder, 118);
      writeVarUint(encoder, 1);
      writeVarString(encoder, '__proto__');
      writeAny(encoder, tie({}));
    };
    expect(ruling(region(), forged([setBlock(77, 0, 'ties', newId(), object)]))).toBe('edit_refused');
    expect(({} as { v?: unknown }).v).toBeUndefined();
  });

  it('depend on no struct of their own future', () => {
    const selfish = (encoder: ReturnType<typeof createEncoder>) => {
      for (const number of [1, 77, 0]) writeVarUint(encoder, number);
      writeUint8(encoder, 8 | 0b1000_0000);
      for (const number of [77, 0, 1]) writeVarUint(encoder, number);
      place(encoder);
    };
    expect(ruling(region(), forged([selfish]))).toBe('edit_malformed');
    const waitsFor = (client: number, on: number) => (encoder: ReturnType<typeof createEncoder>) => {
      for (const number of [1, client, 0]) writeVarUint(encoder, number);
      writeUint8(encoder, 8 | 0b1000_0000);
      for (const number of [on, 0, 1]) writeVarUint(encoder, number);
      place(encoder);
    };
    expect(ruling(region(), forged([waitsFor(77, 78), waitsFor(78, 77)]))).toBe('edit_incomplete');
  });

  it('are refused when cut, nested too deep, or in the second encoding', () => {
    expect(ruling(region(), new Uint8Array())).toBe('edit_malformed');
    expect(ruling(region(), new Uint8Array([1, 2, 3, 255, 9]))).toBe('edit_malformed');
    const deep = (encoder: ReturnType<typeof createEncoder>) => {
      for (let i = 0; i < 100_000; i++) for (const byte of [117, 1]) writeUint8(encoder, byte);
      writeAny(encoder, 1);
    };
    expect(ruling(region(), forged([setBlock(77, 0, 'places', here, deep)]))).toBe('edit_malformed');
    const client = new Y.Doc();
    client.getMap('places').set(here, [1, 2, 3, 4]);
    expect(ruling(region(), Y.encodeStateAsUpdateV2(client))).toBe('edit_malformed');
  });

  it('slip in no item between others, and no value before the last of an item', () => {
    const server = region();
    const [author = 0] = server.store.clients.keys();
    const wedge = (encoder: ReturnType<typeof createEncoder>) => {
      for (const number of [1, 77, 0]) writeVarUint(encoder, number);
      writeUint8(encoder, 8 | 0b1100_0000);
      for (const number of [author, 2, author, 2, 1]) writeVarUint(encoder, number);
      place(encoder);
    };
    expect(ruling(server, forged([wedge]))).toBe('edit_refused');
    const block = (encoder: ReturnType<typeof createEncoder>) => {
      for (const number of [1, 77, 0]) writeVarUint(encoder, number);
      writeUint8(encoder, 8 | 0b0010_0000);
      writeVarUint(encoder, 1);
      for (const text of ['places', here]) writeVarString(encoder, text);
      writeVarUint(encoder, 2);
      writeAny(encoder, 'hidden');
      place(encoder);
    };
    expect(ruling(region(), forged([block]))).toBe('edit_refused');
  });

  it('free no struct of the server', () => {
    const gc = (encoder: ReturnType<typeof createEncoder>) => {
      for (const number of [1, 77, 0]) writeVarUint(encoder, number);
      writeUint8(encoder, 0);
      writeVarUint(encoder, 3);
    };
    expect(ruling(region(), forged([gc]))).toBe('edit_refused');
  });
});

describe('a service', () => {
  const fresh = newId();
  const pin =
    (value: unknown, key: string = here) =>
    (doc: Y.Doc) =>
      void doc.getMap('notes').set(key, value);

  it('pins exactly the record of its pass under the id of its pass', () => {
    expect(verdict(pin(record), service({}))).toBe('ok');
    expect(verdict(pin(record, fresh), service({ note: fresh }))).toBe('ok');
    expect(verdict(pin({ ...record, k: 'text' }), service({}))).toBe('edit_refused');
    expect(verdict(pin(record, other), service({}))).toBe('edit_refused');
    expect(verdict(pin(record), service({ record: null }))).toBe('edit_refused');
    expect(verdict(pin(record), service({ document: 'region/0,0.1' }))).toBe('edit_refused');
    expect(verdict((doc) => regionOf(doc).notes.delete(here), service({}))).toBe('edit_refused');
    expect(verdict((doc) => regionOf(doc).places.set(here, [0, 0, 0, 0]), service({}))).toBe('edit_refused');
  });
});

it('lets watchers change nothing, and nobody the atlas', () => {
  expect(verdict((doc) => regionOf(doc).places.set(here, [0, 0, 0, 0]), { kind: 'watcher' })).toBe('edit_refused');
  expect(verdict(() => undefined, { kind: 'watcher' })).toBe('ok');
  const server = region();
  const client = new Y.Doc();
  client.getMap('plots').set('0,0', 1);
  const seen = inspect(server, Y.encodeStateAsUpdate(client));
  expect(seen.ok && judge(seen.value, { ...member, operator: true }, { kind: 'atlas', name: 'atlas/0,0.1' })).toMatchObject({
    code: 'edit_refused',
  });
});
