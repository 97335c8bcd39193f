import { CanvasSource, Container, Sprite, Texture } from 'pixi.js';
import type { FloatingOrigin } from '../floating-origin.ts';
import type { WallView, WorldPoint, WorldRect } from '../types.ts';
import { DIM_NOTE } from '../emphasis.ts';
import { drawFrame, MARGIN } from './frame-drawing.ts';
import { drawSheet, SHEET_MARGIN } from './sheet-drawing.ts';
import { FRAME_HEIGHT, FRAME_WIDTH, frameUnder, inSheet, wallLayout, type WallLayout } from './wall-layout.ts';
import { dueLevel, SCALES, SHEET_SCALES } from './wall-level.ts';

/** CSS pixels of the sheet's width under which it is one landmark, not frames. */
const FRAMES_FROM_PX = 260;
/** Milliseconds of drawing in one frame. */
const BUDGET_MS = 12;
const HOVER_GROWTH = 1.035;
/** The paper is darker in the dark. */
const DARK_TINT = 0xcfc8bb;

interface Hung {
  readonly sprite: Sprite;
  /** Index into SCALES of what is drawn; -1: nothing yet. */
  level: number;
  picture: ImageBitmap | null;
  stale: boolean;
}

export interface WallParts {
  readonly host: Container;
  readonly origin: FloatingOrigin;
  readonly invalidate: () => void;
}

/**
 * The wall of the week at the centre of the world: a sheet with framed creations, seen from near and on
 * the map alike. Each drawing is made as fine as the view needs, a few milliseconds a frame.
 */
export class WallScene {
  readonly #parts: WallParts;
  readonly #group = new Container();
  #view: WallView | null = null;
  #layout: WallLayout = wallLayout(0);
  #sheet: Hung | null = null;
  #frames: Hung[] = [];
  #coming = 0;
  #hover: string | null = null;
  #dark = false;
  #dimmed: ReadonlySet<string> = new Set();
  /** Rises with each wall: pictures of an earlier one are dropped. */
  #round = 0;

  constructor(parts: WallParts) {
    this.#parts = parts;
    this.#group.visible = false;
    parts.host.addChild(this.#group);
  }

  /** Drawings and pictures that are still to come. */
  get pending(): number {
    return this.#coming + (this.#group.visible ? this.#hung().filter((one) => one.level < 0 || one.stale).length : 0);
  }

  /** World units; null without a wall. */
  get sheet(): WorldRect | null {
    return this.#view === null ? null : this.#layout.sheet;
  }

  set(view: WallView | null): void {
    this.#clear();
    this.#view = view;
    this.#layout = wallLayout(view?.frames.length ?? 0);
    this.#parts.invalidate();
    if (view === null) return;
    const { sheet } = this.#layout;
    this.#sheet = this.#hang(sheet.x + sheet.width / 2, sheet.y + sheet.height / 2, 0);
    this.#frames = this.#layout.frames.map(({ x, y, rot }) => this.#hang(x, y, rot));
    this.#fade();
    const round = this.#round;
    for (const [index, { thumbUrl }] of view.frames.entries()) if (thumbUrl !== undefined) void this.#fetch(thumbUrl, index, round);
  }

  setTheme(dark: boolean): void {
    this.#dark = dark;
    for (const { sprite } of this.#hung()) sprite.tint = dark ? DARK_TINT : 0xffffff;
  }

  setHover(creation: string | null): void {
    if (creation === this.#hover) return;
    this.#hover = creation;
    for (const [index, hung] of this.#frames.entries()) this.#size(hung, index);
    this.#parts.invalidate();
  }

  /** Creations that the filter does not match fade as notes do; the sheet, which is none, stays. */
  dim(creations: ReadonlySet<string>): void {
    this.#dimmed = creations;
    this.#fade();
    this.#parts.invalidate();
  }

  /** What of the wall lies under a world point: a frame's creation, `null` for the sheet; undefined: nothing of it. */
  under({ x, y }: WorldPoint, zoom: number): string | null | undefined {
    if (this.#view === null || !inSheet(this.#layout, x, y)) return undefined;
    if (this.#layout.sheet.width * zoom < FRAMES_FROM_PX) return null;
    const index = frameUnder(this.#layout, x, y);
    return index === null ? null : (this.#view.frames[index]?.creation ?? null);
  }

  /** Prepares a frame; answers whether it wants another. `px`: device pixels a unit. */
  step(view: WorldRect, px: number, moving: boolean): boolean {
    if (this.#view === null) return false;
    const { sheet } = this.#layout;
    const around = SHEET_MARGIN * 2;
    this.#group.visible = meets(view, {
      x: sheet.x - around,
      y: sheet.y - around,
      width: sheet.width + 2 * around,
      height: sheet.height + 2 * around,
    });
    if (!this.#group.visible) {
      this.#letGo();
      return false;
    }
    this.#group.position.set(-this.#parts.origin.x, -this.#parts.origin.y);
    const began = performance.now();
    for (const [index, hung] of this.#hung().entries()) {
      const frame = this.#layout.frames[index - 1];
      const inView = frame === undefined || meets(view, frameBox(frame));
      const level = dueLevel({ ...hung, inView }, px, frame === undefined ? SHEET_SCALES : SCALES.length, moving);
      if (level === null) continue;
      if (performance.now() - began > BUDGET_MS) return true;
      this.#draw(hung, level);
    }
    return false;
  }

  destroy(): void {
    this.#clear();
    this.#group.destroy({ children: true });
  }

  #fade(): void {
    for (const [index, { sprite }] of this.#frames.entries())
      sprite.alpha = this.#dimmed.has(this.#view?.frames[index]?.creation ?? '') ? DIM_NOTE : 1;
  }

  #hung(): Hung[] {
    return this.#sheet === null ? [] : [this.#sheet, ...this.#frames];
  }

  #hang(x: number, y: number, rot: number): Hung {
    const sprite = new Sprite(Texture.EMPTY);
    sprite.anchor.set(0.5);
    sprite.position.set(x, y);
    sprite.rotation = rot;
    sprite.tint = this.#dark ? DARK_TINT : 0xffffff;
    sprite.visible = false;
    this.#group.addChild(sprite);
    return { sprite, level: -1, picture: null, stale: false };
  }

  #draw(hung: Hung, level: number): void {
    const view = this.#view;
    const scale = SCALES[level] ?? SCALES[0];
    const index = this.#frames.indexOf(hung);
    const frame = view?.frames[index];
    if (view === null) return;
    const canvas = frame === undefined ? drawSheet(this.#layout.sheet, view, scale) : drawFrame(frame, index, hung.picture, scale);
    this.#release(hung);
    hung.sprite.texture = new Texture({
      source: new CanvasSource({ resource: canvas, autoGenerateMipmaps: true, scaleMode: 'linear', transparent: true }),
    });
    hung.sprite.visible = true;
    hung.level = level;
    hung.stale = false;
    this.#size(hung, index);
  }

  #size({ sprite }: Hung, index: number): void {
    const { sheet } = this.#layout;
    const grown = index >= 0 && this.#view?.frames[index]?.creation === this.#hover ? HOVER_GROWTH : 1;
    const width = index < 0 ? sheet.width + 2 * SHEET_MARGIN : FRAME_WIDTH + 2 * MARGIN;
    const height = index < 0 ? sheet.height + 2 * SHEET_MARGIN : FRAME_HEIGHT + 2 * MARGIN;
    sprite.setSize(width * grown, height * grown);
  }

  async #fetch(url: string, index: number, round: number): Promise<void> {
    this.#coming++;
    try {
      const answer = await fetch(url);
      const picture = answer.ok ? await createImageBitmap(await answer.blob()) : null;
      const hung = round === this.#round ? this.#frames[index] : undefined;
      if (hung === undefined) {
        picture?.close();
        return;
      }
      hung.picture = picture;
      hung.stale = hung.level >= 0;
    } catch {
      // The frame shows its words instead.
    } finally {
      this.#coming--;
      this.#parts.invalidate();
    }
  }

  /** Out of sight the fine drawings are given back; they are made again when the wall is seen. */
  #letGo(): void {
    for (const hung of this.#frames) {
      if (hung.level < SHEET_SCALES) continue;
      this.#release(hung);
      hung.sprite.visible = false;
      hung.level = -1;
    }
  }

  #release({ sprite }: Hung): void {
    if (sprite.texture !== Texture.EMPTY) sprite.texture.destroy(true);
    sprite.texture = Texture.EMPTY;
  }

  #clear(): void {
    this.#round++;
    for (const hung of this.#hung()) {
      this.#release(hung);
      hung.picture?.close();
      hung.sprite.destroy();
    }
    this.#sheet = null;
    this.#frames = [];
    this.#group.visible = false;
  }
}

function frameBox({ x, y }: WorldPoint): WorldRect {
  return { x: x - FRAME_WIDTH / 2, y: y - FRAME_HEIGHT / 2, width: FRAME_WIDTH, height: FRAME_HEIGHT };
}

function meets(a: WorldRect, b: WorldRect): boolean {
  return a.x <= b.x + b.width && b.x <= a.x + a.width && a.y <= b.y + b.height && b.y <= a.y + a.height;
}
