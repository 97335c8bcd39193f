import type { WebGLRenderer } from 'pixi.js';
import type { FloatingOrigin } from '../floating-origin.ts';
import type { WorldPoint } from '../types.ts';
import { InstancePool } from './instance-pool.ts';
import type { Materials } from './materials.ts';
import type { Stack } from './stack.ts';

/** One pool for each kind of instance in a stack: all that the stack draws. */
export class Pools {
  readonly pencil: InstancePool;
  readonly graffiti: InstancePool;
  readonly ghosts: InstancePool;
  readonly notes: InstancePool;
  readonly cords: InstancePool;
  readonly text: InstancePool;
  readonly tags: InstancePool;
  readonly #all: readonly InstancePool[];

  constructor(materials: Materials, stack: Stack) {
    this.pencil = new InstancePool(materials.pencil(stack));
    this.graffiti = new InstancePool(materials.glyphs(stack, 'graffiti'));
    this.ghosts = new InstancePool(materials.ghosts(stack));
    this.notes = new InstancePool(materials.notes(stack));
    this.cords = new InstancePool(materials.cords(stack));
    this.text = new InstancePool(materials.glyphs(stack, 'text'));
    this.tags = new InstancePool(materials.glyphs(stack, 'tags'));
    this.#all = [this.pencil, this.graffiti, this.ghosts, this.notes, this.cords, this.text, this.tags];
  }

  anchorAt(point: WorldPoint, origin: FloatingOrigin): void {
    for (const pool of this.#all) pool.anchorAt(point, origin);
  }

  rebase(origin: FloatingOrigin): void {
    for (const pool of this.#all) pool.rebase(origin);
  }

  /** Uploads what changed and will be drawn; answers the bytes. */
  flush(renderer: WebGLRenderer): number {
    let bytes = 0;
    for (const pool of this.#all) bytes += pool.flush(renderer);
    return bytes;
  }

  destroy(): void {
    for (const pool of this.#all) pool.destroy();
  }
}
