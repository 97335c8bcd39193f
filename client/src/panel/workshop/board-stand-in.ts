import { createSignal } from 'solid-js';
import { NOTE_COLOUR } from '@oto/schema/board/palette';
import type {
  BoardConnection,
  BoardController,
  BoardDeps,
  BoardLogEntry,
  BoardPerson,
  BoardSelection,
  OutlineEntry,
} from '../../board/board-controller.ts';
import { AGENTS, CREATIONS } from './fixtures.ts';

const PEOPLE: readonly BoardPerson[] = [
  { id: 'p1', name: 'Léa Martin', colour: '#C83430' },
  { id: 'p2', name: 'Tom Okoro', colour: '#2660B4' },
  { id: 'p3', name: 'Inès', colour: '#288C5C' },
];

/** Bare squares for notes: only what the panels need of a board. */
export function createBoardStandIn(host: HTMLElement, _deps: BoardDeps): Promise<BoardController> {
  const [connection] = createSignal<BoardConnection>({ state: 'live', unsaved: 2, regions: 3 });
  const [selection, select] = createSignal<BoardSelection | null>(null);
  const [people] = createSignal(PEOPLE);
  const [outline, setOutline] = createSignal<readonly OutlineEntry[]>([]);
  const openers = new Set<(selection: BoardSelection) => void>();
  const notes = [
    ...AGENTS.map((agent) => ({ id: agent.id, kind: 'agent' as const, title: agent.name, author: agent.owner.name })),
    ...CREATIONS.map((creation) => ({ id: creation.id, kind: creation.kind, title: creation.title, author: creation.author.name })),
  ];
  setOutline(
    notes.map((note, index) => ({
      ...note,
      x: 190 + (index % 5) * 250,
      y: 210 + Math.floor(index / 5) * 250,
      size: note.kind === 'agent' ? 180 : 150,
      pending: false,
    })),
  );
  for (const entry of outline()) {
    const square = document.createElement('div');
    square.style.cssText = `position:absolute;translate:-50% -50%;left:${entry.x}px;top:${entry.y}px;width:${entry.size}px;height:${entry.size}px;padding:24px 16px;background:${entry.kind === 'agent' ? '#d9a93f' : NOTE_COLOUR[entry.kind]};color:#332d22;font:20px 'Permanent Marker';box-shadow:0 12px 14px -8px rgb(60 48 30 / 45%)`;
    square.textContent = entry.title;
    square.addEventListener('click', () => {
      for (const open of openers) open({ type: 'note', id: entry.id, kind: entry.kind, region: '2,0' });
    });
    host.append(square);
  }
  const listen = <T>(set: Set<T>, one: T) => {
    set.add(one);
    return () => void set.delete(one);
  };
  const nothing = () => () => {};
  return Promise.resolve({
    connection,
    selection,
    people,
    outline,
    select,
    onOpen: (listener) => listen(openers, listener),
    onContext: nothing,
    onReattach: nothing,
    onLog(listener: (entry: BoardLogEntry) => void) {
      listener({ at: Date.now(), area: 'sync', level: 'info', code: 'sync_live', params: {} });
      return () => {};
    },
    flyToPlot() {},
    flyToNote() {},
    flyHome() {},
    zoomBy() {},
    setHome() {},
    setKinds() {},
    setTheme() {},
    moveNote(id, dx, dy) {
      setOutline(outline().map((entry) => (entry.id === id ? { ...entry, x: entry.x + dx, y: entry.y + dy } : entry)));
    },
    marked: () => [],
    selectionBox: () => null,
    undoable: () => ({ undo: false, redo: false }),
    tying: () => null,
    plotInView: () => ({ x: 2, y: 0 }),
    undo() {},
    redo() {},
    bringToFront: () => false,
    mayMove: () => true,
    beginTie() {},
    tieLook: () => null,
    changeTie: () => false,
    showPast() {},
    restore: () => 0,
    tie: () => 'a'.repeat(22),
    cutTie: () => true,
    setSession() {},
    refreshCards() {},
    destroy: () => host.replaceChildren(),
  });
}
