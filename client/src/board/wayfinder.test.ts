import { createSignal } from 'solid-js';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { PLOT_SIZE } from '@oto/schema/geometry/lattice';
import type { MapOverview } from '@oto/schema/contract/map';
import type { CameraPlace, SceneCamera, WorldRect } from '../scene/types.ts';
import type { BoardSelection } from './board-controller.ts';
import { createWayfinder } from './wayfinder.ts';

const SCREEN = { clientWidth: 1000, clientHeight: 800 };
const LIMITS = { min: 0.01, notes: 0.07, max: 3 };

/** A camera whose flights last until `land` or the next one; a screen; and a few notes of 200 units. */
function board(notes: Readonly<Record<string, readonly [number, number]>> = {}) {
  let place: CameraPlace = { x: 0, y: 0, zoom: 1 };
  let flight: { readonly to: CameraPlace; readonly done: (arrived: boolean) => void } | null = null;
  const width = () => SCREEN.clientWidth / place.zoom;
  const height = () => SCREEN.clientHeight / place.zoom;
  const camera: Pick<SceneCamera, 'x' | 'y' | 'zoom' | 'isMap' | 'limits' | 'visibleRect' | 'worldToScreen' | 'moveTo' | 'flyTo'> = {
    get x() {
      return place.x;
    },
    get y() {
      return place.y;
    },
    get zoom() {
      return place.zoom;
    },
    get isMap() {
      return place.zoom < LIMITS.notes;
    },
    limits: () => LIMITS,
    visibleRect: () => ({ x: place.x - width() / 2, y: place.y - height() / 2, width: width(), height: height() }),
    worldToScreen: ({ x, y }) => ({ x: (x - place.x + width() / 2) * place.zoom, y: (y - place.y + height() / 2) * place.zoom }),
    moveTo: (to) => go(to),
    flyTo(to) {
      flight?.done(false);
      return new Promise((done) => {
        flight = { to: { ...place, ...to }, done };
      });
    },
  };
  const [selection, select] = createSignal<BoardSelection | null>(null);
  const [overview, setOverview] = createSignal<MapOverview | null>(null);
  const inRect = ({ x, y, width: w, height: h }: WorldRect): string[] =>
    Object.entries(notes).flatMap(([id, [nx, ny]]) => (nx >= x && ny >= y && nx <= x + w && ny <= y + h ? [id] : []));
  const ways = createWayfinder({
    host: SCREEN as HTMLElement,
    scene: {
      camera: camera as SceneCamera,
      notesIn: inRect,
      noteAt: (id) => {
        const at = notes[id];
        return at ? { x: at[0], y: at[1], rot: 0, size: 200 } : null;
      },
    },
    marks: { selection, select, ofNote: (id) => ({ type: 'note', id, kind: 'text', region: '0,0' }) },
    overview,
  });
  const go = (to: CameraPlace): void => {
    flight?.done(false);
    flight = null;
    place = to;
    ways.cameraMoved();
  };
  return {
    ways,
    setOverview,
    selected: () => selection(),
    place: () => place,
    /** A hand moves the view there and leaves it. */
    async stay(to: Partial<CameraPlace>) {
      go({ ...place, ...to });
      await vi.advanceTimersByTimeAsync(1500);
    },
    async land() {
      const ended = flight;
      flight = null;
      if (!ended) return;
      place = ended.to;
      ended.done(true);
      ways.cameraMoved();
      await vi.advanceTimersByTimeAsync(1500);
    },
    hand: go,
  };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('places visited', () => {
  test('a place counts when the view has stayed there; back and forward fly between them', async () => {
    const { ways, stay, hand, land, place } = board();
    await stay({});
    hand({ x: 50_000, y: 0, zoom: 1 });
    await stay({ x: 9000 });
    expect(ways.visited()).toEqual({ back: true, forward: false });
    ways.goBack();
    await land();
    expect(place()).toEqual({ x: 0, y: 0, zoom: 1 });
    expect(ways.visited()).toEqual({ back: false, forward: true });
    ways.goForward();
    await land();
    expect(place().x).toBe(9000);
    expect(ways.visited()).toEqual({ back: true, forward: false });
  });

  test('back twice in one flight goes back twice; a hand that interrupts stays where it is and forgets what lay ahead', async () => {
    const { ways, stay, land, place } = board();
    for (const x of [0, 9000, 18_000]) await stay({ x });
    ways.goBack();
    ways.goBack();
    await land();
    expect(place().x).toBe(0);
    ways.goForward();
    await stay({ x: 4000 });
    expect(ways.visited()).toEqual({ back: true, forward: false });
    ways.goBack();
    await land();
    expect(place().x).toBe(9000);
  });

  test('back from where one has not yet stayed comes back to the last place, and forward returns', async () => {
    const { ways, stay, hand, land, place } = board();
    await stay({});
    hand({ x: 7000, y: 0, zoom: 1 });
    expect(ways.visited()).toEqual({ back: true, forward: false });
    ways.goBack();
    await land();
    expect(place().x).toBe(0);
    ways.goForward();
    await land();
    expect(place().x).toBe(7000);
  });
});

describe('the whole world', () => {
  test('is seen from far enough to be the map, and the way back is where one was', async () => {
    const { ways, stay, land, place, setOverview } = board();
    setOverview({ cellPlots: 1, cells: [[2, 0, 1, 5], [4, 2, 1, 5]], flows: [], bounds: { x0: -1, y0: -1, x1: 4, y1: 2 } }); // prettier-ignore
    await stay({ x: 400, y: 300, zoom: 0.8 });
    ways.toggleMap();
    await land();
    expect(place()).toMatchObject({ x: 3 * PLOT_SIZE, y: PLOT_SIZE });
    expect(ways.sight().isMap).toBe(true);
    ways.toggleMap();
    await land();
    expect(place()).toEqual({ x: 400, y: 300, zoom: 0.8 });
  });
});

describe('steps', () => {
  test('begin at the note in the middle, go on that way, and bring the note into view', async () => {
    const { ways, land, place, selected } = board({ a: [20, 10], b: [320, 0], c: [900, 20], far: [90_000, 0] });
    expect(ways.step('right')).toBe('a');
    expect(ways.step('right')).toBe('b');
    expect(ways.step('right')).toBe('c');
    await land();
    expect(selected()).toMatchObject({ type: 'note', id: 'c' });
    expect(place().x).toBeGreaterThan(500);
    expect(place().y).toBe(0);
    expect(ways.step('right')).toBeNull();
    expect(ways.step('left')).toBe('b');
  });

  test('there are none on the map', async () => {
    const { ways, stay } = board({ a: [0, 0] });
    await stay({ zoom: 0.05 });
    expect(ways.step('up')).toBeNull();
  });
});
