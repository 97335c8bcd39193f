import { createBoardScene } from '../../scene/board-scene.ts';
import type { BoardScene } from '../../scene/types.ts';
import { samplePicture } from '../picture-sample.ts';
import { benchBoard } from './board.ts';
import type { BenchPage, Motion } from './figures.ts';
import { benchFilters } from './filters.ts';
import { GlProbe } from './gl-probe.ts';

/**
 * The scene by itself with a great board, and figures of its frames. Query: `notes` (and as many
 * strings), `columns`, `rows` (of plots), `quality`, `paint=fetches`. `window.bench` is there when the
 * board is loaded and drawn.
 */
declare global {
  interface Window {
    bench?: BenchPage;
  }
}

const SEED = 7;

const query = new URLSearchParams(location.search);
const number = (name: string, otherwise: number): number => Number(query.get(name) ?? otherwise);
const probe = new GlProbe();
probe.install(query.get('paint') === 'fetches' ? 'fetches' : 'picture');

const host = document.createElement('main');
host.style.cssText = 'position:relative;overflow:hidden;width:1280px;height:720px';
document.body.style.margin = '0';
document.body.append(host);

const pictures = await Promise.all(Array.from({ length: 24 }, (_, index) => samplePicture(index)));
const size = { notes: number('notes', 10_000), columns: number('columns', 5), rows: number('rows', 3), pictures };
const board = benchBoard(size, SEED);
const scene = await createBoardScene(host, {
  seed: SEED,
  deterministic: true,
  resolution: 1,
  quality: query.get('quality') === 'plain' ? 'plain' : 'full',
});
const began = performance.now();
for (const region of board.regions) scene.upsertRegion(region);
for (const { region, note } of board.notes) scene.upsertNote(region, note);
for (const cord of board.cords) scene.upsertCord(cord);
const places = board.notes.map(({ note }) => ({ id: note.id, x: note.x, y: note.y, rot: note.rot }));
scene.camera.moveTo({ x: 0, y: 0, zoom: scene.camera.limits().notes });
scene.renderNow();
const setFilter = benchFilters(board, scene);
const gl = contextOf(scene);
finish();
const loadMs = performance.now() - began;
await scene.settled(30_000);

function contextOf({ canvas }: BoardScene): WebGL2RenderingContext {
  const context = canvas.getContext('webgl2');
  if (context === null) throw new Error('no WebGL 2');
  return context;
}

/** Reading one pixel waits for all that was asked of the GPU. */
function finish(): void {
  gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, new Uint8Array(4));
}

function nextFrame(): Promise<number> {
  return new Promise((done) => requestAnimationFrame(done));
}

function visible(): number {
  return scene.notesIn(scene.camera.visibleRect()).length;
}

const motions: Record<Motion, (frame: number, moves: number) => void> = {
  pan(frame) {
    const { x, y, zoom } = scene.camera;
    // To and fro, so that as much stays in view.
    const step = (frame % 40 < 20 ? 1 : -1) / zoom;
    scene.camera.moveTo({ x: x + 5 * step, y: y + 3 * step, zoom });
  },
  zoom(frame) {
    scene.camera.zoomBy(frame % 60 < 30 ? 1.005 : 1 / 1.005);
  },
  move(frame, moves) {
    for (let i = 0; i < moves; i++) {
      const place = places[(frame * 7919 + i * 1237) % places.length];
      if (place !== undefined) scene.moveNote(place.id, place.x + Math.sin(frame + i) * 40, place.y + Math.cos(frame + i) * 40, place.rot);
    }
  },
  filter: setFilter,
};

window.bench = {
  notes: board.notes.length,
  cords: board.cords.length,
  loadMs,
  visible,
  async look(wanted) {
    let [low, high] = [scene.camera.limits().notes, scene.camera.limits().max];
    for (let i = 0; i < 24; i++) {
      const zoom = Math.sqrt(low * high);
      scene.camera.moveTo({ x: 0, y: 0, zoom });
      if (visible() > wanted) low = zoom;
      else high = zoom;
    }
    await scene.settled(30_000);
  },
  async play(motion, frames, { stubbed, moves }) {
    const figures = { js: [] as number[], draws: [] as number[], bytes: [] as number[] };
    probe.stubbed = stubbed;
    for (let frame = 0; frame < frames; frame++) {
      await nextFrame();
      probe.reset();
      const start = performance.now();
      motions[motion](frame, moves);
      scene.renderNow();
      figures.js.push(performance.now() - start);
      figures.draws.push(probe.count.draws);
      figures.bytes.push(probe.count.bytes);
    }
    probe.stubbed = false;
    finish();
    return figures;
  },
  async wall(rounds, without) {
    const times: number[] = [];
    for (const name of without) probe.muted.add(name);
    for (let round = 0; round < rounds; round++) {
      await nextFrame();
      finish();
      const start = performance.now();
      scene.renderNow();
      finish();
      times.push(performance.now() - start);
    }
    probe.muted.clear();
    return times;
  },
  shaders() {
    probe.drawn.clear();
    scene.renderNow();
    return [...probe.drawn].filter((name) => name !== '').sort();
  },
  fetches(only) {
    probe.drawn.clear();
    scene.renderNow();
    for (const name of probe.drawn) if (only.length > 0 && !only.includes(name)) probe.muted.add(name);
    scene.renderNow();
    const { width, height } = scene.canvas;
    const pixels = new Uint8Array(width * height * 4);
    gl.readPixels(0, 0, width, height, gl.RGBA, gl.UNSIGNED_BYTE, pixels);
    probe.muted.clear();
    let sum = 0;
    for (let i = 0; i < pixels.length; i += 4) sum += pixels[i] ?? 0;
    return ((sum / 255) * 64) / (width * height);
  },
};
