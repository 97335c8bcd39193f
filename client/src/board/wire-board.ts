import { createSignal } from 'solid-js';
import type { Id } from '@oto/schema/base/id';
import type { Counted } from '@oto/schema/board/counted';
import { plotAt, plotCentre, plotKey } from '@oto/schema/geometry/lattice';
import type { BoardNet, BoardNetOptions } from '../net/board-net.ts';
import { cardCache } from '../net/card-cache.ts';
import { plotOfKey } from '../net/plot-of-key.ts';
import type { BoardScene, WorldRect } from '../scene/types.ts';
import type {
  BoardConnection,
  BoardController,
  BoardDeps,
  BoardLogEntry,
  BoardSelection,
  MapTag,
  PaperTarget,
  PulledCord,
  ScreenPoint,
} from './board-controller.ts';
import { BoardView } from './board-view.ts';
import type { FilteredNote } from './filter/board-filter.ts';
import { FilterDesk } from './filter/filter-desk.ts';
import { Flights } from './flights.ts';
import { Lights } from './lights.ts';
import { listeners } from './listeners.ts';
import { createMapFeed } from './map-feed.ts';
import { restoreLayout } from './restore.ts';
import { flightEnd } from './flight-end.ts';
import { showQueue } from './show-queue.ts';
import { createSights } from './sights.ts';
import { wireCompany } from './wire-company.ts';
import { placeFromSearch } from './place-address.ts';
import { takePicture } from './take-picture.ts';
import { isWallSeen } from './wall-sight.ts';
import { wireHands } from './wire-hands.ts';

/** What the net tells the board; the rest of its options is about addresses and passes. */
export type NetEvents = Pick<
  BoardNetOptions,
  'onRegion' | 'onRegionClosed' | 'onClaim' | 'onPresence' | 'onLight' | 'onCounted' | 'onConnection' | 'onRefused' | 'log'
>;

type Session = Parameters<BoardController['setSession']>[0];

/** Wires scene, documents and tools into one board. */
export function wireBoard(
  host: HTMLElement,
  deps: BoardDeps,
  scene: BoardScene,
  openNet: (events: NetEvents) => BoardNet,
): BoardController {
  const [connection, setConnection] = createSignal<BoardConnection>({ state: 'connecting', unsaved: 0, regions: 0 });
  const [mapTag, setMapTag] = createSignal<MapTag | null>(null);
  const opened = listeners<[BoardSelection]>();
  const contexts = listeners<[BoardSelection | PaperTarget, ScreenPoint]>();
  const pulled = listeners<[PulledCord]>();
  const reattached = listeners<[{ readonly creation: string; readonly agent: string }]>();
  const logged = listeners<[BoardLogEntry]>();
  const framed = listeners<[string | null]>();
  const [wallRect, setWallRect] = createSignal<WorldRect | null>(null);
  const [wallDimmed, setWallDimmed] = createSignal<ReadonlySet<string>>(new Set());
  const countsTold = listeners<[Counted['counts']]>();

  let session: Session = null;
  /** A note that is chosen as soon as it is loaded: the camera is there, or on its way. */
  let awaited: string | null = deps.start?.note?.id ?? null;

  const log = (level: BoardLogEntry['level'], code: BoardLogEntry['code'], params: BoardLogEntry['params'] = {}): void =>
    logged.tell({ at: Date.now(), area: 'sync', level, code, params });

  const cards = cardCache({
    fetchCards: deps.fetchCards,
    onCards: (found) => {
      view.showCards(found);
      sights.wordsChanged();
    },
    onError: () => log('warn', 'cards_failed'),
  });
  const view = new BoardView({
    sink: scene,
    cardOf: (id) => cards.get(id),
    lang: deps.lang,
    onRecord: (id) => cards.refresh([id]),
    onPlaced: (id) => others.placed(id),
    onDrawn: (id) => mine.noteDrawn(id),
    onCord: (id) => {
      mine.cordDrawn(id);
      filtering.cordsChanged();
    },
    onClaim: () => mine.rights.changed(),
    onNotes: () => {
      if (awaited && view.find(awaited)) {
        mine.marks.select(mine.marks.ofNote(awaited));
        awaited = null;
      }
      sights.notesChanged();
    },
  });
  const filtering: FilterDesk = new FilterDesk({
    setFilter: (filter) => scene.setFilter(filter),
    dimWall(creations) {
      setWallDimmed(creations);
      scene.dimWall(creations);
    },
    note(id): FilteredNote | undefined {
      const record = view.find(id)?.record;
      return (
        record && {
          id: id as Id,
          kind: record.k,
          author: record.o,
          agents: record.a?.map(([end]) => end[0]) ?? [],
          counts: cards.get(id)?.counts,
        }
      );
    },
    cord: (id) => view.cords.get(id),
    cordsOf: (note) => view.cords.of(note),
  });
  const company = wireCompany({
    host,
    scene,
    held: view,
    isMine: (id) => mine.hands.holds(id),
    onWork: (note, work) => view.showWork(note, work),
    meet: (regions) => net.meet(regions),
    publish: () => mine.publish(),
    pointsAt: () => mine.pointsAt(),
    reducedMotion: deps.reducedMotion,
  });
  const { others } = company;
  const map = createMapFeed({
    scene,
    fetchMap: deps.fetchMap,
    fetchMapTile: deps.fetchMapTile,
    bounds: deps.world.bounds,
    onError: () => log('warn', 'map_failed'),
    onChange: () => sights.mapChanged(),
  });
  const arriving = showQueue((plot, region) => view.open(plot, region));
  const net = openNet({
    /** What is shown already and was read anew glides to its place at once; a still picture has no frames to spare. */
    onRegion: (plot, region) => (deps.still || view.region(plotKey(plot)) ? view.open(plot, region) : arriving.add(plot, region)),
    onRegionClosed: (key) => {
      arriving.drop(key);
      cards.release(view.region(key)?.notes.keys() ?? []);
      view.close(key);
      others.closeRegion(key);
    },
    onClaim: (plot, claim) => map.atlasClaim(plot, claim),
    onPresence: (plot, states) => others.update(plot, states),
    // A page in the background draws nothing: what happened meanwhile would all shine at once.
    onLight: (light) => {
      if (!document.hidden) lights.show(light);
    },
    onCounted({ counts }) {
      cards.count(counts);
      filtering.counted();
      countsTold.tell(counts);
    },
    onConnection: (next) => {
      setConnection(next);
      sights.plotsChanged();
    },
    /** The net has told the log why; the notes glide back as their documents are read again. */
    onRefused: ({ plot, edits }) => {
      mine.work.refused(plotKey(plot), edits);
      view.cords.forgetMeant(edits.flatMap((edit) => (edit.root === 'ties' ? [edit.key] : [])));
    },
    log,
  });
  const lights = new Lights({
    cords: view.cords,
    scene,
    now: () => performance.now(),
    onLight: (ways) => log('info', 'light', { ways }),
  });
  const flights = new Flights({ host, scene, net, liveliest: deps.world.liveliest });
  const sights = createSights({ host, scene, view, net, cards, map, passes: (id) => filtering.passes(id) });
  const mine = wireHands({
    host,
    scene,
    view,
    net,
    flights,
    company: company.company,
    lasers: company.lasers,
    onPoint: (at) => company.pointed(at),
    overview: map.overview,
    me: () => session?.me ?? null,
    log,
    onOpen: opened.tell,
    onContext: contexts.tell,
    onPull: pulled.tell,
    onReattach: reattached.tell,
    onChosen: (chosen) => filtering.select(chosen === null ? null : chosen.type === 'note' ? chosen.id : chosen.creation),
    onMap(target) {
      if (target.type === 'wall') {
        // From afar it leads there first.
        if (isWallSeen(ways.sight(), wallRect())) framed.tell(target.id);
        else flights.toWall();
        return;
      }
      if (target.type === 'plot') {
        const plot = plotOfKey(target.key);
        if (plot) flights.toPlot(plot);
        return;
      }
      const agent = map.landmark(target.id);
      if (!agent) return;
      const plot = plotAt(agent);
      const centre = plotCentre(plot);
      controller.flyToNote(agent.id, plot, { x: agent.x - centre.x, y: agent.y - centre.y });
    },
    onMapHover(target, point) {
      const claim = target?.type === 'plot' ? map.claim(target.key) : undefined;
      const mark = target?.type === 'landmark' ? map.landmark(target.id) : undefined;
      if (!point) setMapTag(null);
      else if (claim) setMapTag({ type: 'plot', plot: claim.plot, owner: claim.title ?? '', notes: claim.notes, ...point });
      else setMapTag(mark ? { type: 'landmark', name: mark.name, descendants: mark.descendants, ...point } : null);
    },
  });
  const { marks, rights, work, hands, ties, ways } = mine;

  const onCamera = (): void => {
    net.setView(scene.camera.visibleRect(), scene.camera.isMap, flightEnd(scene.camera));
    map.cameraMoved();
    mine.cameraMoved();
    sights.cameraMoved();
  };
  const stopCamera = scene.camera.onChange(onCamera);
  const resized = new ResizeObserver(onCamera);
  resized.observe(host);

  if (host.tabIndex < 0) host.tabIndex = 0;
  flights.begin(placeFromSearch(location.search), deps.start);
  onCamera();

  const controller: BoardController = {
    ...company.controls,
    connection,
    selection: marks.selection,
    marked: marks.marked,
    selectionBox: mine.selectionBox,
    undoable: mine.undoable,
    tying: mine.tying,
    outline: sights.outline,
    agentsInView: sights.agentsInView,
    mapOutline: sights.mapOutline,
    plotInView: sights.plotInView,
    sight: ways.sight,
    mapTag,
    overview: map.overview,
    visited: ways.visited,
    goBack: ways.goBack,
    goForward: ways.goForward,
    step: ways.step,
    flyTo: ways.flyTo,
    moveTo: ways.moveTo,
    ownerOf: (plot) => map.claim(plotKey(plot))?.title ?? '',
    flyToMap: ways.flyToMap,
    toggleMap: ways.toggleMap,
    picture: (side) => takePicture(scene, side),
    select: (next) => marks.select(next),
    undo: () => work.undo(),
    redo: () => work.redo(),
    bringToFront: (ids) => hands.toFront(ids),
    mayMove(id) {
      rights.follow();
      return hands.mayMove(id);
    },
    beginTie: (from) => mine.beginTie(from),
    tieLook(tie) {
      rights.follow();
      return ties.look(tie);
    },
    changeTie: (tie, look) => ties.change(tie, look),
    showPast(plot, layout) {
      if (layout) mine.letGo();
      view.showPast(plot, layout);
      sights.notesChanged();
    },
    restore: (plot, layout) =>
      restoreLayout({ view, rights, work, onRefused: (code, region) => log('info', code, { region }) }, plot, layout),
    onOpen: opened.add,
    onContext: contexts.add,
    onPull: pulled.add,
    pullCord: pulled.tell,
    shine: (path) => lights.shine(path),
    onReattach: reattached.add,
    onLog: logged.add,
    flyToPlot: (plot) => flights.toPlot(plot),
    flyToNote(id, plot, seat = { x: 0, y: 0 }) {
      if (view.find(id)) {
        flights.toNote(id);
        marks.select(marks.ofNote(id));
        return;
      }
      awaited = id;
      flights.toSeat(plot, seat);
    },
    flyHome: () => flights.toHome(),
    zoomBy: (factor) => scene.camera.zoomBy(factor),
    setHome(plot) {
      flights.setHome(plot);
      map.setHome(plot);
    },
    setFilter(filter) {
      filtering.set(filter);
      sights.wordsChanged();
    },
    setTheme: (theme) => scene.setTheme(theme),
    tie: (from, to) => ties.tie(from, to, mine.colour()),
    cutTie: (key) => ties.cut(key),
    moveNote(id, dx, dy) {
      const marked = marks.marked();
      hands.nudge(marked.includes(id) ? marked : [id], { x: dx, y: dy });
    },
    toggleMark: (id) => marks.toggle(id),
    tiesOf: (note) =>
      view.cords.of(note).flatMap(({ tie, from, to }) => {
        if (!tie) return [];
        const other = from[0] === note ? to[0] : from[0];
        return { tie: tie.key, name: tie.record.n ?? '', other: cards.get(other)?.title ?? '' };
      }),
    selectTie: (key) => marks.select(marks.ofTie(key)),
    setSession(next) {
      const changed = next?.me.id !== session?.me.id;
      session = next;
      rights.changed();
      if (!changed) return;
      mine.letGo();
      view.cords.forgetMeant(null);
      company.setMe(next?.me.id ?? null);
      work.setPerson(next?.me.id ?? null);
      net.setSession(next ? { id: next.me.id } : null);
      mine.publish();
    },
    setWall(wall, frames) {
      scene.setWall(wall);
      setWallRect(scene.wallRect());
      filtering.hang(frames);
    },
    wallDimmed,
    wallInSight: () => isWallSeen(ways.sight(), wallRect()),
    flyToWall: () => flights.toWall(),
    onWall: framed.add,
    onCounted: countsTold.add,
    showCounts(counts) {
      cards.count(counts);
      filtering.counted();
    },
    refreshCards(ids) {
      cards.refresh(ids);
      cards.want(ids);
    },
    destroy() {
      stopCamera();
      resized.disconnect();
      mine.destroy();
      sights.destroy();
      filtering.destroy();
      map.destroy();
      company.destroy();
      cards.destroy();
      arriving.destroy();
      net.destroy();
      view.destroy();
      scene.destroy();
    },
  };
  return controller;
}
