import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { regionName } from '@oto/schema/board/document-name';
import { newId } from '@oto/schema/base/id';
import type { TieRecord } from '@oto/schema/board/record';
import type { Edit } from './intent-log.ts';
import { lossyWire } from './testing/lossy-wire.ts';
import { move, openPage, VIEW, type Page } from './testing/page.ts';
import { standIn, type Change } from './testing/stand-in.ts';

const HERE = { x: 2, y: 0 };
/** No person may move a note this far. */
const TOO_FAR = 1000;
const isTooFar = ({ root, value }: Change) => (root === 'places' && Array.isArray(value) && value[0] === TOO_FAR ? 'edit_refused' : null);

/** Hocuspocus prints every refusal. */
beforeEach(() => void vi.spyOn(console, 'error').mockImplementation(() => undefined));
const cleanUp: (() => Promise<unknown> | void)[] = [];
afterEach(async () => {
  for (const clean of cleanUp.splice(0).toReversed()) await clean();
  vi.restoreAllMocks();
});
const soon = { timeout: 8000, interval: 10 };

async function setUp(notesPerPlot = 4) {
  const server = await standIn({ plots: [HERE], notesPerPlot });
  const wire = await lossyWire(server.port);
  cleanUp.push(
    () => server.stop(),
    () => wire.close(),
  );
  server.rules.judge = isTooFar;
  const open = async (): Promise<Page> => {
    const page = openPage({ page: wire.page });
    cleanUp.push(() => page.net.destroy());
    page.net.setView(VIEW);
    await vi.waitFor(() => expect(page.connection()).toEqual({ state: 'live', unsaved: 0, regions: 1 }), soon);
    await vi.waitFor(() => expect(page.regions.size).toBe(1), soon);
    return page;
  };
  const mine = await open();
  const other = await open();
  /** Every place that the other person was ever shown. */
  const shown: unknown[] = [];
  other.regions.get('2,0')?.places.observe((event) => {
    for (const key of event.keysChanged) shown.push(other.placeOf(HERE, key));
  });
  return { server, wire, mine, other, shown, notes: server.notes(HERE) };
}
const saved = (page: Page) => vi.waitFor(() => expect(page.connection()).toMatchObject({ state: 'live', unsaved: 0 }), soon);
const at = (notes: readonly string[], index: number): string => notes[index] ?? '';

test('of a legal, an illegal and a legal edit in one burst, exactly the illegal one is refused', async () => {
  const { mine, other, shown, notes, server } = await setUp();
  mine.net.edit('2,0', [move(at(notes, 0), 11)]);
  mine.net.edit('2,0', [move(at(notes, 1), TOO_FAR)]);
  mine.net.edit('2,0', [move(at(notes, 2), 33)]);
  expect(mine.placeOf(HERE, at(notes, 1))).toEqual([TOO_FAR, 0, 0, 1]);
  await vi.waitFor(() => expect(mine.refused).toHaveLength(1), soon);
  await saved(mine);
  expect(mine.refused).toEqual([{ plot: HERE, code: 'edit_refused', edits: [move(at(notes, 1), TOO_FAR)] }]);
  const legal = { [at(notes, 0)]: [11, 0, 0, 1], [at(notes, 2)]: [33, 0, 0, 1] };
  await vi.waitFor(() => expect(mine.regions.get('2,0')?.places.toJSON()).toEqual(legal), soon);
  await vi.waitFor(() => expect(other.regions.get('2,0')?.places.toJSON()).toEqual(legal), soon);
  await vi.waitFor(() => expect(server.places(HERE)).toEqual(legal), soon);
  expect(shown).toEqual([
    [11, 0, 0, 1],
    [33, 0, 0, 1],
  ]);
});

test('the legal members of a batch survive the illegal one', async () => {
  const { mine, other, shown, notes } = await setUp();
  mine.net.edit('2,0', [move(at(notes, 0), 1), move(at(notes, 1), TOO_FAR), move(at(notes, 2), 3)]);
  mine.net.edit('2,0', [move(at(notes, 3), 4)]);
  await vi.waitFor(() => expect(mine.refused).toHaveLength(1), soon);
  await saved(mine);
  expect(mine.refused[0]?.edits).toEqual([move(at(notes, 1), TOO_FAR)]);
  const legal = { [at(notes, 0)]: [1, 0, 0, 1], [at(notes, 2)]: [3, 0, 0, 1], [at(notes, 3)]: [4, 0, 0, 1] };
  await vi.waitFor(() => expect(other.regions.get('2,0')?.places.toJSON()).toEqual(legal), soon);
  expect(shown).not.toContainEqual([TOO_FAR, 0, 0, 1]);
});

test('edits made offline merge; an illegal one among them costs itself alone', async () => {
  const { mine, other, wire, shown, notes } = await setUp();
  wire.down();
  await vi.waitFor(() => expect(mine.connection().state).toBe('offline'), soon);
  for (const [index, x] of [10, TOO_FAR, 30, 40].entries()) mine.net.edit('2,0', [move(at(notes, index), x)]);
  await vi.waitFor(() => expect(mine.connection()).toMatchObject({ state: 'offline', unsaved: 4 }), soon);
  wire.up();
  mine.tell('online');
  await vi.waitFor(() => expect(mine.refused).toHaveLength(1), soon);
  await saved(mine);
  expect(mine.refused[0]?.edits).toEqual([move(at(notes, 1), TOO_FAR)]);
  await vi.waitFor(() => expect(other.placeOf(HERE, at(notes, 3))).toEqual([40, 0, 0, 1]), soon);
  await vi.waitFor(() => expect(other.placeOf(HERE, at(notes, 0))).toEqual([10, 0, 0, 1]), soon);
  expect(shown).not.toContainEqual([TOO_FAR, 0, 0, 1]);
});

test('a plot that was closed meanwhile refuses all moves in one go', async () => {
  const { mine, server, wire, notes } = await setUp();
  wire.down();
  await vi.waitFor(() => expect(mine.connection().state).toBe('offline'), soon);
  for (const note of notes) mine.net.edit('2,0', [move(note, 5)]);
  const opens = server.opens.length;
  server.rules.judge = () => 'plot_closed';
  wire.up();
  mine.tell('online');
  await vi.waitFor(() => expect(mine.refused.flatMap((one) => one.edits)).toHaveLength(4), soon);
  await saved(mine);
  expect(mine.refused).toHaveLength(1);
  await vi.waitFor(() => expect(mine.regions.get('2,0')?.places.size).toBe(0), soon);
  const regionOpens = server.opens.slice(opens).filter((name) => name === regionName(HERE, 1));
  expect(regionOpens.length).toBeLessThanOrEqual(4);
});

test('a refused tie goes, one that was cut comes back, and cutting what is not there asks nobody', async () => {
  const { mine, other, server, notes } = await setUp();
  const value: TieRecord = { v: 1, a: [notes[0] ?? newId(), 2, 0, 0, 0], b: [notes[1] ?? newId(), 2, 0, 0, 0], c: 1 };
  const [kept, wrong, unknown] = [newId(), newId(), newId()];
  const tie = (key: string, to: TieRecord | null): Edit => ({ root: 'ties', key, value: to });
  mine.net.edit('2,0', [tie(kept, value)]);
  await vi.waitFor(() => expect(other.regions.get('2,0')?.ties.get(kept)).toEqual(value), soon);
  server.rules.judge = ({ root }) => (root === 'ties' ? 'note_gone' : null);
  mine.net.edit('2,0', [tie(kept, null)]);
  mine.net.edit('2,0', [tie(wrong, value)]);
  await vi.waitFor(() => expect(mine.refused).toHaveLength(2), soon);
  await saved(mine);
  expect(mine.refused.flatMap((one) => one.edits)).toEqual([tie(kept, null), tie(wrong, value)]);
  await vi.waitFor(() => expect([...(mine.regions.get('2,0')?.ties.keys() ?? [])]).toEqual([kept]), soon);
  mine.net.edit('2,0', [tie(unknown, null)]);
  await saved(mine);
  expect(mine.refused).toHaveLength(2);
});

test('random bursts, cuts of the line and refusals end with equal documents and every legal edit', async () => {
  const { mine, other, server, wire, notes, shown } = await setUp(6);
  const legal = new Map<string, number>();
  let illegal = 0;
  let state = 12345;
  const random = (below: number): number => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return state % below;
  };
  for (let round = 0; round < 12; round++) {
    for (let i = 0; i < 1 + random(4); i++) {
      const edits = new Map<string, Edit>();
      for (let k = 0; k <= random(3); k++) {
        const note = at(notes, random(notes.length));
        const isIllegal = random(6) === 0;
        edits.set(note, move(note, isIllegal ? TOO_FAR : 100 + random(800)));
      }
      for (const edit of edits.values()) {
        if (edit.root !== 'places') continue;
        if (edit.value[0] === TOO_FAR) illegal++;
        else legal.set(edit.key, edit.value[0]);
      }
      mine.net.edit('2,0', [...edits.values()]);
    }
    if (random(3) === 0) wire.cut();
    if (random(2) === 0) await saved(mine);
  }
  await saved(mine);
  await vi.waitFor(() => expect(mine.refused.flatMap((one) => one.edits)).toHaveLength(illegal), soon);
  await saved(mine);
  const places = Object.fromEntries([...legal].map(([note, x]) => [note, [x, 0, 0, 1]]));
  await vi.waitFor(() => expect(mine.regions.get('2,0')?.places.toJSON()).toEqual(places), soon);
  await vi.waitFor(() => expect(server.places(HERE)).toEqual(places), soon);
  await vi.waitFor(() => expect(other.regions.get('2,0')?.places.toJSON()).toEqual(places), soon);
  expect(shown).not.toContainEqual([TOO_FAR, 0, 0, 1]);
}, 40_000);

test('after a legal and an illegal move of one note, it lies where the legal one put it', async () => {
  const { mine, server, notes } = await setUp();
  mine.net.edit('2,0', [move(at(notes, 0), 1)]);
  mine.net.edit('2,0', [move(at(notes, 0), TOO_FAR)]);
  await vi.waitFor(() => expect(mine.refused).toHaveLength(1), soon);
  await saved(mine);
  await vi.waitFor(() => expect(mine.placeOf(HERE, at(notes, 0))).toEqual([1, 0, 0, 1]), soon);
  await vi.waitFor(() => expect(server.places(HERE)).toEqual({ [at(notes, 0)]: [1, 0, 0, 1] }), soon);
});
