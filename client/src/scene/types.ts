/**
 * What the board scene is told and what it answers. World units throughout unless a name says
 * `px`: 1 unit = 1 CSS pixel at zoom 1, x to the right, y down, rotations in radians clockwise.
 * Colours are `#RRGGBB`. The scene keeps no view object: it copies what it needs.
 */

export type NoteKind = 'agent' | 'text' | 'image' | 'video' | 'voice';

export interface WorldPoint {
  readonly x: number;
  readonly y: number;
}

export interface WorldRect {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** One claimed plot. Its notes form a page set that is shown, hidden and removed with it. */
export interface RegionView {
  /** The plot's key, `x,y` in lattice coordinates. */
  readonly key: string;
  readonly plot: WorldPoint;
  /** Written on the paper like light graffiti; empty or absent: no name. */
  readonly title?: string;
  /** Colour of the name. */
  readonly tint: string;
}

/**
 * A claimed plot as the atlas tells it, loaded or not. While its region is not there, its outline, its
 * name and its fullness are pencilled, so that no claimed plot is ever blank; on the map it stands for
 * the plot. Same key as its region.
 */
export interface ClaimView {
  readonly key: string;
  /** Lattice coordinates. */
  readonly plot: WorldPoint;
  readonly tint: string;
  readonly notes: number;
  /** The owner's name, written in graffiti; empty or absent: not known yet. */
  readonly title?: string;
  readonly mine?: boolean;
}

/** All cords from one plot to another, as one coloured stream on the map. */
export interface RiverView {
  readonly id: string;
  /** Centres of the plots, world units. */
  readonly from: WorldPoint;
  readonly to: WorldPoint;
  readonly colour: string;
  readonly cords: number;
}

/** An agent on the map; it grows with its descendants. */
export interface LandmarkView {
  readonly id: string;
  /** World units. */
  readonly x: number;
  readonly y: number;
  readonly name: string;
  /** Of its cords. */
  readonly colour: string;
  readonly descendants: number;
}

/** A note whose generation is still pending: a pencil drawing that develops with `pct`. */
export interface GhostView {
  /** 0 to 100. */
  readonly pct: number;
  /** One short line in the person's language, such as "queued, 2nd". */
  readonly phase: string;
  /** Preview of a text that is being written. */
  readonly text?: string;
}

export interface NoteCounts {
  readonly likes: number;
  readonly comments: number;
  /** Of this week. */
  readonly votes: number;
}

export interface NoteView {
  readonly id: string;
  readonly kind: NoteKind;
  /** For an agent: what it makes. Shown as a small mark on the gold. */
  readonly agentKind?: Exclude<NoteKind, 'agent'>;
  /** The note's centre, in world units (not relative to its plot). */
  readonly x: number;
  readonly y: number;
  readonly rot: number;
  /** Stacking order inside the region; larger is nearer the eye. */
  readonly z: number;
  /** Side of the square; 200 for a creation and 240 for an agent. */
  readonly size: number;
  /** Paper colour; ignored for agents, which are gold. */
  readonly colour: string;
  /** Any integer; curl, pin colour and grain follow from it. */
  readonly seed: number;
  readonly title: string;
  /** Second line: an agent's role, a voice's duration; optional. */
  readonly subtitle?: string;
  /** First lines of a text, an agent's motto; optional. */
  readonly excerpt?: string;
  /** Waveform, 0 to 1, any count (resampled); for voices. */
  readonly peaks?: readonly number[];
  /** Picture of an image or a video, or a ghost’s newest preview; fetched when it comes into view. Same origin, CORS or blob. */
  readonly thumbUrl?: string;
  readonly durationMs?: number;
  /** What people made of it, pencilled in a corner; noughts are left out. */
  readonly counts?: NoteCounts;
  readonly ghost?: GhostView;
  readonly selected?: boolean;
  readonly dimmed?: boolean;
}

/** `cord`: agent to creation. `fork`: parent to child, graphite. `tie`: people's own string. */
export type CordStyle = 'cord' | 'fork' | 'tie';

/**
 * A note's pin, or a fixed world point. With `at`, that point stands in while the note is not
 * loaded; the note's live place wins as soon as it is.
 */
export type CordEnd = { readonly note: string; readonly at?: WorldPoint } | { readonly note?: undefined; readonly at: WorldPoint };

export interface CordView {
  readonly id: string;
  readonly from: CordEnd;
  readonly to: CordEnd;
  readonly colour: string;
  readonly style: CordStyle;
  /** A tie's name, written on a small paper tag at the middle of the string. */
  readonly label?: string;
}

/** A string that is being tied: it hangs from a note's pin to a point. */
export interface LooseCord {
  readonly note: string;
  readonly x: number;
  readonly y: number;
  readonly colour: string;
  /** The note it would be tied to if it were let go now; it is shown as chosen. */
  readonly target: string | null;
}

/** Strings that a bead of light runs along, one after the other. */
export interface LightWay {
  /** `to`: the end that it runs to. */
  readonly cords: readonly { readonly id: string; readonly to: 'from' | 'to' }[];
  /** The note that glows when the bead has come; null: the way leads out of what is there. */
  readonly glows: string | null;
}

/** A line shown with a laser; world units, oldest point first. */
export interface LaserView {
  readonly id: string;
  /** `fade`: 1 is fresh, 0 is gone. */
  readonly points: readonly { readonly x: number; readonly y: number; readonly fade: number }[];
}

export interface CursorView {
  readonly id: string;
  /** Whose it is. */
  readonly person: string;
  readonly name: string;
  readonly colour: string;
  readonly x: number;
  readonly y: number;
}

/**
 * Notes that fail are dimmed, and cords that fail or have a dimmed end fade. Asked of all when it is set, and of one
 * note or cord whenever its view is set; never by the frame.
 */
export interface SceneFilter {
  note(id: string): boolean;
  cord(id: string): boolean;
}

/** A creation on the wall of the week. */
export interface WallFrame {
  readonly creation: string;
  readonly kind: Exclude<NoteKind, 'agent'>;
  readonly title: string;
  readonly author: string;
  readonly votes: number;
  /** Shown where there is no picture. */
  readonly excerpt: string;
  readonly peaks?: readonly number[];
  readonly thumbUrl?: string;
}

/** The wall of the week at the centre of the world: its name, a line under it, its frames, the best first. */
export interface WallView {
  readonly title: string;
  readonly line: string;
  readonly frames: readonly WallFrame[];
}

export type SceneHit =
  | { readonly type: 'note'; readonly id: string }
  /** `t` runs from 0 at `from` to 1 at `to`. */
  | { readonly type: 'cord'; readonly id: string; readonly t: number }
  | { readonly type: 'cord-end'; readonly id: string; readonly end: 'from' | 'to' }
  /** On the map only. */
  | { readonly type: 'plot'; readonly key: string }
  | { readonly type: 'landmark'; readonly id: string }
  /** A frame on the wall, by its creation; null: the wall itself. */
  | { readonly type: 'wall'; readonly id: string | null };

export interface SceneStats {
  /** Of the last frame drawn. */
  readonly drawCalls: number;
  /** JavaScript of the last frame, milliseconds, and the mean of the last 60. */
  readonly jsMs: number;
  readonly jsMsMean: number;
  /** Bytes sent to the GPU in the last frame. */
  readonly uploadBytes: number;
  /** Held, visible or not. */
  readonly notes: number;
  readonly cords: number;
  readonly glyphs: number;
  readonly frames: number;
  /** Pictures still wanted or on their way. */
  readonly picturesPending: number;
  /** Device pixels per CSS pixel of the last frame: fewer while a weak GPU moves. */
  readonly resolution: number;
  readonly quality: 'full' | 'plain';
  /** Ways that light has set out on since the beginning. */
  readonly lights: number;
}

export interface CameraPlace {
  /** World point at the middle of the screen. */
  readonly x: number;
  readonly y: number;
  readonly zoom: number;
}

export interface ZoomLimits {
  /** The whole world in view, with a margin; never more than `notes`. */
  readonly min: number;
  /** Below it the view is the map: plots, names and rivers, and no notes. */
  readonly notes: number;
  readonly max: number;
}

export interface SceneCamera {
  readonly x: number;
  readonly y: number;
  readonly zoom: number;
  /** A note is never under 14 px, where the map takes over, nor over 90 % of the screen's shorter side. */
  limits(): ZoomLimits;
  /** The zoom is under `limits().notes`. */
  readonly isMap: boolean;
  /** Where the flight under way ends; null when nothing flies. */
  readonly heading: CameraPlace | null;
  /** What the farthest zoom must show; world units. */
  setWorld(bounds: WorldRect): void;
  /** Screen points are CSS px from the canvas host's top left corner. */
  screenToWorld(point: WorldPoint): WorldPoint;
  worldToScreen(point: WorldPoint): WorldPoint;
  /** At once; zoom is clamped. Ends any flight. */
  moveTo(place: CameraPlace): void;
  /**
   * Eases there, rising over the board when the way is long. Resolves true on arrival, false when
   * a hand or another flight interrupted it. With reduced motion it jumps.
   */
  flyTo(place: Partial<CameraPlace>, options?: { readonly ms?: number }): Promise<boolean>;
  /** Flies so that the rectangle is wholly in view, with a margin (a share of the screen, 0.08). */
  fit(rect: WorldRect, options?: { readonly ms?: number; readonly margin?: number }): Promise<boolean>;
  /** Multiplies the zoom about a screen point, or the middle: for buttons and keys. */
  zoomBy(factor: number, about?: WorldPoint): void;
  visibleRect(): WorldRect;
  /** Called once a frame while the view moves. Returns the way to stop. */
  onChange(listener: (place: CameraPlace) => void): () => void;
}

export interface BoardSceneOptions {
  /** No inertia, no flights, no swinging cords, no landing. */
  readonly reducedMotion?: boolean;
  /** Seeds the procedural textures; the same seed draws the same paper. */
  readonly seed?: number;
  /**
   * For screenshots: nothing is drawn but by `renderNow`, the clock stands still, the drawing
   * buffer is kept.
   */
  readonly deterministic?: boolean;
  /** Device pixels per CSS pixel; the screen's own, at most 2, when absent. */
  readonly resolution?: number;
  readonly theme?: SceneTheme;
  /** `auto`: chosen by measured frame times, and lowered while moving when a frame is late. A deterministic scene is full unless told `plain`. */
  readonly quality?: 'auto' | 'full' | 'plain';
}

export type SceneTheme = 'light' | 'dark';

export interface BoardScene {
  readonly camera: SceneCamera;
  /** The element drawn on; the app listens to pointers on its host and asks `hitTest`. */
  readonly canvas: HTMLCanvasElement;

  upsertClaim(claim: ClaimView): void;
  removeClaim(key: string): void;
  upsertRiver(river: RiverView): void;
  removeRiver(id: string): void;
  /** Rivers between districts instead of plots, for when plots are dots: all of them. */
  setFlows(flows: readonly RiverView[]): void;
  upsertLandmark(landmark: LandmarkView): void;
  removeLandmark(id: string): void;

  /** Replaces the last; null: none. */
  setWall(wall: WallView | null): void;
  /** Frames that the filter does not match, by creation. */
  dimWall(creations: ReadonlySet<string>): void;
  /** Where it hangs, world units; null without one. */
  wallRect(): WorldRect | null;

  upsertRegion(region: RegionView): void;
  /** Removes its notes and the cords of which no end is loaded any more; other cords fall back to `at` or wait unseen. */
  removeRegion(key: string): void;

  /** The region must exist. An unfinished note that loses its `ghost` lands with a pin-in. */
  upsertNote(regionKey: string, note: NoteView): void;
  /** At once, nothing allocated: for one's own drag. Unknown ids are ignored. */
  moveNote(id: string, x: number, y: number, rot: number): void;
  /** Eases to the place over about 100 ms: for places that arrive from others at 20 Hz. */
  glideNote(id: string, x: number, y: number, rot: number): void;
  /** Lifts notes off the paper (drawn on top, deep shadow) while they are dragged. Replaces the last set. */
  setLifted(ids: readonly string[]): void;
  /** Plays the pin-in of a note that has just been pinned. */
  landNote(id: string): void;
  removeNote(id: string): void;
  /** A failed ghost crumples, falls and is removed. */
  crumpleNote(id: string): void;
  noteCount(): number;

  /** Ends hang from pins. A cord with an end at an unknown note without `at` waits unseen. */
  upsertCord(cord: CordView): void;
  removeCord(id: string): void;
  /** While an end is dragged: that end follows this point; null lets go. */
  holdCordEnd(held: { readonly id: string; readonly end: 'from' | 'to'; readonly x: number; readonly y: number } | null): void;

  /** Replaces the last; null: none. */
  holdLooseCord(held: LooseCord | null): void;
  /** The pencilled rectangle of a selection being drawn, in world units; null: none. */
  setLasso(rect: WorldRect | null): void;
  /** Draws a region as a faded pencil copy of itself: an earlier layout is shown there. */
  setPast(regionKey: string, past: boolean): void;
  /**
   * A bead of light runs along each way that is in view, one after the other, on the strings as they hang. With
   * reduced motion the notes only glow; a deterministic scene shows none, nor does the map.
   */
  runLight(ways: readonly LightWay[]): void;
  setCursors(cursors: readonly CursorView[]): void;
  /** Replaces the last, frame by frame while they fade. */
  setLasers(lasers: readonly LaserView[]): void;
  /** null shows all. */
  setFilter(filter: SceneFilter | null): void;
  setSelection(ids: readonly string[]): void;
  /** A note's or a cord's id. */
  setHover(id: string | null): void;
  setTheme(theme: SceneTheme): void;
  /** Takes effect from the next frame on. */
  setReducedMotion(reduced: boolean): void;

  /**
   * First cord ends (on the string, from 15 units from its pin on: nearer, the note is meant), then
   * tags of strings, notes, topmost first, and cords. Dimmed cords are not hit; ends of cords not
   * where notes are too small to aim at. With a string in hand, notes come first. `coarse`: a finger, which is less sure than a mouse.
   */
  hitTest(point: WorldPoint, options?: { readonly coarse?: boolean }): SceneHit | null;
  /** Ids of the notes whose square meets the rectangle, bottom first: for lassos and the outline for screen readers. */
  notesIn(rect: WorldRect): string[];
  /** Where a note is now, gliding included. */
  noteAt(id: string): { readonly x: number; readonly y: number; readonly rot: number; readonly size: number } | null;
  /** World point where cords hang from a note. */
  pinOf(id: string): WorldPoint | null;
  /** World point on a cord, t from 0 to 1. */
  cordPoint(id: string, t: number): WorldPoint | null;

  /** While false, dragging does not pan (the app is dragging a note or a cord's end). */
  setPanEnabled(enabled: boolean): void;
  /** Asks for a frame. The scene asks by itself whenever it was changed. */
  invalidate(): void;
  /** Draws now, whatever the loop does. */
  renderNow(): void;
  /** Resolves when the pictures and words in view are loaded and drawn, or after the time given. */
  settled(timeoutMs?: number): Promise<void>;
  stats(): SceneStats;
  destroy(): void;
}
