import { BufferImageSource, Geometry, GlProgram, Mesh, Shader, State, type TextureSource } from 'pixi.js';
import type { SceneUniforms } from '../gpu/scene-uniforms.ts';
import { defined } from '../shader/head.ts';
import { PAPER_FRAGMENT, PAPER_VERTEX } from '../shader/paper.ts';
import { paperTile, TILE_SIDE } from './paper-tile.ts';

/** The board itself: one opaque sheet that fills the screen, under everything. */
export class PaperSheet {
  readonly mesh: Mesh<Geometry, Shader>;
  readonly #tile: BufferImageSource;
  readonly #full: Shader;
  readonly #plain: Shader;
  readonly #fullPast: Shader;
  readonly #plainPast: Shader;

  /** `pixels` are those of `noise`. */
  constructor(uniforms: SceneUniforms, noise: TextureSource, pixels: Uint8Array) {
    this.#tile = new BufferImageSource({
      resource: paperTile(pixels),
      width: TILE_SIDE,
      height: TILE_SIDE,
      format: 'r8unorm',
      alphaMode: 'no-premultiply-alpha',
      addressMode: 'repeat',
      scaleMode: 'linear',
      autoGarbageCollect: false,
    });
    const resources = { scene: uniforms, uNoise: noise, uNoiseStyle: noise.style, uPaper: this.#tile, uPaperStyle: this.#tile.style };
    const shader = (...names: readonly string[]): Shader =>
      new Shader({ glProgram: new GlProgram({ vertex: PAPER_VERTEX, fragment: defined(PAPER_FRAGMENT, ...names) }), resources });
    this.#full = shader();
    this.#plain = shader('PLAIN');
    this.#fullPast = shader('PAST');
    this.#plainPast = shader('PLAIN', 'PAST');
    const geometry = new Geometry({
      attributes: { aCorner: { buffer: new Float32Array([0, 0, 1, 0, 1, 1, 0, 1]), format: 'float32x2' } },
      indexBuffer: new Uint16Array([0, 1, 2, 0, 2, 3]),
    });
    const state = State.for2d();
    state.blend = false;
    this.mesh = new Mesh({ geometry, shader: this.#full, state });
    this.mesh.eventMode = 'none';
  }

  /** `past`: some plot is shown as it was. */
  show(plain: boolean, past: boolean): void {
    if (past) this.mesh.shader = plain ? this.#plainPast : this.#fullPast;
    else this.mesh.shader = plain ? this.#plain : this.#full;
  }

  destroy(): void {
    for (const shader of [this.#full, this.#plain, this.#fullPast, this.#plainPast]) shader.destroy(true);
    this.#tile.destroy();
  }
}
