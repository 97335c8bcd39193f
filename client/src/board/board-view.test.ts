import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { newId, type Id } from '@oto/schema/base/id';
import type { NoteRecord, TieRecord } from '@oto/schema/board/record';
import { regionOf, type Region } from '@oto/schema/board/roots';
import type { Card } from '@oto/schema/contract/card';
import { BoardView } from './board-view.ts';
import { FakeScene } from './testing/fake-scene.ts';

const owner = newId();
const note = (more: Partial<NoteRecord> = {}): NoteRecord => ({ v: 1, k: 'text', s: [100, 200, 50], o: owner, ...more });

function setUp() {
  const scene = new FakeScene();
  const cards = new Map<string, Card>();
  const changed: string[] = [];
  const view = new BoardView({
    sink: scene,
    cardOf: (id) => cards.get(id),
    lang: () => 'en',
    onRecord: (id) => changed.push(id),
    onPlaced: () => undefined,
    onNotes: () => undefined,
    onDrawn: () => undefined,
    onCord: () => undefined,
    onClaim: () => undefined,
  });
  return { scene, cards, changed, view };
}

function region(fill: (region: Region) => void = () => undefined): { doc: Y.Doc; region: Region } {
  const doc = new Y.Doc();
  fill(regionOf(doc));
  return { doc, region: regionOf(doc) };
}

describe('BoardView', () => {
  test('draws a note at its seat, and at its place once it has one', () => {
    const { scene, view } = setUp();
    const id = newId();
    const { region: maps } = region(({ notes }) => notes.set(id, note()));
    view.open({ x: 1, y: 0 }, maps);
    expect(scene.notes.get(id)).toMatchObject({ x: 3700, y: 200, rot: 0.05, z: 0, size: 200, kind: 'text' });
    expect(scene.taken()).toEqual(['upsert']);
    maps.places.set(id, [-10, 20, 0, 7]);
    expect(scene.taken()).toEqual(['upsert', 'glide']);
    expect(scene.notes.get(id)).toMatchObject({ x: 3590, y: 20, z: 7 });
    expect(view.topZ('1,0')).toBe(7);
  });

  test('one change touches one note', () => {
    const { scene, view } = setUp();
    const ids = Array.from({ length: 50 }, () => newId());
    const { region: maps } = region(({ notes }) => {
      for (const id of ids) notes.set(id, note());
    });
    view.open({ x: 0, y: 0 }, maps);
    scene.taken();
    maps.places.set(ids[7] ?? '', [0, 0, 0, 1]);
    expect(scene.taken()).toEqual(['upsert', 'glide']);
  });

  test('a ghost develops, then lands as the note; a removed one crumples', () => {
    const { scene, changed, view } = setUp();
    const [made, failed, plain, job] = [newId(), newId(), newId(), newId()];
    const { region: maps } = region();
    view.open({ x: 0, y: 0 }, maps);
    maps.notes.set(made, note({ j: job }));
    maps.notes.set(failed, note({ j: job }));
    expect(scene.notes.get(made)?.ghost).toEqual({ pct: 0, phase: 'queued' });
    view.showWork(made, { phase: 'painting', pct: 40, n: 0 });
    expect(scene.notes.get(made)?.ghost).toEqual({ pct: 40, phase: 'painting' });
    maps.notes.set(made, note());
    expect(scene.notes.get(made)?.ghost).toBeUndefined();
    expect(changed).toEqual([made]);
    scene.taken();
    maps.notes.delete(failed);
    expect(scene.taken()).toEqual(['crumple']);
    maps.notes.set(plain, note());
    expect(scene.taken()).toEqual(['upsert', 'land']);
    maps.notes.delete(plain);
    expect(scene.taken()).toEqual(['remove']);
  });

  test('records that do not parse, and places without a note, are not drawn', () => {
    const { scene, view } = setUp();
    const [bad, lost] = [newId(), newId()];
    const { doc, region: maps } = region();
    doc.getMap('notes').set(bad, { v: 9, evil: true });
    doc.getMap('notes').set('not an id', note());
    maps.places.set(lost, [1, 1, 1, 1]);
    view.open({ x: 0, y: 0 }, maps);
    expect(scene.notes.size).toBe(0);
  });

  test('a held note follows the hand; storing its place lets go of it', () => {
    const { scene, view } = setUp();
    const id = newId();
    const { region: maps } = region(({ notes }) => notes.set(id, note()));
    view.open({ x: 0, y: 0 }, maps);
    view.hold(id, { x: 30, y: -5 });
    expect(scene.notes.get(id)).toMatchObject({ x: 130, y: 195 });
    maps.places.set(id, [130, 195, 50, 1]);
    expect(view.isHeld(id)).toBe(false);
    expect(scene.notes.get(id)).toMatchObject({ x: 130, y: 195 });
    view.hold(id, { x: 500, y: 0 });
    view.release(id);
    expect(scene.notes.get(id)).toMatchObject({ x: 130, y: 195 });
  });

  test('a fresh document in the place of the old tells only what differs', () => {
    const { scene, view } = setUp();
    const [same, moved, gone] = [newId(), newId(), newId()];
    const fill = ({ notes }: Region): void => {
      notes.set(same, note());
      notes.set(moved, note());
    };
    const before = region((maps) => {
      fill(maps);
      maps.notes.set(gone, note());
      maps.places.set(moved, [900, 900, 0, 1]);
    });
    view.open({ x: 0, y: 0 }, before.region);
    scene.taken();
    view.open({ x: 0, y: 0 }, region(fill).region);
    expect(scene.taken().toSorted()).toEqual(['glide', 'remove', 'upsert']);
    expect(scene.notes.get(moved)).toMatchObject({ x: 100, y: 200 });
    before.region.places.set(same, [1, 1, 0, 1]);
    expect(scene.taken()).toEqual([]);
  });

  test('cords hang from the seat of a far note, and survive that region coming and going', () => {
    const { scene, view } = setUp();
    const [agent, creation] = [newId(), newId()];
    const home = region(({ notes }) => notes.set(creation, note({ a: [[[agent, 2, 0, 10, 20], 1]] })));
    const far = region(({ notes, inbound }) => {
      notes.set(agent, note({ k: 'agent', g: 'text', c: 1, s: [10, 20, 0] }));
      inbound.set(creation, { v: 1, k: 'agent', here: agent, far: [creation, 0, 0, 100, 200], c: 1 });
    });
    view.open({ x: 0, y: 0 }, home.region);
    const key = `${creation}/agent/${agent}`;
    expect(scene.cords.get(key)?.from).toEqual({ note: agent, at: { x: 7210, y: 20 } });
    view.open({ x: 2, y: 0 }, far.region);
    expect([...scene.cords.keys()]).toEqual([key]);
    view.close('0,0');
    expect(scene.cords.get(key)?.to).toEqual({ note: creation, at: { x: 100, y: 200 } });
    view.close('2,0');
    expect(scene.cords.size).toBe(0);
  });

  test('ties come, change ends and go', () => {
    const { scene, view } = setUp();
    const [a, b, c] = [newId(), newId(), newId()];
    const { region: maps } = region(({ notes }) => {
      for (const id of [a, b, c]) notes.set(id, note());
    });
    view.open({ x: 0, y: 0 }, maps);
    const end = (id: Id): TieRecord['a'] => [id, 0, 0, 100, 200];
    maps.ties.set('t', { v: 1, a: end(a), b: end(b), c: 0 });
    expect(scene.cords.get('tie/t')).toMatchObject({ style: 'tie', to: { note: b } });
    maps.ties.set('t', { v: 1, a: end(a), b: end(c), c: 0 });
    expect(scene.cords.get('tie/t')).toMatchObject({ to: { note: c } });
    expect(view.cords.of(b)).toEqual([]);
    expect(view.cords.of(c).map((cord) => cord.tie?.key)).toEqual(['t']);
    maps.ties.delete('t');
    expect(scene.cords.size).toBe(0);
  });

  test('the path of a chain shows only while its creation is looked at', () => {
    const { scene, view } = setUp();
    const [one, two, creation] = [newId(), newId(), newId()];
    const used: NoteRecord['a'] = [
      [[one, 0, 0, 0, 0], 0],
      [[two, 0, 0, 0, 300], 1],
    ];
    const { region: maps } = region(({ notes }) => notes.set(creation, note({ a: used })));
    view.open({ x: 0, y: 0 }, maps);
    expect(scene.cords.size).toBe(2);
    view.showPaths(creation);
    expect(scene.cords.size).toBe(3);
    view.showPaths(null);
    expect(scene.cords.size).toBe(2);
  });

  test('words come with the card, and the owner’s name with the first of the owner’s notes', () => {
    const { scene, cards, view } = setUp();
    const id = newId();
    const { region: maps } = region(({ notes, claim }) => {
      notes.set(id, note());
      claim.set('c', { v: 1, o: owner, p: 'open', t: 2 });
    });
    view.open({ x: 0, y: 0 }, maps);
    const card: Card = {
      id,
      type: 'creation',
      kind: 'text',
      title: 'Dune',
      excerpt: 'Once',
      author: { id: owner, name: 'Ada', handle: 'ada' },
      lang: 'en',
      trained: false,
      createdAt: '2026-01-01T00:00:00Z',
    };
    cards.set(id, card);
    view.showCards([card]);
    expect(scene.notes.get(id)).toMatchObject({ title: 'Dune', excerpt: 'Once' });
    expect(scene.regions.get('0,0')).toBe('Ada');
  });
});
