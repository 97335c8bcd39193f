import { newId } from '@oto/schema/base/id';
import { CORD_COLOURS, NOTE_COLOUR } from '@oto/schema/board/palette';
import type { MapOverview } from '@oto/schema/contract/map';
import { PLOT_SIZE, spiralPlot } from '@oto/schema/geometry/lattice';
import { createSignal } from 'solid-js';
import type {
  BoardConnection,
  BoardController,
  BoardCursor,
  BoardDeps,
  BoardLogCode,
  BoardLogEntry,
  BoardPerson,
  BoardSelection,
  BoardSight,
  CreateBoardController,
  OutlineEntry,
  PaperTarget,
  PulledCord,
  ScreenBox,
  ScreenPoint,
  TieLook,
} from '../../board/board-controller.ts';
import { AGENTS, CREATIONS } from './fixtures.ts';

/** A board's picture, where there is none. */
function pictureOfNothing(): Promise<Blob | null> {
  const paper = Object.assign(document.createElement('canvas'), { width: 640, height: 400 });
  const ink = paper.getContext('2d');
  if (ink) {
    ink.fillStyle = '#f4efe4';
    ink.fillRect(0, 0, 640, 400);
    ink.fillStyle = '#f6d465';
    ink.fillRect(240, 120, 160, 160);
  }
  return new Promise((resolve) => paper.toBlob(resolve, 'image/jpeg', 0.8));
}

const PEOPLE: readonly BoardPerson[] = [
  { id: 'p1', name: 'Léa Martin', handle: 'lea', colour: '#C83430' },
  { id: 'p2', name: 'Tom Okoro', handle: 'tom', colour: '#2660B4' },
  { id: 'p3', name: 'Inès', handle: 'ines', colour: '#288C5C' },
];
const HOME = { x: 2, y: 0 };
const CURSORS: readonly BoardCursor[] = PEOPLE.map(({ id, colour }, i) => ({
  id,
  person: id,
  colour,
  x: (2 + 3 * i) * PLOT_SIZE,
  y: (i * i - 3) * PLOT_SIZE,
}));
/** Plots that lie closer together near the middle. */
const CELLS = Array.from({ length: 300 }, (_, n) => spiralPlot(Math.floor(n * (1 + n / 400))));
const OVERVIEW: MapOverview = {
  cellPlots: 1,
  cells: CELLS.map(({ x, y }, n) => [x, y, 1, Math.round(160 / (1 + n / 30)) + ((n * 37) % 23)]),
  flows: [],
  bounds: {
    x0: Math.min(...CELLS.map(({ x }) => x)),
    y0: Math.min(...CELLS.map(({ y }) => y)),
    x1: Math.max(...CELLS.map(({ x }) => x)),
    y1: Math.max(...CELLS.map(({ y }) => y)),
  },
};

/** What the board shows at the start, from the workshop's address. */
export type StandInOptions = {
  readonly select: 'note' | 'agent' | 'many' | 'tie' | 'cord' | null;
  readonly connection: BoardConnection;
  /** Whether notes and strings may be moved and changed. */
  readonly open: boolean;
  /** Said by the board's log after a moment. */
  readonly refusal: BoardLogCode | null;
};

/** Bare squares for notes: only what the panels need of a board. */
export function boardStandIn(options: StandInOptions): CreateBoardController {
  return (host, deps) => Promise.resolve(createBoardStandIn(host, deps, options));
}

function createBoardStandIn(host: HTMLElement, _deps: BoardDeps, options: StandInOptions): BoardController {
  const [connection, setConnection] = createSignal(options.connection);
  const [selection, setSelection] = createSignal<BoardSelection | null>(null);
  const [marked, setMarked] = createSignal<readonly string[]>([]);
  const [outline, setOutline] = createSignal<readonly OutlineEntry[]>([]);
  const [tying, beginTie] = createSignal<string | null>(null);
  const [looks, setLooks] = createSignal<Readonly<Record<string, TieLook>>>({});
  const [past, setPast] = createSignal<string | null>(null);
  const [undoable, setUndoable] = createSignal({ undo: true, redo: false });
  const [sight, setSight] = createSignal<BoardSight>({
    x: 2 * PLOT_SIZE,
    y: 0,
    zoom: 0.6,
    width: host.clientWidth,
    height: host.clientHeight,
    isMap: false,
  });
  const openers = new Set<(selection: BoardSelection) => void>();
  const askers = new Set<(target: BoardSelection | PaperTarget, at: ScreenPoint) => void>();
  const pullers = new Set<(cord: PulledCord) => void>();
  const squares = new Map<string, HTMLElement>();

  const notes = [
    ...AGENTS.map((agent) => ({ id: agent.id, kind: 'agent' as const, title: agent.name, author: agent.owner.name })),
    ...CREATIONS.map((creation) => ({ id: creation.id, kind: creation.kind, title: creation.title, author: creation.author.name })),
  ];
  const columns = innerWidth < 760 ? 2 : 5;
  setOutline(
    notes.map((note, index) => ({
      ...note,
      x: columns === 2 ? 100 + (index % 2) * 170 : 190 + (index % 5) * 250,
      y: 230 + Math.floor(index / columns) * (columns === 2 ? 170 : 250),
      size: (note.kind === 'agent' ? 180 : 150) * (columns === 2 ? 0.8 : 1),
      pending: false,
    })),
  );
  const entryOf = (id: string) => outline().find((entry) => entry.id === id);
  const selectNote = (id: string, more = false): void => {
    const entry = entryOf(id);
    if (entry === undefined) return;
    setSelection({ type: 'note', id, kind: entry.kind, region: '2,0' });
    setMarked(more ? [...marked().filter((one) => one !== id), id] : [id]);
  };
  const select = (next: BoardSelection | null): void => {
    setSelection(next);
    setMarked(next?.type === 'note' ? [next.id] : []);
  };
  const addTie = (from: string, to: string): string | null => {
    if (!options.open) return null;
    const key = newId();
    setLooks({ ...looks(), [key]: { colour: 1, name: '', mayChange: true } });
    select({ type: 'cord', style: 'tie', from, creation: to, tie: key });
    return key;
  };

  for (const entry of outline()) {
    const square = document.createElement('div');
    square.style.cssText = `position:absolute;translate:-50% -50%;left:${entry.x}px;top:${entry.y}px;width:${entry.size}px;height:${entry.size}px;padding:24px 16px;background:${entry.kind === 'agent' ? '#d9a93f' : NOTE_COLOUR[entry.kind]};color:#332d22;font:20px 'Permanent Marker';box-shadow:0 12px 14px -8px rgb(60 48 30 / 45%)`;
    square.textContent = entry.title;
    square.addEventListener('click', (event) => {
      const from = tying();
      if (from !== null) {
        beginTie(null);
        addTie(from, entry.id);
        return;
      }
      selectNote(entry.id, event.shiftKey);
      if (!event.shiftKey) for (const open of openers) open({ type: 'note', id: entry.id, kind: entry.kind, region: '2,0' });
    });
    squares.set(entry.id, square);
    host.append(square);
  }
  host.addEventListener('click', (event) => event.target === host && select(null));
  host.addEventListener('contextmenu', (event) => {
    event.preventDefault();
    const id = [...squares].find(([, square]) => square === event.target)?.[0];
    const entry = id === undefined ? undefined : entryOf(id);
    const target: BoardSelection | PaperTarget =
      entry === undefined
        ? { type: 'paper', plot: HOME, point: { x: 0, y: 0 } }
        : { type: 'note', id: entry.id, kind: entry.kind, region: '2,0' };
    for (const ask of askers) ask(target, { x: event.clientX, y: event.clientY });
  });

  const selectionBox = (): ScreenBox | null => {
    const selected = selection();
    const ids = selected?.type === 'cord' ? [selected.from, selected.creation] : marked();
    const boxes = ids.flatMap((id) => entryOf(id) ?? []);
    if (selected === null || boxes.length === 0) return null;
    const mean = (of: (entry: OutlineEntry) => number) => boxes.reduce((sum, entry) => sum + of(entry), 0) / boxes.length;
    if (selected.type === 'cord') return { x: mean((entry) => entry.x), y: mean((entry) => entry.y), width: 1, height: 1 };
    const left = Math.min(...boxes.map((entry) => entry.x - entry.size / 2));
    const top = Math.min(...boxes.map((entry) => entry.y - entry.size / 2));
    return {
      x: left,
      y: top,
      width: Math.max(...boxes.map((entry) => entry.x + entry.size / 2)) - left,
      height: Math.max(...boxes.map((entry) => entry.y + entry.size / 2)) - top,
    };
  };

  const ids = outline().map((entry) => entry.id);
  const [agent, , , , , story, sky] = ids as [string, string, string, string, string, string, string];
  if (options.select === 'note') selectNote(story);
  if (options.select === 'agent') selectNote(agent);
  if (options.select === 'many') for (const id of ids.slice(1, 4)) selectNote(id, true);
  if (options.select === 'cord') select({ type: 'cord', style: 'cord', creation: sky, from: agent });
  if (options.select === 'tie') {
    setLooks({ tie: { colour: 4, name: 'les mêmes vagues', mayChange: options.open } });
    select({ type: 'cord', style: 'tie', creation: sky, from: agent, tie: 'tie' });
  }
  // So that going offline and coming back can be looked at: the browser's own switch.
  addEventListener('offline', () => setConnection({ ...connection(), state: 'offline', unsaved: 3 }));
  addEventListener('online', () => setConnection({ ...connection(), state: 'live', unsaved: 0 }));

  const [following, setFollowing] = createSignal<BoardPerson | null>(null);
  const [laser, setLaser] = createSignal(false);
  const waves = new Set<(person: BoardPerson) => void>();
  const listen = <T>(set: Set<T>, one: T) => {
    set.add(one);
    return () => void set.delete(one);
  };
  return {
    connection,
    selection,
    people: () => PEOPLE,
    following,
    followers: () => PEOPLE.slice(1, 2),
    laser,
    follow(id) {
      setFollowing(PEOPLE.find((one) => one.id === id) ?? null);
      return true;
    },
    wave(id) {
      const answering = PEOPLE.find((one) => one.id === id) ?? PEOPLE[0];
      if (answering) for (const tell of waves) tell(answering);
      return true;
    },
    onWave: (listener) => listen(waves, listener),
    onFollowEnd: () => () => {},
    setLaser,
    pointLaser() {},
    hidePeople() {},
    outline,
    agentsInView: () => outline().filter(({ kind }) => kind === 'agent'),
    mapOutline: () => [],
    marked,
    selectionBox,
    undoable,
    tying,
    plotInView: () => HOME,
    sight,
    cursors: () => CURSORS,
    mapTag: () => null,
    overview: () => OVERVIEW,
    visited: () => ({ back: true, forward: false }),
    goBack() {},
    goForward() {},
    step: () => null,
    ownerOf: (plot) => (plot.x === HOME.x && plot.y === HOME.y ? 'Clio' : ''),
    moveTo: (place) => void setSight({ ...sight(), ...place }),
    flyTo: (place) => void setSight({ ...sight(), ...place }),
    flyToMap() {},
    picture: pictureOfNothing,
    toggleMap: () => void setSight({ ...sight(), isMap: !sight().isMap }),
    select,
    onOpen: (listener) => listen(openers, listener),
    onContext: (listener) => listen(askers, listener),
    onPull: (listener) => listen(pullers, listener),
    pullCord: (cord) => pullers.forEach((tell) => tell(cord)),
    shine() {},
    onReattach: (listener) => {
      const drop = (event: KeyboardEvent): void => {
        if (event.key === 'R' && event.shiftKey) listener({ creation: sky, agent: ids[1] as string });
      };
      addEventListener('keydown', drop);
      return () => removeEventListener('keydown', drop);
    },
    onLog(listener: (entry: BoardLogEntry) => void) {
      listener({ at: Date.now(), area: 'sync', level: 'info', code: 'sync_live', params: {} });
      const code = options.refusal;
      if (code !== null)
        for (const wait of [300, 500])
          setTimeout(() => listener({ at: Date.now(), area: 'sync', level: 'warn', code, params: { note: ids[5] ?? '' } }), wait);
      return () => {};
    },
    flyToPlot() {},
    flyToNote() {},
    flyHome() {},
    zoomBy() {},
    setHome() {},
    setFilter() {},
    setTheme() {},
    moveNote(id, dx, dy) {
      setOutline(outline().map((entry) => (entry.id === id ? { ...entry, x: entry.x + dx, y: entry.y + dy } : entry)));
    },
    undo: () => void setUndoable({ undo: false, redo: true }),
    redo: () => void setUndoable({ undo: true, redo: false }),
    bringToFront: () => options.open,
    mayMove: () => options.open,
    beginTie: (from) => void beginTie(from),
    tieLook: (tie) => looks()[tie] ?? null,
    changeTie(tie, change) {
      const look = looks()[tie];
      if (look === undefined || !look.mayChange || (change.colour ?? 0) >= CORD_COLOURS.length) return false;
      setLooks({ ...looks(), [tie]: { ...look, ...change } });
      return true;
    },
    /** The past is a little aslant here. */
    showPast(_plot, layout) {
      setPast(layout?.moment ?? null);
      const turn = past() === null ? 0 : Number(past()) % 7;
      for (const square of squares.values()) square.style.rotate = `${turn}deg`;
    },
    restore: () => 7,
    tie: addTie,
    cutTie: () => true,
    toggleMark: () => undefined,
    tiesOf: () => [],
    selectTie: () => undefined,
    setSession() {},
    onCounted: () => () => {},
    showCounts() {},
    setWall() {},
    wallDimmed: () => new Set(),
    wallInSight: () => false,
    flyToWall() {},
    onWall: () => () => {},
    refreshCards() {},
    destroy: () => host.replaceChildren(),
  };
}
