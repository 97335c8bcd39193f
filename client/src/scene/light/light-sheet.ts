import { Buffer, BufferUsage, Geometry, GlProgram, Mesh, Shader, type Container } from 'pixi.js';
import type { FloatingOrigin } from '../floating-origin.ts';
import type { SceneUniforms } from '../gpu/scene-uniforms.ts';
import { fading } from '../shader/head.ts';
import { LIGHT_FRAGMENT, LIGHT_VERTEX, type LIGHT } from '../shader/light.ts';
import type { WorldPoint } from '../types.ts';

/** What is drawn at once at most. */
const MOST = 160;
const WORDS = 8;

/** All light of a frame, written anew each frame, in one draw call; none while there is no light. */
export class LightSheet {
  readonly #data = new Float32Array(MOST * WORDS);
  readonly #buffer: Buffer;
  readonly #geometry: Geometry;
  readonly #shader: Shader;
  readonly #mesh: Mesh<Geometry, Shader>;
  #count = 0;
  #x = 0;
  #y = 0;

  constructor(host: Container, uniforms: SceneUniforms) {
    this.#buffer = new Buffer({ data: this.#data, usage: BufferUsage.VERTEX | BufferUsage.COPY_DST });
    const part = { buffer: this.#buffer, format: 'float32x4', stride: WORDS * 4, instance: true } as const;
    this.#geometry = new Geometry({
      attributes: {
        aCorner: { buffer: new Float32Array([0, 0, 1, 0, 1, 1, 0, 1]), format: 'float32x2' },
        aAt: { ...part, offset: 0 },
        aLook: { ...part, offset: 16 },
      },
      indexBuffer: new Uint16Array([0, 1, 2, 0, 2, 3]),
      instanceCount: 0,
    });
    this.#shader = new Shader({
      glProgram: new GlProgram({ vertex: LIGHT_VERTEX, fragment: fading(LIGHT_FRAGMENT) }),
      resources: { scene: uniforms },
    });
    this.#mesh = new Mesh({ geometry: this.#geometry, shader: this.#shader });
    this.#mesh.eventMode = 'none';
    this.#mesh.visible = false;
    host.addChild(this.#mesh);
  }

  /** Places are kept relative to a point near the view, for the sake of 32-bit floats. */
  begin(near: WorldPoint, origin: FloatingOrigin): void {
    this.#count = 0;
    this.#x = Math.round(near.x);
    this.#y = Math.round(near.y);
    this.#mesh.position.set(this.#x - origin.x, this.#y - origin.y);
  }

  /** `half`: half the quad's side, units. `share`: of a glow, half the note's side against that. What is too much is left out. */
  put(what: (typeof LIGHT)[keyof typeof LIGHT], x: number, y: number, half: number, strength: number, rot = 0, share = 0): void {
    if (this.#count >= MOST) return;
    const word = this.#count++ * WORDS;
    const data = this.#data;
    data[word] = x - this.#x;
    data[word + 1] = y - this.#y;
    data[word + 2] = half;
    data[word + 3] = rot;
    data[word + 4] = what;
    data[word + 5] = strength;
    data[word + 6] = share;
  }

  end(): void {
    this.#mesh.visible = this.#count > 0;
    if (this.#geometry.instanceCount !== this.#count) this.#geometry.instanceCount = this.#count;
    if (this.#count > 0) this.#buffer.update(this.#count * WORDS * 4);
  }

  destroy(): void {
    this.#mesh.removeFromParent();
    this.#mesh.destroy();
    this.#geometry.destroy();
    this.#buffer.destroy();
    this.#shader.destroy(true);
  }
}
