import type { Accessor } from 'solid-js';
import type { Lang } from '@oto/schema/base/lang';
import type { Counted } from '@oto/schema/board/counted';
import type { Card } from '@oto/schema/contract/card';
import type { HistoryLayout } from '@oto/schema/contract/history';
import type { NetLogCode } from '../net/net-log.ts';
import type { MapOverview, MapTile } from '@oto/schema/contract/map';
import type { Me, Pass } from '@oto/schema/contract/identity';
import type { World } from '@oto/schema/contract/world';
import type { Plot, Point, Tile } from '@oto/schema/geometry/lattice';
import type { NoteKind, SceneTheme, WallView } from '../scene/types.ts';
import type { BoardFilter, FilteredNote } from './filter/board-filter.ts';

/**
 * A cord is named by its two notes: `from` is the agent or the parent, `creation` what was made. A
 * people's tie runs from `from` to `creation` and has its record's key in `tie`.
 */
export type BoardSelection =
  | { readonly type: 'note'; readonly id: string; readonly kind: NoteKind; readonly region: string }
  | {
      readonly type: 'cord';
      readonly style: 'cord' | 'fork' | 'tie';
      readonly creation: string;
      readonly from: string;
      readonly tie?: string;
    };

/** A provenance string that leads from `creation` to what it came from: an agent or a parent. */
export type PulledCord = { readonly creation: string; readonly from: string };

/** The bare paper; `point` in units from the plot's centre. */
export type PaperTarget = { readonly type: 'paper'; readonly plot: Plot; readonly point: Point };

/** CSS pixels from the viewport's top left corner, as in a pointer event's clientX and clientY. */
export type ScreenPoint = { readonly x: number; readonly y: number };

/** `live`: every open socket is up. `unsaved`: edits that no server has acknowledged yet. */
export interface BoardConnection {
  readonly state: 'connecting' | 'live' | 'offline';
  readonly unsaved: number;
  /** Region documents open now. */
  readonly regions: number;
}

export interface BoardPerson {
  readonly id: string;
  readonly name: string;
  /** Null: not known, they were here before names had handles. */
  readonly handle: string | null;
  /** `#RRGGBB`. */
  readonly colour: string;
}

/** The others on the board, and what one does with them. Watchers see, and are not seen. */
export interface BoardCompany {
  /** Who is here: other people in the regions in view. */
  readonly people: Accessor<readonly BoardPerson[]>;
  readonly cursors: Accessor<readonly BoardCursor[]>;
  /** Whose view this one follows; null: nobody's. */
  readonly following: Accessor<BoardPerson | null>;
  /** Who follows this person's view. */
  readonly followers: Accessor<readonly BoardPerson[]>;
  /** Whether the laser is held: it shows where the pointer is. */
  readonly laser: Accessor<boolean>;
  /** Follows the view of somebody who is here, until this person moves it; null ends it. False where that cannot be. */
  follow(person: string | null): boolean;
  /** At one person who is here, or at everybody. False while a hand is up, or for a watcher. */
  wave(person: string | null): boolean;
  /** Somebody waved at this person, or at everybody. Returns the way to stop. */
  onWave(listener: (person: BoardPerson) => void): () => void;
  /** A view is followed no longer: it was stopped, this person moved, or the other is gone. */
  onFollowEnd(listener: (person: BoardPerson, why: 'stopped' | 'moved' | 'gone') => void): () => void;
  setLaser(on: boolean): void;
  /** Points at a spot of the viewport with the laser; null: it is off. */
  pointLaser(at: ScreenPoint | null): void;
  /** People whose cursors, lasers and waves are not shown, by id. */
  hidePeople(people: ReadonlySet<string>): void;
}

/** One note on screen, in reading order. x, y, size in CSS pixels from the host's top left corner. */
export interface OutlineEntry {
  readonly id: string;
  readonly kind: NoteKind;
  readonly title: string;
  readonly author: string;
  readonly x: number;
  readonly y: number;
  readonly size: number;
  /** A generation that is still pending. */
  readonly pending: boolean;
}

/**
 * What the board says about itself. `sign_in_to_move`, `region_closed`, `in_the_past`: why hands stay
 * off. `undo_skipped`: somebody else has changed that since (params `pieces`). `undo_far`: it is out of
 * sight, the board flies there. The others report the synchronisation. Refusals carry a code of
 * contract/errors, which has a sentence in each language, and the note (params `region`, `note`).
 */
export type BoardLogCode =
  | NetLogCode
  | 'map_failed'
  | 'sign_in_to_move'
  | 'region_closed'
  | 'in_the_past'
  | 'undo_skipped'
  | 'undo_far'
  | 'light';

export interface BoardLogEntry {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly area: 'sync';
  readonly level: 'info' | 'warn' | 'error';
  readonly code: BoardLogCode;
  readonly params: Readonly<Record<string, string | number>>;
}

/** A rectangle on screen: CSS pixels from the host's top left corner. */
export interface ScreenBox {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A people's string, as it can be changed. */
export interface TieLook {
  /** Index into CORD_COLOURS. */
  readonly colour: number;
  readonly name: string;
  /** Whether the person may name, colour, re-tie and cut it, by what the browser knows. */
  readonly mayChange: boolean;
}

/** A people's string as seen from one of its notes. */
export interface NoteTie {
  readonly tie: string;
  readonly name: string;
  /** Title of the note at its other end; empty while it is not known. */
  readonly other: string;
}

/** Where the camera looks; world units. */
export interface BoardSight {
  /** Middle of the screen. */
  readonly x: number;
  readonly y: number;
  readonly zoom: number;
  readonly width: number;
  readonly height: number;
  /** So far away that the map is shown. */
  readonly isMap: boolean;
}

/** Somebody else's cursor, world units. */
export interface BoardCursor {
  readonly id: string;
  /** Whose it is. */
  readonly person: string;
  readonly colour: string;
  readonly x: number;
  readonly y: number;
}

/** What of the map the mouse points at; x and y in CSS pixels from the host's top left corner. */
export type MapTag = ScreenPoint &
  (
    | { readonly type: 'plot'; readonly plot: Plot; /** Empty: not known, or gone. */ readonly owner: string; readonly notes: number }
    | { readonly type: 'landmark'; readonly name: string; readonly descendants: number }
  );

/** A plot or an agent on the map, with its middle on screen; `id`: the plot's key or the agent's id. */
export type MapEntry = MapTag & {
  readonly id: string;
  readonly plot: Plot;
  /** Units from the plot's centre. */
  readonly seat: Point;
  /** Side, CSS pixels. */
  readonly size: number;
};

export type Direction = 'left' | 'right' | 'up' | 'down';

export interface AgentInView {
  readonly id: string;
  /** Empty while its card is not here. */
  readonly title: string;
}

export interface BoardController extends BoardCompany {
  readonly connection: Accessor<BoardConnection>;
  readonly selection: Accessor<BoardSelection | null>;
  /** What is on screen, for screen readers and keyboards. At most 4 changes a second. */
  readonly outline: Accessor<readonly OutlineEntry[]>;
  /** Whatever the filter says: another may be chosen while one is. */
  readonly agentsInView: Accessor<readonly AgentInView[]>;
  /** The same of the map, where no notes are: plots and agents in reading order; empty where notes are shown. */
  readonly mapOutline: Accessor<readonly MapEntry[]>;

  /** Ids of the notes selected together, the selection's last; empty for a cord or nothing. */
  readonly marked: Accessor<readonly string[]>;
  /** Where the marked notes, or the middle of the selected cord, are on screen; follows camera and drags. Null: nothing, or out of sight. */
  readonly selectionBox: Accessor<ScreenBox | null>;
  /** Whether there is something of one's own to undo or to redo. */
  readonly undoable: Accessor<{ readonly undo: boolean; readonly redo: boolean }>;
  /** The note from which a string is being tied with the pointer; null: none. */
  readonly tying: Accessor<string | null>;
  select(selection: BoardSelection | null): void;
  /** Takes back, or does again, one's own last moves and ties; never another person's. */
  undo(): void;
  redo(): void;
  /** False where the person may not move any of them. */
  bringToFront(ids: readonly string[]): boolean;
  /** Whether the person may move this note, by what the browser knows. */
  mayMove(id: string): boolean;
  /** A string hangs from this note to the pointer until a press on another note ties it, or Escape. Null lets go. */
  beginTie(from: string | null): void;
  /** Adds a note to those that are selected together, or takes it out. */
  toggleMark(id: string): void;
  /** The people's strings that hang from a note, in no order. */
  tiesOf(note: string): readonly NoteTie[];
  selectTie(tie: string): void;
  /** Follows the tie's changes when called under tracking; null: no such tie loaded. */
  tieLook(tie: string): TieLook | null;
  changeTie(tie: string, look: { readonly colour?: number; readonly name?: string }): boolean;
  /** Shows an earlier layout of a plot in place of today's, without writing anything; null: today's again. */
  showPast(plot: Plot, layout: HistoryLayout | null): void;
  /** The claimed plot under the middle of the screen; null over bare paper. */
  readonly plotInView: Accessor<Plot | null>;
  /** Makes today's layout of a plot that earlier one: ordinary edits, undone as one. The number of edits. */
  restore(plot: Plot, layout: HistoryLayout): number;
  /** A click (not a drag) on a note or a cord, or Enter on the selection. Returns the way to stop. */
  onOpen(listener: (selection: BoardSelection) => void): () => void;
  /** Right click or long press. */
  onContext(listener: (target: BoardSelection | PaperTarget, at: ScreenPoint) => void): () => void;
  /** A cord's end was dropped on an agent: re-make `creation` with it. */
  onReattach(listener: (drop: { readonly creation: string; readonly agent: string }) => void): () => void;
  /** A provenance string was pulled by its body, or is to be followed: `pullCord`. */
  onPull(listener: (cord: PulledCord) => void): () => void;
  pullCord(cord: PulledCord): void;
  /** A bead of light runs along known strings, from each note to the next, its source. */
  shine(path: readonly string[]): void;
  onLog(listener: (entry: BoardLogEntry) => void): () => void;

  /** Follows the camera, once a frame at most. */
  readonly sight: Accessor<BoardSight>;
  readonly mapTag: Accessor<MapTag | null>;
  /** The world from afar; null until it is known. */
  readonly overview: Accessor<MapOverview | null>;
  /** Whether there is a place visited before, or come back from. A place counts when the camera has rested there. */
  readonly visited: Accessor<{ readonly back: boolean; readonly forward: boolean }>;
  goBack(): void;
  goForward(): void;
  /** Selects the nearest note that way from the selected one, or the one in the middle, and brings it into view. Null: there is none. */
  step(direction: Direction): string | null;
  /** Zoom as it is when absent. */
  flyTo(place: { readonly x: number; readonly y: number; readonly zoom?: number }): void;
  /** At once, for a hand that drags the view. Zoom as it is when absent. */
  moveTo(place: { readonly x: number; readonly y: number; readonly zoom?: number }): void;
  /** The owner's name of a plot; empty while it is not known. */
  ownerOf(plot: Plot): string;
  /** The whole world, as the map. */
  flyToMap(): void;
  /** The whole world, or from there back to where one was. */
  toggleMap(): void;
  /** What is seen now as a JPEG, at most so many pixels on a side; null where it cannot be taken. */
  picture(side: number): Promise<Blob | null>;
  flyToPlot(plot: Plot): void;
  /** `seat`: units from the plot's centre, for a note that is not loaded yet; it is selected on arrival. */
  flyToNote(id: string, plot: Plot, seat?: Point): void;
  flyHome(): void;
  zoomBy(factor: number): void;
  setHome(plot: Plot | null): void;
  /** Dims what does not match, and leaves it out of the outline; null shows all. */
  setFilter(filter: BoardFilter | null): void;
  setTheme(theme: SceneTheme): void;
  /** Ties a free string between two loaded notes: its key, or null where the person may not. */
  tie(from: string, to: string): string | null;
  /** Cuts a tie by its key. */
  cutTie(tie: string): boolean;
  /** Moves a note, and those selected with it, by whole units, as the keyboard does. Ignored where the person may not move it. */
  moveNote(id: string, dx: number, dy: number): void;
  /** Reopens the documents with or without a pass. */
  setSession(session: { readonly me: Me } | null): void;
  /** What people made of notes in view, as their regions tell. Returns the way to stop. */
  onCounted(listener: (counts: Counted['counts']) => void): () => void;
  /** The same, known sooner: what the person has just done. */
  showCounts(counts: Counted['counts']): void;
  /** Hangs the wall of the week at the centre of the world; null: takes it down. `frames`: what a filter asks of its creations. */
  setWall(wall: WallView | null, frames: readonly FilteredNote[]): void;
  /** Creations on it that do not match the filter. */
  readonly wallDimmed: Accessor<ReadonlySet<string>>;
  /** Whether some of it is in sight, so near that its frames can be told apart. */
  readonly wallInSight: Accessor<boolean>;
  flyToWall(): void;
  /** A frame was clicked, by its creation; null: the wall itself, from near. */
  onWall(listener: (creation: string | null) => void): () => void;
  /** Forgets the words of these notes and asks for them again. */
  refreshCards(ids: readonly string[]): void;
  destroy(): void;
}

export interface BoardDeps {
  readonly lang: Accessor<Lang>;
  readonly reducedMotion: boolean;
  /** 200 ids at most. Ids that the person may not see are left out of the answer. */
  readonly fetchCards: (ids: readonly string[]) => Promise<readonly Card[]>;
  /** Null when nobody is signed in. */
  readonly fetchPass: () => Promise<Pass | null>;
  readonly fetchMap: () => Promise<MapOverview>;
  readonly fetchMapTile: (tile: Tile) => Promise<MapTile>;
  readonly world: World;
  readonly theme?: SceneTheme;
  /** For pictures: quality and clock are pinned, and nothing moves by itself. */
  readonly still?: boolean;
  /** For measurements: the page tells of its travels as `window.otoTravel`. */
  readonly probed?: boolean;
  /** Where the camera starts unless the address says `?at=…` (place-address); else at the oldest plots. */
  readonly start?: { readonly plot?: Plot; readonly note?: { readonly id: string; readonly plot: Plot; readonly seat?: Point } };
}

export type CreateBoardController = (host: HTMLElement, deps: BoardDeps) => Promise<BoardController>;
