import { expect, test } from 'vitest';
import { uuidFromId } from '@oto/schema/base/id';
import { AGENT_SIZE, CREATION_SIZE } from '@oto/schema/board/kind';
import { PLOT_CAPACITY, SEAT_LIMIT } from '@oto/schema/board/placement';
import { spiralPlot } from '@oto/schema/geometry/lattice';
import { LAST_DAY } from '../calendar.ts';
import { EMPTIEST, fullnessOf } from './fullness.ts';
import { groundOf, planOf, type Plan } from './plan.ts';

const SIZES = [20, 21, 119, 121, 149, 240, 1_000, 5_000];

function plan(notes: number, seed = 1): Plan {
  const ground = groundOf(seed, notes);
  return planOf(
    ground,
    Array.from({ length: ground.notes.plots }, (_, n) => spiralPlot(n)),
  );
}

test.each(SIZES)('a world of %i notes has that many, in plots that hold them, and two cords for each', (notes) => {
  const counts = fullnessOf(`any/${notes}`, notes);
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(notes);
  expect(Math.min(...counts)).toBeGreaterThanOrEqual(EMPTIEST);
  expect(Math.max(...counts)).toBeLessThanOrEqual(PLOT_CAPACITY);
  const { cords, ties } = plan(notes);
  expect(cords.agents.count + cords.parents.count + ties.count).toBe(2 * notes);
});

test('plots differ in fullness round a mean of a hundred', () => {
  const counts = fullnessOf('fullness', 100_000);
  expect(counts.length).toBe(1_000);
  expect(Math.min(...counts)).toBeLessThan(50);
  expect(Math.max(...counts)).toBe(PLOT_CAPACITY);
});

test('equal seeds give equal worlds, others others', () => {
  const told = ({ notes, cords }: Plan) =>
    Array.from({ length: notes.count }, (_, note) => [notes.ids.id(note), ...notes.seat(note), ...cords.agents.of(note)].join());
  expect(told(plan(300))).toEqual(told(plan(300)));
  expect(new Set([...told(plan(300)), ...told(plan(300, 2))]).size).toBe(600);
});

test('notes have ids in the order of their time, and lie apart inside their plots', () => {
  const { notes } = plan(300);
  const ids = Array.from({ length: notes.count }, (_, note) => notes.ids.id(note));
  expect(new Set(ids).size).toBe(300);
  for (const [note, id] of ids.entries()) {
    expect(uuidFromId(id)).toBe(notes.ids.uuid(note));
    expect(notes.ids.uuid(note)).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/u);
    expect(notes.at[note]).toBeLessThan(LAST_DAY);
  }
  for (let plot = 0; plot < notes.plots; plot++) {
    const [from, to] = notes.of(plot);
    for (let a = from; a < to; a++) {
      const [x, y] = notes.seat(a);
      expect(Math.max(Math.abs(x), Math.abs(y))).toBeLessThanOrEqual(SEAT_LIMIT);
      for (let b = from; b < a; b++) {
        expect((notes.at[b] ?? 0) < (notes.at[a] ?? 0) && notes.ids.uuid(b) < notes.ids.uuid(a)).toBe(true);
        const [farX, farY] = notes.seat(b);
        const side = ((notes.isAgent(a) ? AGENT_SIZE : CREATION_SIZE) + (notes.isAgent(b) ? AGENT_SIZE : CREATION_SIZE)) / 2;
        expect(Math.max(Math.abs(x - farX), Math.abs(y - farY))).toBeGreaterThanOrEqual(side);
      }
    }
  }
});

test('a creation comes from older agents, the last of its own kind, and from older creations', () => {
  const { notes, cords } = plan(5_000);
  const all = Array.from({ length: notes.count }, (_, note) => note);
  const sources = (note: number) => [...cords.agents.of(note), ...cords.parents.of(note)];
  expect(all.filter((note) => notes.isAgent(note)).flatMap(sources)).toEqual([]);
  const uses = new Map<number, number>();
  for (const note of all.filter((one) => !notes.isAgent(one))) {
    const [agents, parents] = [[...cords.agents.of(note)], [...cords.parents.of(note)]];
    expect(new Set(sources(note)).size).toBe(agents.length + parents.length);
    expect(agents.every((agent) => notes.isAgent(agent)) && parents.every((parent) => !notes.isAgent(parent))).toBe(true);
    expect(sources(note).every((source) => (notes.at[source] ?? 0) < (notes.at[note] ?? 0))).toBe(true);
    expect(agents.map((agent) => notes.kind(agent))).toEqual([...agents.slice(1).map(() => 'text'), notes.kind(note)]);
    expect(parents.every((parent) => notes.plotOf[parent] === notes.plotOf[note] || notes.fork(parent) === 'allowed')).toBe(true);
    for (const agent of agents) uses.set(agent, (uses.get(agent) ?? 0) + 1);
  }
  expect([...uses.values()].filter((count) => count >= 100).length).toBeGreaterThan(0);
  expect(cords.parents.count).toBeGreaterThan(1_000);
});

test('what comes into a plot is every cord and tie from elsewhere, once', () => {
  const { notes, cords, ties, inbound, tiesInto } = plan(1_000);
  const cross = (child: number, source: number) => notes.plotOf[child] !== notes.plotOf[source];
  let expected = 0;
  for (let note = 0; note < notes.count; note++) {
    for (const source of [...cords.agents.of(note), ...cords.parents.of(note)]) if (cross(note, source)) expected++;
  }
  let met = 0;
  let mirrored = 0;
  for (let plot = 0; plot < notes.plots; plot++) {
    for (const { child, source, kind } of inbound(plot)) {
      const list = kind === 'agent' ? cords.agents : cords.parents;
      expect(list.of(child).includes(source) && notes.plotOf[source] === plot && cross(child, source)).toBe(true);
      met++;
    }
    mirrored += tiesInto(plot).length;
  }
  expect(met).toBe(expected);
  const far = Array.from({ length: ties.count }, (_, tie) => ties.ends(tie)).filter(([here, there]) => cross(here, there));
  expect(mirrored).toBe(far.length);
  for (let tie = 0; tie < ties.count; tie++) expect(new Set(ties.ends(tie)).size).toBe(2);
});
