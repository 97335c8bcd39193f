import { createSignal, type Accessor } from 'solid-js';
import { plotAt, plotKey, type Plot } from '@oto/schema/geometry/lattice';
import type { BoardNet } from '../net/board-net.ts';
import type { CardCache } from '../net/card-cache.ts';
import { throttle } from '../net/throttle.ts';
import type { BoardScene } from '../scene/types.ts';
import type { AgentInView, MapEntry, OutlineEntry } from './board-controller.ts';
import type { BoardView } from './board-view.ts';
import type { MapFeed } from './map-feed.ts';
import { entriesInView, mapEntriesInView, readingOrder, sameOutline } from './outline.ts';

const OUTLINE_EVERY_MS = 250;
const CARDS_EVERY_MS = 120;
const PLOT_EVERY_MS = 100;
/** Notes that glide have come to rest by then. */
const REST_MS = 400;

export interface SightsOptions {
  readonly host: HTMLElement;
  readonly scene: Pick<BoardScene, 'camera' | 'notesIn' | 'noteAt'>;
  readonly view: Pick<BoardView, 'find' | 'region'>;
  readonly net: Pick<BoardNet, 'atlasOf'>;
  readonly cards: Pick<CardCache, 'want' | 'get'>;
  readonly map: Pick<MapFeed, 'claims' | 'landmarks'>;
  /** Whether a note meets the filter. */
  readonly passes: (id: string) => boolean;
}

/** What is in sight, read now and then: the outline, the plot in the middle, the cards that are wanted. */
export interface Sights {
  readonly outline: Accessor<readonly OutlineEntry[]>;
  readonly agentsInView: Accessor<readonly AgentInView[]>;
  readonly mapOutline: Accessor<readonly MapEntry[]>;
  readonly plotInView: Accessor<Plot | null>;
  cameraMoved(): void;
  /** Notes came or went; they may glide on for a moment. */
  notesChanged(): void;
  wordsChanged(): void;
  mapChanged(): void;
  plotsChanged(): void;
  destroy(): void;
}

export function createSights({ host, scene, view, net, cards, map, passes }: SightsOptions): Sights {
  const [outline, setOutline] = createSignal<readonly OutlineEntry[]>([], { equals: sameOutline });
  const [agentsInView, setAgentsInView] = createSignal<readonly AgentInView[]>([], { equals: sameOutline });
  const [mapOutline, setMapOutline] = createSignal<readonly MapEntry[]>([], { equals: sameOutline });
  const [plotInView, setPlotInView] = createSignal<Plot | null>(null, { equals: (a, b) => a?.x === b?.x && a?.y === b?.y });
  let resting: ReturnType<typeof setTimeout> | undefined;

  const wantCards = throttle(() => cards.want(scene.notesIn(scene.camera.visibleRect())), CARDS_EVERY_MS);
  const readOutline = throttle(() => {
    const { camera } = scene;
    const middle = { x: host.clientWidth / 2, y: host.clientHeight / 2 };
    const entries = camera.isMap ? [] : entriesInView(scene, view, (id) => cards.get(id));
    setOutline(
      readingOrder(
        entries.filter(({ id }) => passes(id)),
        middle,
      ),
    );
    setAgentsInView(entries.flatMap(({ kind, id, title }) => (kind === 'agent' ? [{ id, title }] : [])));
    setMapOutline(camera.isMap ? readingOrder(mapEntriesInView(camera, map.claims, map.landmarks), middle) : []);
  }, OUTLINE_EVERY_MS);
  const readPlot = throttle(() => {
    const plot = plotAt(scene.camera);
    const claimed = net.atlasOf(plot) ?? view.region(plotKey(plot))?.claim;
    setPlotInView(claimed ? plot : null);
  }, PLOT_EVERY_MS);
  const refresh = (): void => {
    wantCards();
    readOutline();
    readPlot();
  };

  return {
    outline,
    agentsInView,
    mapOutline,
    plotInView,
    cameraMoved: refresh,
    notesChanged() {
      refresh();
      clearTimeout(resting);
      resting = setTimeout(readOutline, REST_MS);
    },
    wordsChanged: readOutline,
    mapChanged: readOutline,
    plotsChanged: readPlot,
    destroy() {
      clearTimeout(resting);
      for (const one of [wantCards, readOutline, readPlot]) one.cancel();
    },
  };
}
