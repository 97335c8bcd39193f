import type { Viewport } from 'pixi-viewport';
import type { FloatingOrigin } from './floating-origin.ts';
import { slide } from './hand/throw.ts';
import type { CameraPlace, SceneCamera, WorldPoint, WorldRect, ZoomLimits } from './types.ts';
import { clampZoom, zoomLimits } from './zoom-limits.ts';

interface Flight {
  readonly from: CameraPlace;
  readonly to: CameraPlace;
  readonly ms: number;
  /** How far the zoom (as a power of two) dips on the way, so that a long way is seen from above. */
  readonly dip: number;
  elapsed: number;
  readonly done: (arrived: boolean) => void;
}

/** Zooms are products of many factors; the border itself still shows notes. */
const ROUNDING = 1e-6;

function easeInOut(t: number): number {
  return t < 0.5 ? 4 * t * t * t : 1 - (-2 * t + 2) ** 3 / 2;
}

/**
 * The view on the board: world coordinates outside; inside pixi-viewport, counted from the floating
 * origin. Hands are our own (hand/): its pinch knows no palm and no finger that stays where it lies.
 */
export class Camera implements SceneCamera {
  readonly #sheet: Viewport;
  readonly #origin: FloatingOrigin;
  readonly #invalidate: () => void;
  readonly #listeners = new Set<(place: CameraPlace) => void>();
  #flight: Flight | null = null;
  /** CSS pixels a millisecond, while the paper slides on after a hand threw it. */
  #speed: WorldPoint | null = null;
  #seenX = Number.NaN;
  #seenY = Number.NaN;
  #seenZoom = Number.NaN;
  #world: WorldRect | null = null;
  reducedMotion = false;

  constructor(sheet: Viewport, origin: FloatingOrigin, invalidate: () => void) {
    this.#sheet = sheet;
    this.#origin = origin;
    this.#invalidate = invalidate;
  }

  get zoom(): number {
    return this.#sheet.scale.x;
  }

  get x(): number {
    return this.#origin.x + this.#sheet.center.x;
  }

  get y(): number {
    return this.#origin.y + this.#sheet.center.y;
  }

  limits(): ZoomLimits {
    return zoomLimits(this.#sheet.screenWidth, this.#sheet.screenHeight, this.#world);
  }

  get isMap(): boolean {
    return this.zoom < this.limits().notes * (1 - ROUNDING);
  }

  get heading(): CameraPlace | null {
    return this.#flight?.to ?? null;
  }

  setWorld(bounds: WorldRect): void {
    this.#world = { ...bounds };
    if (this.zoom < this.limits().min) this.#set(this.#place());
  }

  screenToWorld(point: WorldPoint): WorldPoint {
    return { x: this.#origin.x + (point.x - this.#sheet.x) / this.zoom, y: this.#origin.y + (point.y - this.#sheet.y) / this.zoom };
  }

  worldToScreen(point: WorldPoint): WorldPoint {
    return { x: (point.x - this.#origin.x) * this.zoom + this.#sheet.x, y: (point.y - this.#origin.y) * this.zoom + this.#sheet.y };
  }

  visibleRect(): WorldRect {
    const corner = this.screenToWorld({ x: 0, y: 0 });
    return { x: corner.x, y: corner.y, width: this.#sheet.worldScreenWidth, height: this.#sheet.worldScreenHeight };
  }

  moveTo(place: CameraPlace): void {
    this.interrupt();
    this.#set(place);
    // Whoever fetches what is there need not wait for the next frame.
    const now = this.#place();
    for (const listener of this.#listeners) listener(now);
  }

  flyTo(place: Partial<CameraPlace>, options: { readonly ms?: number } = {}): Promise<boolean> {
    this.interrupt();
    const from = this.#place();
    const to = { x: place.x ?? from.x, y: place.y ?? from.y, zoom: clampZoom(place.zoom ?? from.zoom, this.limits()) };
    const screens = (Math.hypot(to.x - from.x, to.y - from.y) * Math.min(from.zoom, to.zoom)) / Math.max(1, this.#sheet.screenWidth);
    const ms = options.ms ?? Math.min(2200, 500 + 380 * Math.log2(1 + screens));
    if (this.reducedMotion || ms <= 0) {
      this.#set(to);
      return Promise.resolve(true);
    }
    const lowest = Math.log2(this.limits().min);
    const floor = Math.min(Math.log2(from.zoom), Math.log2(to.zoom));
    const dip = Math.max(0, Math.min(floor - lowest, 0.85 * Math.log2(1 + screens * 0.7)));
    return new Promise((done) => {
      this.#flight = { from, to, ms, dip, elapsed: 0, done };
      this.#invalidate();
    });
  }

  fit(rect: WorldRect, options: { readonly ms?: number; readonly margin?: number } = {}): Promise<boolean> {
    const margin = options.margin ?? 0.08;
    const room = 1 - 2 * margin;
    const zoom = Math.min(
      (this.#sheet.screenWidth * room) / Math.max(1, rect.width),
      (this.#sheet.screenHeight * room) / Math.max(1, rect.height),
    );
    return this.flyTo(
      { x: rect.x + rect.width / 2, y: rect.y + rect.height / 2, zoom },
      options.ms === undefined ? {} : { ms: options.ms },
    );
  }

  zoomBy(factor: number, about?: WorldPoint): void {
    this.interrupt();
    const at = about ?? { x: this.#sheet.screenWidth / 2, y: this.#sheet.screenHeight / 2 };
    const before = this.screenToWorld(at);
    const zoom = clampZoom(this.zoom * factor, this.limits());
    this.#sheet.setZoom(zoom);
    this.#sheet.position.set(at.x - (before.x - this.#origin.x) * zoom, at.y - (before.y - this.#origin.y) * zoom);
    this.#speed = null;
    this.#invalidate();
  }

  panBy(dx: number, dy: number): void {
    this.interrupt();
    this.#sheet.position.set(this.#sheet.x - dx, this.#sheet.y - dy);
    this.#speed = null;
    this.#invalidate();
  }

  onChange(listener: (place: CameraPlace) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** The paper slides on at this speed, CSS pixels a millisecond, until friction stops it. */
  throw(speed: WorldPoint): void {
    this.interrupt();
    this.#speed = speed;
    this.#invalidate();
  }

  /** A hand lies on the paper: no flight and no throw goes on. */
  rest(): void {
    this.interrupt();
    this.#speed = null;
  }

  /** A hand takes over. */
  interrupt(): void {
    const flight = this.#flight;
    this.#flight = null;
    flight?.done(false);
  }

  /** Keeps the middle of the view where it is when the screen's size changes. */
  resize(width: number, height: number): void {
    const place = this.#place();
    this.#sheet.resize(width, height);
    this.#set({ ...place, zoom: clampZoom(place.zoom, this.limits()) });
  }

  /** One frame of flight and inertia; answers whether the camera will move on by itself. */
  step(ms: number): boolean {
    const flight = this.#flight;
    if (flight !== null) {
      flight.elapsed += ms;
      const share = Math.min(1, flight.elapsed / flight.ms);
      this.#set(pointOnFlight(flight, easeInOut(share)));
      if (share >= 1) {
        this.#flight = null;
        flight.done(true);
      }
      return true;
    }
    if (this.#speed === null || ms <= 0) return this.#speed !== null;
    const { dx, dy, speed } = slide(this.#speed, ms);
    this.#sheet.position.set(this.#sheet.x + dx, this.#sheet.y + dy);
    this.#speed = speed;
    return speed !== null;
  }

  /** After a frame's movement: follows with the origin and tells listeners. Answers what happened. */
  settle(): { readonly moved: boolean; readonly rebased: boolean } {
    const place = this.#place();
    const rebased = this.#origin.follow(place.x, place.y);
    if (rebased) this.#put(place);
    const moved = rebased || place.x !== this.#seenX || place.y !== this.#seenY || place.zoom !== this.#seenZoom;
    if (!moved) return { moved, rebased };
    this.#seenX = place.x;
    this.#seenY = place.y;
    this.#seenZoom = place.zoom;
    for (const listener of this.#listeners) listener(place);
    return { moved, rebased };
  }

  #place(): CameraPlace {
    return { x: this.x, y: this.y, zoom: this.zoom };
  }

  #set(place: CameraPlace): void {
    this.#put({ ...place, zoom: clampZoom(place.zoom, this.limits()) });
    this.#speed = null;
    this.#invalidate();
  }

  #put({ x, y, zoom }: CameraPlace): void {
    this.#sheet.setZoom(zoom);
    this.#sheet.moveCenter(x - this.#origin.x, y - this.#origin.y);
  }
}

/** Moves by the share of the screen, not of the world, so that zooming and travelling end together. */
function pointOnFlight({ from, to, dip }: Flight, share: number): CameraPlace {
  const a = Math.log2(from.zoom);
  const b = Math.log2(to.zoom);
  const zoom = 2 ** (a + (b - a) * share - dip * 4 * share * (1 - share));
  const ratio = to.zoom / from.zoom;
  const weight = dip > 0.05 || Math.abs(ratio - 1) < 1e-3 ? share : (1 - ratio ** -share) / (1 - 1 / ratio);
  return { x: from.x + (to.x - from.x) * weight, y: from.y + (to.y - from.y) * weight, zoom };
}
