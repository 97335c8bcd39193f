import pino from 'pino';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { newId, type Id } from '@oto/schema/base/id';
import { regionOf } from '@oto/schema/board/roots';
import { Retention } from '../journal/retention.ts';
import { documents, HERE, type Documents } from '../testing/documents.ts';
import { noteOf } from '../testing/note.ts';
import { Past } from './past.ts';

const DAY_MS = 86_400_000;
const note = newId();
let it_: Documents;
let past: Past;
let ana: Id;

beforeEach(async () => {
  it_ = await documents();
  ana = await it_.member();
  await it_.claim(ana);
  past = new Past(it_.db, async () => new Map());
});
afterEach(async () => {
  await it_[Symbol.asyncDispose]();
});

/** One move and one snapshot a day, the last `days` days ago and so on, then one move today; the numbers of the moves. */
async function lived(days: number): Promise<bigint[]> {
  const registry = it_.replica('a');
  const opened = await it_.open(registry, 1);
  const moves: bigint[] = [];
  const base = Date.now();
  await opened.live.edit((doc) => regionOf(doc).notes.set(note, noteOf(ana)));
  for (let day = days; day >= 0; day--) {
    await opened.by(ana, (doc) => regionOf(doc).places.set(note, [day, 0, 0, 0]));
    const { upto } = opened.live.capture();
    moves.push(upto);
    if (day === 0) break;
    await registry.compact(opened.live, 1);
    // One base for all, so that no two fall on one day.
    const at = new Date(base - day * DAY_MS);
    await it_.pool.query('update collab.snapshot set at = $2 where upto = $1', [upto.toString(), at]);
    await it_.pool.query('update collab.journal set at = $2 where id <= $1 and at >= $3', [upto.toString(), at, new Date(base)]);
  }
  opened.close();
  await new Retention(it_.db, pino({ level: 'silent' })).round();
  return moves;
}

it('tells rows of thirty days one by one, and before them each day’s snapshot, by nobody', async () => {
  const moves = await lived(40);
  const page = await past.page(HERE, null);
  if (!page.ok) throw new Error(page.code);
  const { moments, keptSince, next } = page.value;
  expect(next).toBeNull();
  expect(moments.map(({ id }) => BigInt(id))).toEqual(moves.toReversed());
  const named = moments.filter(({ by }) => by !== null);
  expect(named).toHaveLength(30);
  expect(named).toEqual(moments.slice(0, 30));
  expect(moments.at(-1)).toMatchObject({ pinned: [note], moved: [note] });
  expect(Math.round((Date.now() - (keptSince ?? 0)) / DAY_MS)).toBe(30);
  for (const [index, id] of moves.entries()) {
    const layout = await past.layout(HERE, id);
    expect(layout.ok && layout.value.places).toEqual({ [note]: [40 - index, 0, 0, 0] });
  }
  const parts = await Promise.all([null, moves[20] ?? 0n].map((before) => past.page(HERE, before)));
  expect(parts.map((part) => part.ok && part.value.moments.length)).toEqual([41, 20]);
});

it('tells what changed since a time, and who was busy', async () => {
  const moves = await lived(10);
  const since = async (days: number) => {
    const told = await past.since(HERE, Date.now() - days * DAY_MS);
    return told.ok ? told.value : told.code;
  };
  const someone = { id: ana, name: 'Ana' };
  expect(await since(3.5)).toMatchObject({ moved: 1, pinned: 0, ties: 0, people: [someone], before: moves.at(-5)?.toString() });
  expect(await since(100)).toMatchObject({ moved: 1, pinned: 1, people: [someone], before: null });
  expect(await since(-1)).toMatchObject({ moved: 0, pinned: 0, ties: 0, people: [], before: moves.at(-1)?.toString() });
  await it_.pool.query('update member set deleted_at = now()');
  expect(await since(3.5)).toMatchObject({ moved: 1, people: [] });
  const page = await past.page(HERE, null);
  expect(page.ok && page.value.moments.filter(({ by }) => by !== null)).toEqual([]);
  expect(page.ok && page.value.moments.length).toBe(moves.length + 1);
});

it('knows nothing of plots nobody claimed, nor of rows of another plot', async () => {
  const [first = 0n] = await lived(2);
  expect(await past.page({ x: 5, y: 5 }, null)).toMatchObject({ code: 'unknown_document' });
  await it_.claim(ana, { x: 5, y: 5 });
  expect(await past.page({ x: 5, y: 5 }, null)).toMatchObject({ value: { moments: [], next: null, keptSince: null } });
  expect(await past.layout({ x: 5, y: 5 }, first)).toMatchObject({ code: 'not_found' });
  expect(await past.layout(HERE, 10_000n)).toMatchObject({ code: 'not_found' });
});

it('tells nothing of a note that is gone, at no time', async () => {
  const moves = await lived(2);
  const opened = await it_.open(it_.replica('a'), 1);
  await opened.live.edit((doc) => regionOf(doc).notes.delete(note));
  opened.close();
  for (const id of moves) expect(await past.layout(HERE, id)).toMatchObject({ value: { notes: {}, places: {}, ties: {} } });
  const page = await past.page(HERE, null);
  expect(page).toMatchObject({ value: { moments: [{ by: null, moved: [], pinned: [], unpinned: 1 }] } });
});

it('passes over a damaged old snapshot, and says when today itself cannot be rebuilt', async () => {
  const moves = await lived(40);
  const flip = `update collab.snapshot set state = set_byte(state, 20, get_byte(state, 20) # 1)`;
  await it_.pool.query(`${flip} where upto = (select upto from collab.trimmed)`);
  const page = await past.page(HERE, null);
  if (!page.ok) throw new Error(page.code);
  // The day of the damaged one is told with the next, and the rows up to the next sound one are not.
  expect(page.value.moments.length).toBeGreaterThanOrEqual(moves.length - 3);
  expect(page.value.moments.filter(({ by }) => by !== null)).toHaveLength(29);
  expect(await past.since(HERE, Date.now() - 29.5 * DAY_MS)).toMatchObject({ ok: true, value: { moved: 1 } });
  await it_.pool.query(`${flip} where upto <> (select upto from collab.trimmed)`);
  expect(await past.page(HERE, null)).toMatchObject({ ok: false, code: 'internal' });
});
