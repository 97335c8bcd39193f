import { Geometry, GlProgram, Mesh, Shader, UniformGroup, type Buffer, type TextureSource } from 'pixi.js';
import { CORD_FRAGMENT, CORD_VERTEX } from '../shader/cord.ts';
import { GHOST_FRAGMENT, GHOST_VERTEX } from '../shader/ghost.ts';
import { GLYPH_FRAGMENT, GLYPH_VERTEX } from '../shader/glyph.ts';
import { fading } from '../shader/head.ts';
import { NOTE_FAR_FRAGMENT, NOTE_FRAGMENT, NOTE_VERTEX } from '../shader/note.ts';
import { PAPER_FRAGMENT, PAPER_VERTEX } from '../shader/paper.ts';
import { PIN_FRAGMENT, PIN_VERTEX } from '../shader/pin.ts';
import type { PoolDress, SceneMesh } from './instance-pool.ts';
import type { SceneUniforms } from './scene-uniforms.ts';
import type { Stack } from './stack.ts';

export interface SceneTextures {
  readonly noise: TextureSource;
  readonly small: TextureSource;
  readonly medium: TextureSource;
  readonly large: TextureSource;
  readonly peaks: TextureSource;
  readonly glyphs: TextureSource;
  readonly emoji: TextureSource;
}

/** Bytes and word offsets of one instance; the writers and the geometries share them. */
export const NOTE_STRIDE = 36;
export const GHOST_STRIDE = 24;
export const CORD_STRIDE = 36;
export const GLYPH_STRIDE = 48;

export const CORD_SEGMENTS = [6, 12, 32] as const;
export type CordSegments = (typeof CORD_SEGMENTS)[number];

const QUAD_INDEX = new Uint16Array([0, 1, 2, 0, 2, 3]);

function quad(): { aCorner: { buffer: Float32Array; format: 'float32x2' } } {
  return { aCorner: { buffer: new Float32Array([0, 0, 1, 0, 1, 1, 0, 1]), format: 'float32x2' } };
}

type Attribute = readonly [name: string, format: 'float32x4' | 'unorm8x4' | 'unorm16x4', offset: number];

function instanced(buffer: Buffer, stride: number, attributes: readonly Attribute[]) {
  return Object.fromEntries(attributes.map(([name, format, offset]) => [name, { buffer, format, stride, offset, instance: true }]));
}

const NOTE_ATTRIBUTES: readonly Attribute[] = [
  ['aPos', 'float32x4', 0],
  ['aTint', 'unorm8x4', 16],
  ['aMisc', 'unorm8x4', 20],
  ['aPic', 'unorm16x4', 24],
  ['aState', 'unorm8x4', 32],
];
const GHOST_ATTRIBUTES: readonly Attribute[] = [
  ['aPos', 'float32x4', 0],
  ['aTint', 'unorm8x4', 16],
  ['aMisc', 'unorm8x4', 20],
];
const CORD_ATTRIBUTES: readonly Attribute[] = [
  ['aEnds', 'float32x4', 0],
  ['aShape', 'float32x4', 16],
  ['aColour', 'unorm8x4', 32],
];
const GLYPH_ATTRIBUTES: readonly Attribute[] = [
  ['aRect', 'float32x4', 0],
  ['aOrg', 'float32x4', 16],
  ['aUV', 'unorm16x4', 32],
  ['aInk', 'unorm8x4', 40],
  ['aHalo', 'unorm8x4', 44],
];

function ribbon(segments: number): { vertices: Float32Array; index: Uint16Array } {
  const vertices: number[] = [];
  const index: number[] = [];
  for (let i = 0; i <= segments; i++) {
    vertices.push(i / segments, -1, i / segments, 1);
    const base = i * 2;
    if (i < segments) index.push(base, base + 1, base + 2, base + 1, base + 3, base + 2);
  }
  return { vertices: new Float32Array(vertices), index: new Uint16Array(index) };
}

/** Shaders, shared by all; dresses that turn a buffer of instances into meshes on a stack. */
export class Materials {
  readonly #note: Shader;
  readonly #noteFar: Shader;
  readonly #pin: Shader;
  readonly #cord: Shader;
  readonly #shadow: Shader;
  readonly #ghost: Shader;
  readonly #glyph: Shader;
  readonly #paper: Shader;
  #far = false;
  #segments: CordSegments = 32;
  readonly #noteMeshes = new Set<SceneMesh>();
  readonly #cordMeshes = new Map<SceneMesh, ReadonlyMap<CordSegments, Geometry>>();

  constructor(uniforms: SceneUniforms, textures: SceneTextures) {
    const shader = (vertex: string, fragment: string, extra: Record<string, TextureSource | UniformGroup> = {}): Shader => {
      const resources: Record<string, unknown> = { scene: uniforms, uNoise: textures.noise, uNoiseStyle: textures.noise.style };
      for (const [name, resource] of Object.entries(extra)) {
        resources[name] = resource;
        if (!(resource instanceof UniformGroup)) resources[`${name}Style`] = resource.style;
      }
      return new Shader({ glProgram: new GlProgram({ vertex, fragment }), resources });
    };
    const flag = (value: number): UniformGroup => new UniformGroup({ uShadow: { type: 'f32', value } });
    const pictures = { uSmall: textures.small, uMedium: textures.medium, uLarge: textures.large, uPeaks: textures.peaks };
    this.#paper = shader(PAPER_VERTEX, PAPER_FRAGMENT);
    this.#note = shader(NOTE_VERTEX, fading(NOTE_FRAGMENT), pictures);
    this.#noteFar = shader(NOTE_VERTEX, fading(NOTE_FAR_FRAGMENT), pictures);
    this.#pin = shader(PIN_VERTEX, fading(PIN_FRAGMENT));
    this.#cord = shader(CORD_VERTEX, fading(CORD_FRAGMENT), { part: flag(0) });
    this.#shadow = shader(CORD_VERTEX, fading(CORD_FRAGMENT), { part: flag(1) });
    this.#ghost = shader(GHOST_VERTEX, fading(GHOST_FRAGMENT));
    this.#glyph = shader(GLYPH_VERTEX, fading(GLYPH_FRAGMENT), { uGlyphs: textures.glyphs, uEmoji: textures.emoji });
  }

  paper(): SceneMesh {
    const mesh = new Mesh({ geometry: new Geometry({ attributes: quad(), indexBuffer: QUAD_INDEX }), shader: this.#paper });
    mesh.eventMode = 'none';
    return mesh;
  }

  destroy(): void {
    for (const shader of [this.#paper, this.#note, this.#noteFar, this.#pin, this.#cord, this.#shadow, this.#ghost, this.#glyph])
      shader.destroy(true);
  }

  /** Level of detail of what exists and of meshes to come. */
  setDetail(far: boolean, segments: CordSegments): void {
    if (this.#far !== far) {
      this.#far = far;
      for (const mesh of this.#noteMeshes) mesh.shader = far ? this.#noteFar : this.#note;
    }
    if (this.#segments !== segments) {
      this.#segments = segments;
      for (const [mesh, geometries] of this.#cordMeshes) {
        const geometry = geometries.get(segments);
        if (geometry !== undefined) mesh.geometry = geometry;
      }
    }
  }

  notes(stack: Stack): PoolDress {
    return {
      stride: NOTE_STRIDE,
      slots: 512,
      places: [0],
      dress: (buffer) => {
        const mesh = this.#quadMesh(buffer, NOTE_STRIDE, NOTE_ATTRIBUTES, this.#far ? this.#noteFar : this.#note);
        const pins = this.#quadMesh(buffer, NOTE_STRIDE, NOTE_ATTRIBUTES, this.#pin);
        this.#noteMeshes.add(mesh);
        mesh.on('destroyed', () => this.#noteMeshes.delete(mesh));
        return {
          geometries: [mesh.geometry, pins.geometry],
          meshes: [
            { mesh, host: stack.notes },
            { mesh: pins, host: stack.pins },
          ],
        };
      },
    };
  }

  ghosts(stack: Stack): PoolDress {
    return {
      stride: GHOST_STRIDE,
      slots: 256,
      places: [0],
      dress: (buffer) => {
        const mesh = this.#quadMesh(buffer, GHOST_STRIDE, GHOST_ATTRIBUTES, this.#ghost);
        return { geometries: [mesh.geometry], meshes: [{ mesh, host: stack.ghosts }] };
      },
    };
  }

  glyphs(stack: Stack, where: 'text' | 'graffiti' | 'tags'): PoolDress {
    const slots = where === 'text' ? 4096 : where === 'tags' ? 1024 : 256;
    return {
      stride: GLYPH_STRIDE,
      slots,
      places: [4],
      dress: (buffer) => {
        const mesh = this.#quadMesh(buffer, GLYPH_STRIDE, GLYPH_ATTRIBUTES, this.#glyph);
        return { geometries: [mesh.geometry], meshes: [{ mesh, host: stack[where] }] };
      },
    };
  }

  pencil(stack: Stack): PoolDress {
    return {
      stride: CORD_STRIDE,
      slots: 512,
      places: [0, 2],
      dress: (buffer) => {
        const geometry = ribbonGeometry(buffer, 1);
        return { geometries: [geometry], meshes: [{ mesh: new Mesh({ geometry, shader: this.#cord }), host: stack.pencil }] };
      },
    };
  }

  cords(stack: Stack): PoolDress {
    return {
      stride: CORD_STRIDE,
      slots: 256,
      places: [0, 2],
      dress: (buffer) => {
        const geometries = new Map(CORD_SEGMENTS.map((segments) => [segments, ribbonGeometry(buffer, segments)] as const));
        const current = geometries.get(this.#segments);
        if (current === undefined) throw new Error(`no ribbon of ${this.#segments}`);
        const shadow = new Mesh({ geometry: current, shader: this.#shadow });
        const mesh = new Mesh({ geometry: current, shader: this.#cord });
        for (const one of [shadow, mesh]) {
          this.#cordMeshes.set(one, geometries);
          one.on('destroyed', () => this.#cordMeshes.delete(one));
        }
        return {
          geometries: [...geometries.values()],
          meshes: [
            { mesh: shadow, host: stack.shadows },
            { mesh, host: stack.cords },
          ],
        };
      },
    };
  }

  #quadMesh(buffer: Buffer, stride: number, attributes: readonly Attribute[], shader: Shader): SceneMesh {
    const geometry = new Geometry({
      attributes: { ...quad(), ...instanced(buffer, stride, attributes) },
      indexBuffer: QUAD_INDEX,
      instanceCount: 0,
    });
    return new Mesh({ geometry, shader });
  }
}

function ribbonGeometry(buffer: Buffer, segments: number): Geometry {
  const { vertices, index } = ribbon(segments);
  return new Geometry({
    attributes: { aT: { buffer: vertices, format: 'float32x2' }, ...instanced(buffer, CORD_STRIDE, CORD_ATTRIBUTES) },
    indexBuffer: index,
    instanceCount: 0,
  });
}
