import type { Container } from 'pixi.js';
import type { FloatingOrigin } from '../floating-origin.ts';
import type { SceneUniforms } from '../gpu/scene-uniforms.ts';
import type { GlyphAtlas } from '../text/glyph-atlas.ts';
import type { SceneHit, WorldPoint, WorldRect } from '../types.ts';
import { InstanceStream } from './instance-stream.ts';
import type { MapBook } from './map-book.ts';
import { mapShare } from './map-fade.ts';
import { claimUnder, hitMap } from './map-hit.ts';
import {
  createMapUniforms,
  LANDMARK_STRIDE,
  MapMaterials,
  NAME_STRIDE,
  PLOT_STRIDE,
  RIVER_STRIDE,
  type MapLayer,
  type MapTextures,
} from './map-materials.ts';
import type { ClaimState } from './map-state.ts';
import { writeLandmark, writeOwnPin, writePlot, writeStream } from './map-writer.ts';
import { NameDesk } from './name-desk.ts';
import { farGain, flowShare, leastCords } from './river-width.ts';

/** What is written reaches beyond the view by this share of it, so that most frames write nothing. */
const MARGIN = 0.5;
/** What is drawn is written anew when the zoom has changed by this factor, names are chosen anew at this one. */
const ZOOM_STEP = 1.6;
const NAMES_STEP = 1.14;
/** What arrives over the network is drawn at most this often. */
const NEWS_MS = 200;
const SKETCH_FADE_MS = 200;
/** Curves drawn at once; beyond it the narrowest rivers are left out. */
const MOST_STREAMS = 8000;

export interface MapParts {
  readonly book: MapBook;
  readonly host: Container;
  readonly origin: FloatingOrigin;
  readonly uniforms: SceneUniforms;
  readonly textures: MapTextures;
  readonly atlas: GlyphAtlas;
  readonly hasRegion: (key: string) => boolean;
}

export interface MapFrame {
  readonly view: WorldRect;
  readonly zoom: number;
  /** The camera is on its way. */
  readonly moving: boolean;
  readonly ms: number;
  readonly now: number;
  /** Nothing fades: reduced motion. */
  readonly atOnce: boolean;
  /** What is drawn depends on the view alone: for stills. */
  readonly still: boolean;
}

/**
 * The board from afar, and the pencil sketches of plots that are not loaded. Everything in and
 * about the view is written into a few streams, one draw each; frames in between write nothing.
 */
export class MapScene {
  readonly #parts: MapParts;
  readonly #uniforms = createMapUniforms();
  readonly #materials: MapMaterials;
  readonly #plots: MapLayer;
  readonly #rivers: MapLayer;
  readonly #landmarks: MapLayer;
  readonly #names: MapLayer;
  readonly #desk: NameDesk;
  /** In the order of the plots' slots. */
  #drawn: ClaimState[] = [];
  #drawnKeys = new Set<string>();
  #covered: WorldRect | null = null;
  /** What the streams' places are relative to. */
  #origin: WorldPoint = { x: 0, y: 0 };
  #zoom = 0;
  #namesZoom = 0;
  #version = -1;
  #written = -Infinity;
  #wasMap = false;
  #wasNotes = false;
  share = 0;

  constructor(parts: MapParts) {
    this.#parts = parts;
    this.#materials = new MapMaterials(parts.uniforms, this.#uniforms, parts.textures);
    const { host } = parts;
    // Rivers flow under the plots: a map is of places first.
    this.#rivers = this.#materials.rivers(host, new InstanceStream(RIVER_STRIDE, 512));
    this.#plots = this.#materials.plots(host, new InstanceStream(PLOT_STRIDE, 256));
    this.#landmarks = this.#materials.landmarks(host, new InstanceStream(LANDMARK_STRIDE, 128));
    this.#names = this.#materials.names(host, new InstanceStream(NAME_STRIDE, 1024));
    this.#desk = new NameDesk(parts.atlas, this.#names.stream);
  }

  /** Prepares a frame; answers whether it wants another. */
  step(frame: MapFrame): boolean {
    const { book } = this.#parts;
    this.share = mapShare(frame.zoom);
    const due = this.#isDue(frame);
    const late = book.version !== this.#version && !due;
    if (due) this.#write(frame);
    if (due || this.#mustName(frame)) this.#name(frame);
    let busy = late || this.#fadeSketches(frame);
    if (this.#desk.step(frame.atOnce ? Infinity : frame.ms)) busy = true;
    this.#uniforms.uniforms.uMap = this.share;
    this.#uniforms.uniforms.uGain = farGain(frame.zoom);
    this.#uniforms.uniforms.uFlow = flowShare(frame.zoom);
    this.#uniforms.update();
    const x = this.#origin.x - this.#parts.origin.x;
    const y = this.#origin.y - this.#parts.origin.y;
    const onMap = this.share > 0;
    this.#plots.place(x, y, onMap || this.#drawn.some((claim) => claim.sketch > 0));
    this.#rivers.place(x, y, onMap);
    this.#landmarks.place(x, y, onMap);
    this.#names.place(x, y, true);
    return busy;
  }

  /** Uploads what was written; answers the bytes. */
  flush(): number {
    return [this.#plots, this.#rivers, this.#landmarks, this.#names].reduce((sum, layer) => sum + layer.stream.flush(), 0);
  }

  get draws(): number {
    return [this.#plots, this.#rivers, this.#landmarks, this.#names].filter((layer) => layer.isDrawn).length;
  }

  /** On the map: landmarks and plots. */
  hit(point: WorldPoint, zoom: number, pointer: 'fine' | 'coarse'): SceneHit | null {
    return hitMap(this.#parts.book.claims, this.#parts.book.landmarksBySize(), point, zoom, pointer);
  }

  /** At note zoom: a plot that is only sketched. */
  hitSketch(point: WorldPoint): SceneHit | null {
    const claim = claimUnder(this.#parts.book.claims, point, 0);
    return claim === null || this.#parts.hasRegion(claim.view.key) ? null : { type: 'plot', key: claim.view.key };
  }

  destroy(): void {
    for (const layer of [this.#plots, this.#rivers, this.#landmarks, this.#names]) layer.destroy();
    this.#materials.destroy();
  }

  #isDue({ view, zoom, now, still }: MapFrame): boolean {
    const { book } = this.#parts;
    if (this.#covered === null || !within(view, this.#covered)) return true;
    if (this.share > 0 !== this.#wasMap || this.share < 1 !== this.#wasNotes) return true;
    if (book.version !== this.#version && (still || now - this.#written > NEWS_MS)) return true;
    if (this.share === 0 || zoom === this.#zoom) return false;
    return still || zoom > this.#zoom * ZOOM_STEP || zoom < this.#zoom / ZOOM_STEP;
  }

  #mustName({ zoom, moving }: MapFrame): boolean {
    if (this.#desk.isStale) return true;
    if (this.share === 0 || zoom === this.#namesZoom) return false;
    return !moving || zoom > this.#namesZoom * NAMES_STEP || zoom < this.#namesZoom / NAMES_STEP;
  }

  #write({ view, zoom, now }: MapFrame): void {
    const { book } = this.#parts;
    const covered = grown(view, MARGIN);
    this.#covered = covered;
    this.#origin = { x: Math.round(view.x + view.width / 2), y: Math.round(view.y + view.height / 2) };
    this.#zoom = zoom;
    this.#version = book.version;
    this.#written = now;
    this.#wasMap = this.share > 0;
    this.#wasNotes = this.share < 1;
    const claims = book.claimsByNotes();
    this.#writePlots(claims, covered);
    this.#writeRivers(covered, zoom);
    this.#writeLandmarks(claims, covered);
  }

  #name({ view, zoom, still }: MapFrame): void {
    const { book, hasRegion } = this.#parts;
    if (this.#covered === null) return;
    this.#namesZoom = zoom;
    const sketched = this.share < 1 ? this.#drawn.filter((claim) => claim.sketch > 0 || !hasRegion(claim.view.key)) : [];
    const look = { covered: this.#covered, view, zoom, share: this.share, still };
    this.#desk.choose(book.claimsByNotes(), book.landmarksBySize(), sketched, look);
    this.#desk.write(this.#origin);
  }

  #writePlots(claims: readonly ClaimState[], covered: WorldRect): void {
    const { stream } = this.#plots;
    const drawn: ClaimState[] = [];
    const keys = new Set<string>();
    stream.clear();
    for (const claim of claims) {
      if (!meets(covered, claim.x - claim.reachX, claim.y - claim.reachY, claim.x + claim.reachX, claim.y + claim.reachY)) continue;
      // What was out of sight does not fade.
      if (!this.#drawnKeys.has(claim.view.key)) claim.sketch = this.#parts.hasRegion(claim.view.key) ? 0 : 1;
      drawn.push(claim);
      keys.add(claim.view.key);
      writePlot(stream, claim, this.#origin);
    }
    this.#drawn = drawn;
    this.#drawnKeys = keys;
  }

  #writeRivers(covered: WorldRect, zoom: number): void {
    const out = this.#rivers.stream;
    out.clear();
    if (this.share === 0) return;
    // All that can come into sight until the next writing; the shader leaves out what is too thin.
    const least = leastCords(zoom * ZOOM_STEP);
    const { rivers, flows } = this.#parts.book;
    // The widest lie at the bottom, as the bed of the others; of too many the narrowest are left out.
    for (const stream of rivers.byCords()) {
      if (stream.cords < least || out.count >= MOST_STREAMS) break;
      if (meets(covered, stream.left, stream.top, stream.right, stream.bottom)) writeStream(out, stream, this.#origin, false);
    }
    if (flowShare(zoom / ZOOM_STEP) === 0) return;
    for (const stream of flows.byCords()) {
      if (stream.cords < least) break;
      if (meets(covered, stream.left, stream.top, stream.right, stream.bottom)) writeStream(out, stream, this.#origin, true);
    }
  }

  #writeLandmarks(claims: readonly ClaimState[], covered: WorldRect): void {
    const { stream } = this.#landmarks;
    stream.clear();
    if (this.share === 0) return;
    const bySize = this.#parts.book.landmarksBySize();
    // The greatest lie on top.
    for (let index = bySize.length - 1; index >= 0; index--) {
      const landmark = bySize[index];
      if (landmark === undefined) continue;
      const { x, y } = landmark.view;
      const reach = landmark.side * 2;
      if (meets(covered, x - reach, y - reach, x + reach, y + reach)) writeLandmark(stream, landmark, this.#origin);
    }
    for (const claim of claims) {
      if (claim.view.mine !== true) break;
      writeOwnPin(stream, claim, this.#origin);
    }
  }

  /** Answers whether some still fade. */
  #fadeSketches({ ms, atOnce, still }: MapFrame): boolean {
    let fading = false;
    const { u8, stride } = this.#plots.stream;
    const way = atOnce || still || this.share === 1 ? 1 : ms / SKETCH_FADE_MS;
    for (let slot = 0; slot < this.#drawn.length; slot++) {
      const claim = this.#drawn[slot];
      if (claim === undefined) continue;
      const goal = this.#parts.hasRegion(claim.view.key) ? 0 : 1;
      if (claim.sketch === goal) continue;
      // A named plot that is taken away must be named again.
      if (goal === 1 && claim.sketch === 0) this.#version = -1;
      claim.sketch = goal > claim.sketch ? Math.min(goal, claim.sketch + way) : Math.max(goal, claim.sketch - way);
      u8[slot * stride + 21] = claim.sketch * 255;
      this.#plots.stream.touch();
      if (claim.sketch !== goal) fading = true;
    }
    return fading;
  }
}

function grown(rect: WorldRect, share: number): WorldRect {
  const dx = rect.width * share;
  const dy = rect.height * share;
  return { x: rect.x - dx, y: rect.y - dy, width: rect.width + 2 * dx, height: rect.height + 2 * dy };
}

function within(inner: WorldRect, outer: WorldRect): boolean {
  return (
    inner.x >= outer.x &&
    inner.y >= outer.y &&
    inner.x + inner.width <= outer.x + outer.width &&
    inner.y + inner.height <= outer.y + outer.height
  );
}

function meets(rect: WorldRect, left: number, top: number, right: number, bottom: number): boolean {
  return left <= rect.x + rect.width && right >= rect.x && top <= rect.y + rect.height && bottom >= rect.y;
}
