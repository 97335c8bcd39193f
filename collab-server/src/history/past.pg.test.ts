import fc from 'fast-check';
import pino from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type * as Y from 'yjs';
import { newId, type Id } from '@oto/schema/base/id';
import type { FarEnd, TieRecord } from '@oto/schema/board/record';
import { regionOf } from '@oto/schema/board/roots';
import type { HistoryMoment, HistoryPage } from '@oto/schema/contract/history';
import { Retention } from '../journal/retention.ts';
import { documents, HERE, type Documents, type Opened } from '../testing/documents.ts';
import { noteOf } from '../testing/note.ts';
import { changesBetween, EMPTY_LAYOUT, isSilent, tell, tellable, type Layout, type Today } from './layout.ts';
import { Past } from './past.ts';

const FAR = { x: 9, y: 3 };
const ids = Array.from({ length: 6 }, () => newId());
const ties = Array.from({ length: 4 }, () => newId());
const [farNote, lostNote] = [newId(), newId()];
const ends = async () => new Map<Id, FarEnd>([[farNote, [farNote, FAR.x, FAR.y, 0, 0]]]);

const op = fc.record({
  kind: fc.constantFrom('move', 'move', 'move', 'swap', 'tie', 'cut', 'pin', 'pin', 'unpin', 'farTie', 'compact', 'reload', 'epoch'),
  who: fc.nat(1),
  a: fc.nat(ids.length - 1),
  b: fc.nat(ids.length - 1),
  n: fc.integer({ min: -1_800, max: 1_800 }),
});
type Op = typeof op extends fc.Arbitrary<infer T> ? T : never;
type Then = { readonly id: bigint; readonly layout: Layout };

let it_: Documents;
let people: readonly [Id, Id];

beforeEach(async () => {
  it_ = await documents(1);
  people = [await it_.member(), await it_.member()];
  await it_.claim(people[0]);
  await it_.claim(people[0], FAR);
});
afterEach(async () => {
  await it_[Symbol.asyncDispose]();
});

function layoutOf(doc: Y.Doc): Layout {
  const { notes, places, ties: strings } = regionOf(doc);
  return { notes: new Map(notes.entries()), places: new Map(places.entries()), ties: new Map(strings.entries()) };
}

const near = (index: number): FarEnd => [ids[index] ?? farNote, HERE.x, HERE.y, 10, 20];

/** Does what `op` says where it is possible now; others do nothing. */
async function perform(opened: Opened, { kind, who, a, b, n }: Op): Promise<void> {
  const region = regionOf(opened.doc);
  const actor = people[who] ?? people[0];
  const [note = farNote, other = farNote, tie = farNote] = [ids[a], ids[b], ties[b % ties.length]];
  const record: TieRecord = { v: 1, a: near(a), b: near(b), c: Math.abs(n) % 16 };
  switch (kind) {
    case 'move':
      if (region.notes.has(note)) await opened.by(actor, (doc) => regionOf(doc).places.set(note, [n, n, 0, 1]));
      return;
    case 'swap':
      if (!region.notes.has(note) || !region.notes.has(other)) return;
      return opened.by(actor, (doc) => {
        regionOf(doc).places.set(note, [n, 0, 0, 2]);
        regionOf(doc).places.set(other, [0, n, 0, 2]);
      });
    case 'tie':
      if (a !== b && region.notes.has(note) && region.notes.has(other))
        await opened.by(actor, (doc) => regionOf(doc).ties.set(tie, record));
      return;
    case 'cut':
      if (region.ties.has(tie)) await opened.by(actor, (doc) => regionOf(doc).ties.delete(tie));
      return;
    case 'pin':
      return opened.live.edit((doc) => regionOf(doc).notes.set(note, noteOf(actor, n > 0 || region.notes.has(note) ? {} : { j: tie })));
    case 'unpin':
      return opened.live.edit((doc) => {
        const { notes, places, ties: strings } = regionOf(doc);
        notes.delete(note);
        places.delete(note);
        for (const [key, { a: one, b: two }] of strings) if (one[0] === note || two[0] === note) strings.delete(key);
      });
    case 'farTie':
      if (!region.notes.has(note)) return;
      return opened.live.edit((doc) => {
        const far: FarEnd = [n > 0 ? farNote : lostNote, FAR.x, FAR.y, 0, 0];
        regionOf(doc).ties.set(tie, { ...record, b: far });
      });
    case 'compact':
    case 'reload':
    case 'epoch':
      return;
    default:
      kind satisfies never;
  }
}

/** Lives through `ops`; the layout after each journal row. */
async function live(ops: readonly Op[]): Promise<{ readonly rows: readonly Then[]; readonly now: Layout; readonly epochs: number }> {
  let registry = it_.replica('a');
  let epoch = 1;
  let opened = await it_.open(registry, epoch);
  const rows: Then[] = [];
  for (const each of ops) {
    if (each.kind === 'compact') await registry.compact(opened.live, 1);
    if (each.kind === 'epoch') await registry.epochs.move(opened.live);
    if (each.kind === 'reload' || opened.live.broken) {
      if (opened.live.broken) epoch++;
      opened.close();
      registry = it_.replica('a');
      opened = await it_.open(registry, epoch);
    }
    await perform(opened, each);
    const id = opened.live.capture().upto;
    if (id > (rows.at(-1)?.id ?? 0n)) rows.push({ id, layout: layoutOf(opened.doc) });
  }
  const now = layoutOf(opened.doc);
  opened.close();
  return { rows, now, epochs: epoch };
}

function todayOf(now: Layout): Today {
  return {
    hasNote: (id) => now.notes.has(id),
    stands: ([id, x]) => (x === HERE.x ? now.notes.has(id) : id === farNote),
  };
}

async function allPages(past: Past): Promise<readonly HistoryMoment[]> {
  const moments: HistoryMoment[] = [];
  for (let before: bigint | null = null, pages = 0; pages < 500; pages++) {
    const page: Awaited<ReturnType<Past['page']>> = await past.page(HERE, before);
    if (!page.ok) throw new Error(page.code);
    const { moments: more, next }: HistoryPage = page.value;
    moments.push(...more);
    if (next === null) return moments;
    before = BigInt(next);
  }
  throw new Error('pages without end');
}

async function layoutAt(past: Past, id: bigint): Promise<Layout | string> {
  const told = await past.layout(HERE, id);
  if (!told.ok) return told.code;
  const { notes, places, ties: strings } = told.value;
  return { notes: new Map(Object.entries(notes)), places: new Map(Object.entries(places)), ties: new Map(Object.entries(strings)) };
}

function sorted(told: object): object {
  return Object.fromEntries(
    Object.entries(told).map(([name, value]) => [name, Array.isArray(value) ? value.map(String).toSorted() : value]),
  );
}

describe('the past of a plot', () => {
  it('is what was live then, through snapshots, reloads and epochs', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(op, { minLength: 20, maxLength: 60 }), fc.integer({ min: 2, max: 12 }), async (ops, window) => {
        await it_.pool.query(
          'delete from collab.journal; delete from collab.snapshot; delete from collab.trimmed; delete from collab.author',
        );
        await it_.pool.query('delete from outbox; delete from collab.lease; update plot set epoch = 1');
        it_.catalogue.forget(HERE);
        const { rows, now } = await live(ops);
        await it_.pool.query(`update collab.journal set at = timestamptz '2026-01-01 00:00:00Z' + id * interval '13 seconds'`);
        const past = new Past(it_.db, ends, { window, rows: 3 * window, moments: 3 });
        const today = todayOf(now);
        for (const { id, layout } of rows) expect(await layoutAt(past, id)).toEqual(tellable(layout, today));

        const moments = await allPages(past);
        const told = moments.map((moment) => BigInt(moment.id));
        expect(told).toEqual(told.toSorted((x, y) => Number(y - x)));
        const at = (id: bigint) => rows.findLast((row) => row.id <= id)?.layout ?? EMPTY_LAYOUT;
        let last = 0n;
        for (const moment of moments.toReversed()) {
          const id = BigInt(moment.id);
          const { id: _, at: __, by: ___, ...what } = moment;
          // A moment's first row is not told: it is one of those since the last moment.
          const firsts = rows
            .filter((row) => row.id > last && row.id <= id)
            .map((row) => sorted(tell(changesBetween(at(row.id - 1n), at(id)), today)));
          expect(firsts).toContainEqual(sorted(what));
          const shown = changesBetween(tellable(at(last), today), tellable(at(id), today));
          const { unpinned: ____, ...visible } = what;
          expect(sorted(tell(shown, today))).toMatchObject(sorted(visible));
          last = id;
        }
        expect(isSilent(tell(changesBetween(tellable(at(last), today), tellable(now, today)), today))).toBe(true);

        // A month later: what is left is still exact, or is said to be gone.
        await it_.pool.query(`update collab.snapshot set at = at - interval '40 days' where upto < $1`, [
          (rows.at(-8)?.id ?? 0n).toString(),
        ]);
        await new Retention(it_.db, pino({ level: 'silent' })).round();
        for (const { id, layout } of rows) expect([tellable(layout, today), 'not_found']).toContainEqual(await layoutAt(past, id));
        await allPages(past);
      }),
      { seed: 3, numRuns: 25 },
    );
  });
});
