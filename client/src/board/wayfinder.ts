import { createSignal, type Accessor } from 'solid-js';
import type { MapOverview } from '@oto/schema/contract/map';
import { PLOT_SIZE } from '@oto/schema/geometry/lattice';
import type { BoardScene } from '../scene/types.ts';
import type { BoardController, BoardSight, Direction } from './board-controller.ts';
import type { Marks } from './marks.ts';
import { nearestStop, stopTowards, type Stop } from './steps.ts';
import { claimedBounds } from './world-bounds.ts';
import { isElsewhere, NO_VISITS, rested, travelled, type Place, type Visits } from './visits.ts';

/** The view has come to rest when it has not moved for so long. */
const REST_MS = 1000;
/** Share of the screen left free round a note that was stepped to. */
const STEP_MARGIN = 0.12;
const STEP_MS = 240;
/** Notes that many screens beyond the edge can be stepped to. */
const STEP_REACH = 1.5;
/** Share of the screen left free round the whole world. */
const WORLD_MARGIN = 0.08;
/** The map is entered this much below the zoom at which notes vanish. */
const MAP_ENTRY = 0.85;
/** And left this much above it. */
const MAP_EXIT = 2;

export interface WayfinderOptions {
  readonly host: HTMLElement;
  readonly scene: Pick<BoardScene, 'camera' | 'notesIn' | 'noteAt'>;
  readonly marks: Pick<Marks, 'selection' | 'select' | 'ofNote'>;
  readonly overview: Accessor<MapOverview | null>;
}

/** Where one is, where one was, and the ways from place to place and from note to note. */
export interface Wayfinder extends Pick<
  BoardController,
  'sight' | 'visited' | 'goBack' | 'goForward' | 'step' | 'flyTo' | 'moveTo' | 'flyToMap' | 'toggleMap'
> {
  cameraMoved(): void;
  destroy(): void;
}

export function createWayfinder({ host, scene, marks, overview }: WayfinderOptions): Wayfinder {
  const { camera } = scene;
  const read = (): BoardSight => ({
    x: camera.x,
    y: camera.y,
    zoom: camera.zoom,
    width: host.clientWidth,
    height: host.clientHeight,
    isMap: camera.isMap,
  });
  const [sight, setSight] = createSignal(read(), { equals: sameSight });
  const [visited, setVisited] = createSignal(
    { back: false, forward: false },
    { equals: (a, b) => a.back === b.back && a.forward === b.forward },
  );
  let visits: Visits = NO_VISITS;
  /** A flight to a place of the list is under way: what is seen meanwhile is no place visited. */
  let travelling = false;
  /** Where one was before the map. */
  let beforeMap: Place | null = null;
  let resting: ReturnType<typeof setTimeout> | undefined;

  const tellVisited = (): void => {
    const { places, at } = visits;
    const here = places[at];
    // Away from it, without having stayed anywhere since: the way back is to it, and nothing lies ahead.
    const isAway = !travelling && here !== undefined && isElsewhere(here, camera, sight());
    setVisited({ back: at > 0 || isAway, forward: at < places.length - 1 && !isAway });
  };
  const rest = (): void => {
    const { x, y, zoom } = camera;
    visits = rested(visits, { x, y, zoom }, sight());
    if (!camera.isMap) beforeMap = { x, y, zoom };
    tellVisited();
  };
  const fly = async (place: Partial<Place>, ms?: number): Promise<void> => {
    await camera.flyTo(place, ms === undefined ? {} : { ms });
  };
  const travel = async (by: -1 | 1): Promise<void> => {
    if (!travelling) rest();
    const next = travelled(visits, by);
    const place = next?.places[next.at];
    if (!next || !place) return;
    visits = next;
    travelling = true;
    tellVisited();
    const arrived = await camera.flyTo(place);
    // Interrupted by the next of these flights, that one goes on.
    if (arrived || visits === next) travelling = false;
    tellVisited();
  };
  const stops = (): Stop[] => {
    const rect = camera.visibleRect();
    const [dx, dy] = [rect.width * STEP_REACH, rect.height * STEP_REACH];
    return scene.notesIn({ x: rect.x - dx, y: rect.y - dy, width: rect.width + 2 * dx, height: rect.height + 2 * dy }).flatMap((id) => {
      const place = scene.noteAt(id);
      return place ? { id, x: place.x, y: place.y } : [];
    });
  };
  const bringIntoView = (id: string): void => {
    const note = scene.noteAt(id);
    if (!note) return;
    const rect = camera.visibleRect();
    const slack = (size: number): number => Math.max(0, size / 2 - size * STEP_MARGIN - note.size / 2);
    const x = Math.min(note.x + slack(rect.width), Math.max(note.x - slack(rect.width), camera.x));
    const y = Math.min(note.y + slack(rect.height), Math.max(note.y - slack(rect.height), camera.y));
    if (x !== camera.x || y !== camera.y) void fly({ x, y }, STEP_MS);
  };

  const flyToMap = (): void => {
    const { min, notes } = camera.limits();
    const world = overview();
    if (!world) return void fly({ zoom: Math.max(min, notes * MAP_ENTRY) });
    const bounds = claimedBounds(world);
    const width = (bounds.x1 - bounds.x0 + 1) * PLOT_SIZE;
    const height = (bounds.y1 - bounds.y0 + 1) * PLOT_SIZE;
    const room = 1 - 2 * WORLD_MARGIN;
    const zoom = Math.min((host.clientWidth * room) / width, (host.clientHeight * room) / height, notes * MAP_ENTRY);
    void fly({ x: ((bounds.x0 + bounds.x1) / 2) * PLOT_SIZE, y: ((bounds.y0 + bounds.y1) / 2) * PLOT_SIZE, zoom });
  };

  return {
    sight,
    visited,
    goBack: () => void travel(-1),
    goForward: () => void travel(1),
    step(direction: Direction) {
      if (camera.isMap) return null;
      const chosen = marks.selection();
      const from = chosen?.type === 'note' ? scene.noteAt(chosen.id) : null;
      const all = stops();
      const inView = (stop: Stop): boolean => {
        const at = camera.worldToScreen(stop);
        return at.x >= 0 && at.y >= 0 && at.x <= host.clientWidth && at.y <= host.clientHeight;
      };
      const next = from
        ? stopTowards(from, all, direction)
        : (nearestStop(camera, all.filter(inView)) ?? stopTowards(camera, all, direction));
      if (!next) return null;
      marks.select(marks.ofNote(next.id));
      bringIntoView(next.id);
      return next.id;
    },
    flyTo: (place) => void fly(place),
    moveTo: (place) => camera.moveTo({ x: place.x, y: place.y, zoom: place.zoom ?? camera.zoom }),
    flyToMap,
    toggleMap() {
      if (!camera.isMap) {
        rest();
        return flyToMap();
      }
      void fly(beforeMap ?? { zoom: camera.limits().notes * MAP_EXIT });
    },
    cameraMoved() {
      setSight(read());
      tellVisited();
      clearTimeout(resting);
      resting = setTimeout(() => !travelling && rest(), REST_MS);
    },
    destroy() {
      clearTimeout(resting);
    },
  };
}

function sameSight(a: BoardSight, b: BoardSight): boolean {
  return a.x === b.x && a.y === b.y && a.zoom === b.zoom && a.width === b.width && a.height === b.height && a.isMap === b.isMap;
}
