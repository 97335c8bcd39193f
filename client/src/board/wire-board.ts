import { createSignal } from 'solid-js';
import type { Id } from '@oto/schema/base/id';
import { CREATION_SIZE } from '@oto/schema/board/kind';
import { CORD_COLOURS } from '@oto/schema/board/palette';
import { plotAt, plotCentre, type Plot, type Point } from '@oto/schema/geometry/lattice';
import { PRESENCE_EVERY_MS, type BoardNet, type BoardNetOptions } from '../net/board-net.ts';
import { cardCache } from '../net/card-cache.ts';
import { throttle } from '../net/throttle.ts';
import type { BoardScene } from '../scene/types.ts';
import type { KeyIntent } from '../tool/keys.ts';
import type { PressEdit, PressTarget } from '../tool/press.ts';
import type {
  BoardConnection,
  BoardController,
  BoardDeps,
  BoardLogEntry,
  BoardPerson,
  BoardSelection,
  OutlineEntry,
  PaperTarget,
  ScreenPoint,
} from './board-controller.ts';
import { BoardView } from './board-view.ts';
import { Hands } from './hands.ts';
import { listenToKeys } from './key-input.ts';
import { listeners } from './listeners.ts';
import { Others } from './others.ts';
import { entriesInView, readingOrder, sameOutline } from './outline.ts';
import { listenToPointers } from './pointer-input.ts';
import { firstSight, plotFromSearch, plotHeart } from './start-place.ts';

/** What the net tells the board; the rest of its options is about addresses and passes. */
export type NetEvents = Pick<BoardNetOptions, 'onRegion' | 'onRegionClosed' | 'onPresence' | 'onConnection' | 'log'>;

const OUTLINE_EVERY_MS = 250;
const CARDS_EVERY_MS = 120;
/** Notes that glide have come to rest by then. */
const REST_MS = 400;
/** A flown-to note fills this share of the screen's shorter side. */
const NOTE_SHARE = 0.28;
const DOUBLE_CLICK_MS = 350;

type Session = Parameters<BoardController['setSession']>[0];

/** Wires scene, documents and tools into one board. */
export function wireBoard(
  host: HTMLElement,
  deps: BoardDeps,
  scene: BoardScene,
  openNet: (events: NetEvents) => BoardNet,
): BoardController {
  const [connection, setConnection] = createSignal<BoardConnection>({ state: 'connecting', unsaved: 0, regions: 0 });
  const [selection, setSelection] = createSignal<BoardSelection | null>(null);
  const [people, setPeople] = createSignal<readonly BoardPerson[]>([]);
  const [outline, setOutline] = createSignal<readonly OutlineEntry[]>([], { equals: sameOutline });
  const opened = listeners<[BoardSelection]>();
  const contexts = listeners<[BoardSelection | PaperTarget, ScreenPoint]>();
  const reattached = listeners<[{ readonly creation: string; readonly agent: string }]>();
  const logged = listeners<[BoardLogEntry]>();

  let session: Session = null;
  let home: Plot | null = null;
  /** Selected together with shift; the last is the selection. */
  let marked: readonly string[] = [];
  let pointer: Point | null = null;
  let lastClick: { readonly id: string; readonly at: number } | null = null;
  /** A note that the camera flies to before it is loaded. */
  let awaited: string | null = null;
  let resting: ReturnType<typeof setTimeout> | undefined;

  const log = (level: BoardLogEntry['level'], code: BoardLogEntry['code'], params: BoardLogEntry['params'] = {}): void =>
    logged.tell({ at: Date.now(), area: 'sync', level, code, params });

  const cards = cardCache({
    fetchCards: deps.fetchCards,
    onCards: (found) => {
      view.showCards(found);
      refreshOutline();
    },
    onError: () => log('warn', 'cards_failed'),
  });
  const view = new BoardView({
    sink: scene,
    cardOf: (id) => cards.get(id),
    lang: deps.lang,
    onRecord: (id) => cards.refresh([id]),
    onPlaced: (id) => others.placed(id),
    onNotes: () => {
      if (awaited && view.find(awaited)) {
        select(selectionOf(awaited));
        awaited = null;
      }
      refreshCards();
      refreshOutline();
      clearTimeout(resting);
      resting = setTimeout(refreshOutline, REST_MS);
    },
  });
  const others = new Others({
    held: view,
    isMine: (id) => hands.holds(id),
    onWork: (note, work) => view.showWork(note, work),
    onPeople: (next, cursors) => {
      setPeople(next);
      scene.setCursors(cursors);
    },
    requestFrame: (callback) => void requestAnimationFrame(callback),
    now: () => performance.now(),
  });
  const net = openNet({
    onRegion: (plot, region) => view.open(plot, region),
    onRegionClosed: (key) => {
      view.close(key);
      others.closeRegion(key);
    },
    onPresence: (plot, states) => others.update(plot, states),
    onConnection: setConnection,
    log,
  });

  const refreshCards = throttle(() => cards.want(scene.notesIn(scene.camera.visibleRect())), CARDS_EVERY_MS);
  const refreshOutline = throttle(() => {
    const entries = entriesInView(scene, view, (id) => cards.get(id));
    setOutline(readingOrder(entries, { x: host.clientWidth / 2, y: host.clientHeight / 2 }));
  }, OUTLINE_EVERY_MS);

  function selectionOf(id: string): BoardSelection | null {
    const found = view.find(id);
    return found ? { type: 'note', id, kind: found.record.k, region: found.region.key } : null;
  }
  function cordSelection(id: string): BoardSelection | null {
    const cord = view.cords.get(id);
    if (!cord) return null;
    return { type: 'cord', style: cord.style, creation: cord.to[0], from: cord.from[0], ...(cord.tie ? { tie: cord.tie } : {}) };
  }
  function selectionAt(target: PressTarget): BoardSelection | null {
    switch (target.type) {
      case 'note':
        return selectionOf(target.id);
      case 'cord':
        return cordSelection(target.id);
      case 'cord-end': {
        const cord = view.cords.get(target.id);
        return cord ? (selectionOf(cord[target.end][0]) ?? cordSelection(target.id)) : null;
      }
      case 'paper':
        return null;
      default:
        return target satisfies never;
    }
  }

  function select(next: BoardSelection | null, together: readonly string[] = []): void {
    marked = next?.type === 'note' ? [...new Set([...together, next.id])] : [];
    setSelection(next);
    const lit = next?.type === 'cord' ? [next.creation, next.from] : marked;
    scene.setSelection(lit);
    view.showPaths(next?.type === 'note' ? next.id : next?.type === 'cord' ? next.creation : null);
  }

  const me = () => session?.me ?? null;
  const hands = new Hands({
    scene,
    view,
    edit: (region, edits) => net.edit(region, edits),
    me,
    onDrag: () => publish(),
    onRefused: (code, region) => log('info', code, { region }),
    onReattach: reattached.tell,
  });
  const publish = throttle(() => {
    const member = me();
    if (!member) return net.setPresence(null);
    const { dragged } = hands;
    net.setPresence({
      who: { id: member.id, name: member.name.slice(0, 60), colour: colourOf(member.id) },
      cursor: pointer ? scene.camera.screenToWorld(pointer) : null,
      drag: dragged && {
        ids: dragged.notes.map((note) => ({ id: note.id as Id, region: note.region })),
        dx: dragged.offset.x,
        dy: dragged.offset.y,
      },
    });
  }, PRESENCE_EVERY_MS);

  function onPress(edit: PressEdit): void {
    switch (edit.type) {
      case 'click':
        return onClick(edit.target, edit.shift);
      case 'long-press':
        return tellContext(edit.at, edit.target);
      case 'drag-start': {
        const from = scene.camera.screenToWorld(edit.from);
        if (edit.target.type === 'cord-end') hands.grabCordEnd(edit.target);
        else if (edit.target.type === 'note') {
          if (!marked.includes(edit.target.id)) select(selectionOf(edit.target.id));
          hands.grabNotes(marked, from);
        }
        return hands.pull(scene.camera.screenToWorld(edit.to));
      }
      case 'drag-move':
        return hands.pull(scene.camera.screenToWorld(edit.to));
      case 'drag-end':
        return hands.drop(scene.camera.screenToWorld(edit.to));
      case 'drag-cancel':
        return hands.letGo();
      case 'drag-refused':
        return hands.refuse(edit.target);
      default:
        return edit satisfies never;
    }
  }
  function onClick(target: PressTarget, shift: boolean): void {
    host.focus({ preventScroll: true });
    const next = selectionAt(target);
    if (shift && next?.type === 'note') return select(next, marked);
    select(next);
    if (!next) return;
    const id = target.type === 'paper' ? '' : target.id;
    const twice = lastClick?.id === id && performance.now() - lastClick.at < DOUBLE_CLICK_MS;
    lastClick = { id, at: performance.now() };
    if (twice && target.type === 'note') return flyTo(target.id);
    opened.tell(next);
  }
  function tellContext(point: Point, target: PressTarget): void {
    const box = host.getBoundingClientRect();
    const at = { x: box.left + point.x, y: box.top + point.y };
    const chosen = selectionAt(target);
    if (chosen) {
      select(chosen);
      return contexts.tell(chosen, at);
    }
    const world = scene.camera.screenToWorld(point);
    const plot = plotAt(world);
    const centre = plotCentre(plot);
    contexts.tell({ type: 'paper', plot, point: { x: Math.round(world.x - centre.x), y: Math.round(world.y - centre.y) } }, at);
  }

  function zoomForNote(): number {
    return (Math.min(host.clientWidth, host.clientHeight) * NOTE_SHARE) / CREATION_SIZE;
  }
  function flyTo(id: string): void {
    const place = scene.noteAt(id);
    if (place) void scene.camera.flyTo({ x: place.x, y: place.y, zoom: zoomForNote() });
  }
  const heartOf = (plot: Plot) => plotHeart(plot, net.atlasOf(plot)?.n);
  function flyHome(): void {
    void scene.camera.fit(home ? heartOf(home) : firstSight(deps.world.liveliest));
  }

  const input = listenToPointers({
    host,
    targetAt: (point) => hands.targetAt(point),
    onEdit: onPress,
    setPanEnabled: (enabled) => scene.setPanEnabled(enabled),
    onHover: (point, target) => {
      pointer = point;
      if (me()) publish();
      host.style.cursor = cursorOf(target, input.isDragging, me() !== null);
      if (target) scene.setHover(target.type === 'paper' ? null : target.id);
      if (selection() === null) view.showPaths(target?.type === 'note' ? target.id : null);
    },
    onContext: tellContext,
  });

  function onKey(intent: KeyIntent): void {
    const chosen = selection();
    const { camera } = scene;
    switch (intent.type) {
      case 'nudge':
        if (chosen?.type === 'note') hands.moveNote(chosen.id, intent.by.x, intent.by.y);
        return;
      case 'pan': {
        const step = Math.min(host.clientWidth, host.clientHeight) / camera.zoom;
        return camera.moveTo({ x: camera.x + intent.by.x * step, y: camera.y + intent.by.y * step, zoom: camera.zoom });
      }
      case 'zoom':
        return camera.zoomBy(intent.factor);
      case 'home':
        return flyHome();
      case 'open':
        if (chosen) opened.tell(chosen);
        return;
      case 'clear':
        return select(null);
      default:
        return intent satisfies never;
    }
  }
  const movable = (): boolean => {
    const chosen = selection();
    return chosen?.type === 'note' && hands.mayMove(chosen.id);
  };
  const stopKeys = listenToKeys(host, movable, onKey);

  const onCamera = (): void => {
    net.setView(scene.camera.visibleRect());
    refreshCards();
    refreshOutline();
    if (me() && pointer) publish();
  };
  const stopCamera = scene.camera.onChange(onCamera);
  const resized = new ResizeObserver(onCamera);
  resized.observe(host);

  if (host.tabIndex < 0) host.tabIndex = 0;
  const named = plotFromSearch(location.search) ?? deps.start?.plot;
  void scene.camera.fit(named ? heartOf(named) : firstSight(deps.world.liveliest), { ms: 0 });
  onCamera();

  const controller: BoardController = {
    connection,
    selection,
    people,
    outline,
    select: (next) => select(next),
    onOpen: opened.add,
    onContext: contexts.add,
    onReattach: reattached.add,
    onLog: logged.add,
    flyToPlot: (plot) => void scene.camera.fit(heartOf(plot)),
    flyToNote(id, plot, seat = { x: 0, y: 0 }) {
      if (view.find(id)) {
        flyTo(id);
        select(selectionOf(id));
        return;
      }
      awaited = id;
      const centre = plotCentre(plot);
      void scene.camera.flyTo({ x: centre.x + seat.x, y: centre.y + seat.y, zoom: zoomForNote() });
    },
    flyHome,
    zoomBy: (factor) => scene.camera.zoomBy(factor),
    setHome(plot) {
      home = plot;
    },
    setKinds: (kinds) => scene.setFilter(kinds ? { kinds } : null),
    setTheme: (theme) => scene.setTheme(theme),
    tie: (from, to) => hands.tie(from, to, colourOf(me()?.id ?? '') % CORD_COLOURS.length),
    cutTie: (key) => hands.cutTie(key),
    moveNote: (id, dx, dy) => hands.moveNote(id, dx, dy),
    setSession(next) {
      if (next?.me.id === session?.me.id) {
        session = next;
        return;
      }
      session = next;
      others.setMe(next?.me.id ?? null);
      net.setSession(next ? { id: next.me.id } : null);
    },
    refreshCards(ids) {
      cards.refresh(ids);
      cards.want(ids);
    },
    destroy() {
      stopKeys();
      stopCamera();
      resized.disconnect();
      input.destroy();
      clearTimeout(resting);
      for (const one of [refreshCards, refreshOutline, publish]) one.cancel();
      others.destroy();
      cards.destroy();
      net.destroy();
      view.destroy();
      scene.destroy();
    },
  };
  if (deps.start?.note) controller.flyToNote(deps.start.note.id, deps.start.note.plot, deps.start.note.seat);
  return controller;
}

function cursorOf(target: PressTarget | null, isDragging: boolean, signedIn: boolean): string {
  if (isDragging) return 'grabbing';
  switch (target?.type) {
    case 'note':
      return target.movable ? 'grab' : signedIn ? 'pointer' : 'default';
    case 'cord':
    case 'cord-end':
      return 'pointer';
    case 'paper':
    case undefined:
      return '';
    default:
      return target satisfies never;
  }
}

/** A person keeps one colour, 0 to 15, on every screen. */
function colourOf(id: string): number {
  let sum = 0;
  for (let i = 0; i < id.length; i++) sum = (sum * 31 + id.charCodeAt(i)) % 65_521;
  return sum % 16;
}
