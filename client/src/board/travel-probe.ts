import { PLOT_SIZE, plotCentre, type Plot } from '@oto/schema/geometry/lattice';
import type { BoardScene, CameraPlace } from '../scene/types.ts';

/** What a page with `?probe` answers about its travels, as `window.otoTravel`; for measurements. */
export interface TravelProbe {
  /** At once, without a flight. Null: no note of the plot was drawn within `timeoutMs`. */
  jump(plot: Plot, place: CameraPlace, timeoutMs: number): Promise<FirstNote | null>;
  /** Moves on through the places, frame by frame, each the same time after the one before. */
  travel(places: readonly CameraPlace[], ms: number): Promise<void>;
  /** Notes held by the scene now, and the most since the page was opened. */
  notes(): { readonly now: number; readonly most: number };
  frames(): number;
  /** Ways that light has run along strings in view since the page was opened. */
  lights(): number;
}

/** Milliseconds since the jump. */
export interface FirstNote {
  /** The first frame at which a note of the plot was in the scene. */
  readonly held: number;
  /** The frame that shows it. */
  readonly drawn: number;
}

declare global {
  interface Window {
    otoTravel?: TravelProbe;
  }
}

type Scene = Pick<BoardScene, 'camera' | 'notesIn' | 'noteCount' | 'stats' | 'invalidate'>;

export function travelProbe(scene: Scene): TravelProbe {
  let most = 0;
  const count = (): number => {
    most = Math.max(most, scene.noteCount());
    return scene.noteCount();
  };
  const counting = (): void => {
    count();
    requestAnimationFrame(counting);
  };
  counting();

  return {
    async jump(plot, place, timeoutMs) {
      const centre = plotCentre(plot);
      const square = { x: centre.x - PLOT_SIZE / 2, y: centre.y - PLOT_SIZE / 2, width: PLOT_SIZE, height: PLOT_SIZE };
      const began = performance.now();
      scene.camera.moveTo(place);
      let held: { readonly frames: number; readonly ms: number } | null = null;
      while (performance.now() - began < timeoutMs) {
        await frame();
        const { frames } = scene.stats();
        if (held === null && scene.notesIn(square).length > 0) {
          held = { frames, ms: performance.now() - began };
          scene.invalidate();
        } else if (held !== null && frames > held.frames) return { held: held.ms, drawn: performance.now() - began };
      }
      return null;
    },
    async travel(places, ms) {
      const began = performance.now();
      for (let now = began; now - began < ms; now = await frame()) {
        const at = ((now - began) / ms) * (places.length - 1);
        const [from, to] = [places[Math.floor(at)], places[Math.floor(at) + 1]];
        if (from && to) scene.camera.moveTo(between(from, to, at - Math.floor(at)));
      }
    },
    notes: () => ({ now: count(), most }),
    frames: () => scene.stats().frames,
    lights: () => scene.stats().lights,
  };
}

function frame(): Promise<number> {
  return new Promise((resolve) => {
    requestAnimationFrame(() => resolve(performance.now()));
  });
}

/** Zooms are a matter of proportion. */
function between(from: CameraPlace, to: CameraPlace, share: number): CameraPlace {
  return {
    x: from.x + (to.x - from.x) * share,
    y: from.y + (to.y - from.y) * share,
    zoom: from.zoom * (to.zoom / from.zoom) ** share,
  };
}
