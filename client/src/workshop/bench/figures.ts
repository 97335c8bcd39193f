/** What `window.bench` of the page answers; the benchmark asks it from outside. */
export interface FrameFigures {
  /** Of each frame, milliseconds: the change and `renderNow`, draw calls not made. */
  readonly js: readonly number[];
  readonly draws: readonly number[];
  readonly bytes: readonly number[];
}

export interface BenchPage {
  readonly notes: number;
  readonly cords: number;
  /** From the first note told to the first picture on the screen. */
  readonly loadMs: number;
  visible(): number;
  /** Puts the camera so that about this many notes are in view, in the middle of the board. */
  look(visible: number): Promise<void>;
  /** `stubbed`: draw calls are counted, not made. `moves`: notes moved a frame, for `move`. */
  play(motion: Motion, frames: number, options: { readonly stubbed: boolean; readonly moves: number }): Promise<FrameFigures>;
  /** Wall milliseconds from asking for the frame to its last pixel. `without`: shaders that are left out. */
  wall(rounds: number, without: readonly string[]): Promise<number[]>;
  /** Names of the shaders that draw the present view. */
  shaders(): string[];
  /** Textures read for a pixel, the mean over the view; of a page that paints fetches. `only`: of these shaders. */
  fetches(only: readonly string[]): number;
}

/** `filter`: another filter in every frame. */
export type Motion = 'pan' | 'zoom' | 'move' | 'filter';
