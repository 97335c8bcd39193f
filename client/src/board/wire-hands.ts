import { createSignal, type Accessor } from 'solid-js';
import { CORD_COLOURS } from '@oto/schema/board/palette';
import type { Me } from '@oto/schema/contract/identity';
import type { Point } from '@oto/schema/geometry/lattice';
import type { BoardNet } from '../net/board-net.ts';
import { plotOfKey } from '../net/plot-of-key.ts';
import type { BoardScene } from '../scene/types.ts';
import type {
  BoardController,
  BoardLogEntry,
  BoardSelection,
  PaperTarget,
  PulledCord,
  ScreenBox,
  ScreenPoint,
} from './board-controller.ts';
import { BoardRights } from './board-rights.ts';
import type { BoardView } from './board-view.ts';
import { CordBodyHand } from './cord-body-hand.ts';
import type { Company } from './company.ts';
import { CordEndHand } from './cord-end-hand.ts';
import type { Flights } from './flights.ts';
import { Gestures, type MapTarget } from './gestures.ts';
import { cursorOf, graspAt } from './grasp.ts';
import { Hands } from './hands.ts';
import { Handiwork } from './handiwork.ts';
import { doByKey } from './key-deeds.ts';
import { listenToKeys } from './key-input.ts';
import type { Lasers } from './lasers.ts';
import { LassoHand } from './lasso-hand.ts';
import { LooseString } from './loose-string.ts';
import { createMarks, type Marks } from './marks.ts';
import { ownColour } from './own-colour.ts';
import { listenToPointers } from './pointer-input.ts';
import { createPublisher } from './publisher.ts';
import { BoxFollower, sameBox } from './selection-box.ts';
import { listenToSideButtons } from './side-buttons.ts';
import { TieHand } from './tie-hand.ts';
import { createWayfinder, type Wayfinder } from './wayfinder.ts';

/** A double tap zooms by this much, in so many milliseconds. */
const NEARER = 2;
const NEARER_MS = 260;

export interface WireHandsOptions {
  readonly host: HTMLElement;
  readonly scene: BoardScene;
  readonly view: BoardView;
  readonly net: BoardNet;
  readonly flights: Flights;
  readonly company: Company;
  readonly lasers: Lasers;
  /** Where the map is known from. */
  readonly overview: BoardController['overview'];
  readonly me: () => Me | null;
  readonly log: (level: BoardLogEntry['level'], code: BoardLogEntry['code'], params?: BoardLogEntry['params']) => void;
  readonly onOpen: (selection: BoardSelection) => void;
  readonly onContext: (target: BoardSelection | PaperTarget, at: ScreenPoint) => void;
  /** A plot or an agent of the map was clicked. */
  readonly onMap: (target: MapTarget) => void;
  /** What of the map lies under the pointer; null: nothing. */
  readonly onMapHover: (target: MapTarget | null, point: Point | null) => void;
  readonly onPull: (cord: PulledCord) => void;
  /** What is chosen changed; follows a chosen tie. */
  readonly onChosen: (selection: BoardSelection | null) => void;
  /** The pointer moved over the board; world units, null: it left. */
  readonly onPoint: (at: Point | null) => void;
  readonly onReattach: (drop: { readonly creation: string; readonly agent: string }) => void;
}

/** One person's hands on the board: pointer and keys, what they hold, mark and undo. */
export interface WiredHands {
  readonly marks: Marks;
  readonly rights: BoardRights;
  readonly work: Handiwork;
  readonly hands: Hands;
  readonly ties: TieHand;
  readonly ways: Wayfinder;
  readonly selectionBox: Accessor<ScreenBox | null>;
  readonly undoable: BoardController['undoable'];
  readonly tying: Accessor<string | null>;
  /** Index into CORD_COLOURS, of the strings this person ties. */
  readonly colour: () => number;
  beginTie(from: string | null): void;
  noteDrawn(id: string): void;
  cordDrawn(id: string): void;
  cameraMoved(): void;
  /** Shows the others anew what this person does. */
  publish(): void;
  /** Where the pointer is, world units; null: not on the board. */
  pointsAt(): Point | null;
  /** Whatever is in hand goes back. */
  letGo(): void;
  destroy(): void;
}

export function wireHands(options: WireHandsOptions): WiredHands {
  const {
    host,
    scene,
    view,
    net,
    flights,
    company,
    lasers,
    overview,
    me,
    log,
    onOpen,
    onContext,
    onPull,
    onReattach,
    onChosen,
    onMap,
    onMapHover,
    onPoint,
  } = options;
  const [selectionBox, setSelectionBox] = createSignal<ScreenBox | null>(null, { equals: sameBox });
  const [undoable, setUndoable] = createSignal({ undo: false, redo: false }, { equals: (a, b) => a.undo === b.undo && a.redo === b.redo });
  const [tying, setTying] = createSignal<string | null>(null);
  let pointer: Point | null = null;
  const colour = (): number => ownColour(me()?.id ?? '') % CORD_COLOURS.length;
  const onRefused = (code: BoardLogEntry['code'], region: string): void => log('info', code, { region });

  const rights = new BoardRights({ view, net, me, onRefused });
  const { refusalAt } = rights;
  const work = new Handiwork({
    edit: (region, edits) => net.edit(region, edits),
    now: view.now,
    isLoaded: (region) => view.region(region) !== undefined,
    mayMake: rights.mayMake,
    onWritten: (change) => {
      if (change.root === 'ties') view.cords.mean(change.key, change.after, change.region);
    },
    onUndoable: setUndoable,
    onSkipped: (pieces) => log('info', 'undo_skipped', { pieces }),
    onFar: (region) => {
      const plot = plotOfKey(region);
      if (plot) flights.toPlot(plot);
      log('info', 'undo_far', { region });
    },
    clock: () => performance.now(),
  });
  const marks = createMarks({
    scene,
    view,
    onMarked: (selection) => {
      box.wake();
      onChosen(selection);
    },
  });
  const box = new BoxFollower({
    scene,
    marked: marks.marked,
    cordId: () => marks.cordId(),
    onBox: setSelectionBox,
    requestFrame: (callback) => void requestAnimationFrame(callback),
  });
  const hands = new Hands({ scene, view, work, refusalAt, onDrag: () => publish(), onRefused });
  const ties = new TieHand({ view, work, refusalAt, onRefused });
  const end = new CordEndHand({ scene, view, ties, isMember: () => me() !== null, onReattach });
  const body = new CordBodyHand({ scene, view, onPull });
  const loose = new LooseString({
    scene,
    view,
    ties,
    colour,
    onTying: setTying,
    onTied: (key) => marks.select(marks.ofTie(key)),
  });
  const lasso = new LassoHand({ scene, mayMove: (id) => hands.mayMove(id), mark: (ids) => marks.mark(ids) });
  const onDoubleClick = (note: string): void => flights.toNote(note);
  const onNearer = (at: Point): void => {
    const { x, y, zoom } = scene.camera;
    // The spot stays where it was tapped.
    void scene.camera.flyTo({ x: at.x + (x - at.x) / NEARER, y: at.y + (y - at.y) / NEARER, zoom: zoom * NEARER }, { ms: NEARER_MS });
  };
  const gestures = new Gestures({ host, scene, marks, hands, end, body, loose, lasso, onOpen, onContext, onDoubleClick, onNearer, onMap });
  const publish = createPublisher({ scene, net, hands, company, lasers, me, pointer: () => pointer });

  const isTying = (): boolean => loose.from !== null;
  const beginTie = (from: string | null): void => {
    loose.letGo();
    if (from === null) return;
    if (hands.mayMove(from)) loose.begin(from, pointer && scene.camera.screenToWorld(pointer));
    else hands.refuse(from);
  };
  const grasp = { scene, view, hands, end, body, isTying };
  const input = listenToPointers({
    host,
    targetAt: (point, reach) => graspAt(grasp, point, reach),
    onEdit: (edit) => gestures.press(edit),
    setPanEnabled: (enabled) => scene.setPanEnabled(enabled),
    onHover: (point, target) => {
      pointer = point;
      onPoint(point && scene.camera.screenToWorld(point));
      if (me()) publish();
      if (point && isTying() && !input.isDragging) loose.follow(scene.camera.screenToWorld(point));
      host.style.cursor = cursorOf(target, { dragging: input.isDragging, drawing: lasso.isDrawing || isTying(), signedIn: me() !== null });
      const onTheMap = target?.type === 'plot' || target?.type === 'landmark' ? target : null;
      onMapHover(onTheMap, point);
      if (target)
        scene.setHover(onTheMap?.type === 'plot' ? onTheMap.key : target.type === 'paper' || target.type === 'plot' ? null : target.id);
      if (marks.selection() === null) view.showPaths(target?.type === 'note' ? target.id : null);
    },
    onContext: (point, target) => gestures.context(point, target),
  });
  const cancelDrag = (): boolean => {
    const was = input.isDragging;
    input.cancel();
    return was;
  };
  const movable = (): boolean => marks.marked().some((id) => hands.mayMove(id));
  const ways = createWayfinder({ host, scene, marks, overview });
  const stopSideButtons = listenToSideButtons(host, { back: ways.goBack, forward: ways.goForward });
  const deeds = { host, scene, marks, hands, loose, work, flights, ways, beginTie, onOpen, cancelDrag };
  const stopKeys = listenToKeys(host, movable, (intent) => doByKey(deeds, intent));

  return {
    marks,
    rights,
    work,
    hands,
    ties,
    ways,
    selectionBox,
    undoable,
    tying,
    colour,
    beginTie,
    noteDrawn(id) {
      if (marks.marked().includes(id)) box.wake();
    },
    cordDrawn(id) {
      marks.cordChanged(id);
      if (marks.cordId() === id) box.wake();
      rights.changed();
    },
    cameraMoved() {
      ways.cameraMoved();
      box.read();
      if (me()) publish();
      if (pointer && isTying() && !input.isDragging) loose.follow(scene.camera.screenToWorld(pointer));
    },
    publish: () => {
      if (me()) publish();
    },
    pointsAt: () => pointer && scene.camera.screenToWorld(pointer),
    letGo() {
      input.cancel();
      loose.letGo();
    },
    destroy() {
      stopKeys();
      stopSideButtons();
      ways.destroy();
      input.destroy();
      publish.cancel();
      box.destroy();
    },
  };
}
