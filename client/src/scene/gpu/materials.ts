import { Geometry, GlProgram, Mesh, Shader, UniformGroup, type Buffer, type TextureSource } from 'pixi.js';
import { CORD_FRAGMENT, CORD_SHADOW_FRAGMENT, CORD_VERTEX } from '../shader/cord.ts';
import { GHOST_FRAGMENT, GHOST_VERTEX } from '../shader/ghost.ts';
import { GLYPH_FRAGMENT, GLYPH_VERTEX } from '../shader/glyph.ts';
import { defined, fading } from '../shader/head.ts';
import { NOTE_FAR_FRAGMENT, NOTE_FRAGMENT, NOTE_VERTEX } from '../shader/note.ts';
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
export const GHOST_STRIDE = 36;
export const CORD_STRIDE = 36;
export const GLYPH_STRIDE = 48;

export const CORD_SEGMENTS = [6, 12, 32] as const;
/** From these on a cord is wide enough on screen for its strands to be told apart. */
const WIDE_SEGMENTS = 32;
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
  ['aPic', 'unorm16x4', 24],
  ['aState', 'unorm8x4', 32],
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
  readonly #notePlain: Shader;
  readonly #noteFar: Shader;
  readonly #pin: Shader;
  readonly #cord: Shader;
  readonly #cordThin: Shader;
  readonly #under: Shader;
  readonly #underThin: Shader;
  readonly #pencil: Shader;
  readonly #shadow: Shader;
  readonly #ghost: Shader;
  readonly #glyph: Shader;
  readonly #glyphPlain: Shader;
  readonly #tag: Shader;
  #noteShader: Shader;
  #cordShader: Shader;
  #underShader: Shader;
  #glyphShader: Shader;
  #segments: CordSegments = 32;
  readonly #noteMeshes = new Set<SceneMesh>();
  readonly #strandMeshes = new Set<SceneMesh>();
  readonly #underMeshes = new Set<SceneMesh>();
  readonly #wordMeshes = new Set<SceneMesh>();
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
    const glyphs = { uGlyphs: textures.glyphs, uEmoji: textures.emoji };
    this.#note = shader(NOTE_VERTEX, fading(NOTE_FRAGMENT), pictures);
    this.#notePlain = shader(NOTE_VERTEX, fading(defined(NOTE_FRAGMENT, 'PLAIN')), pictures);
    this.#noteFar = shader(NOTE_VERTEX, fading(NOTE_FAR_FRAGMENT), pictures);
    this.#pin = shader(PIN_VERTEX, fading(PIN_FRAGMENT));
    this.#cord = shader(CORD_VERTEX, fading(CORD_FRAGMENT), { part: flag(0) });
    this.#cordThin = shader(CORD_VERTEX, fading(defined(CORD_FRAGMENT, 'THIN')), { part: flag(0) });
    this.#under = shader(CORD_VERTEX, fading(defined(CORD_FRAGMENT, 'UNDER')), { part: flag(-1) });
    this.#underThin = shader(CORD_VERTEX, fading(defined(CORD_FRAGMENT, 'THIN', 'UNDER')), { part: flag(-1) });
    this.#pencil = shader(CORD_VERTEX, fading(defined(CORD_FRAGMENT, 'THIN', 'PENCIL')), { part: flag(0) });
    this.#shadow = shader(CORD_VERTEX, fading(CORD_SHADOW_FRAGMENT), { part: flag(1) });
    this.#ghost = shader(GHOST_VERTEX, fading(GHOST_FRAGMENT), {
      uSmall: textures.small,
      uMedium: textures.medium,
      uLarge: textures.large,
    });
    this.#glyph = shader(GLYPH_VERTEX, fading(GLYPH_FRAGMENT), glyphs);
    this.#glyphPlain = shader(GLYPH_VERTEX, fading(defined(GLYPH_FRAGMENT, 'PLAIN')), glyphs);
    this.#tag = shader(GLYPH_VERTEX, fading(defined(GLYPH_FRAGMENT, 'TAGS')), glyphs);
    this.#noteShader = this.#note;
    this.#cordShader = this.#cord;
    this.#underShader = this.#under;
    this.#glyphShader = this.#glyph;
  }

  destroy(): void {
    const notes = [this.#note, this.#notePlain, this.#noteFar, this.#pin, this.#ghost];
    const strands = [this.#cord, this.#cordThin, this.#under, this.#underThin, this.#pencil, this.#shadow];
    for (const shader of [...notes, ...strands, this.#glyph, this.#glyphPlain, this.#tag]) shader.destroy(true);
  }

  /** Level of detail of what exists and of meshes to come. `plain`: for small notes and weak GPUs. */
  setDetail(far: boolean, segments: CordSegments, plain: boolean): void {
    this.#noteShader = far ? this.#noteFar : plain ? this.#notePlain : this.#note;
    this.#cordShader = segments < WIDE_SEGMENTS ? this.#cordThin : this.#cord;
    this.#underShader = segments < WIDE_SEGMENTS ? this.#underThin : this.#under;
    this.#glyphShader = plain ? this.#glyphPlain : this.#glyph;
    for (const mesh of this.#noteMeshes) mesh.shader = this.#noteShader;
    for (const mesh of this.#strandMeshes) mesh.shader = this.#cordShader;
    for (const mesh of this.#underMeshes) mesh.shader = this.#underShader;
    for (const mesh of this.#wordMeshes) mesh.shader = this.#glyphShader;
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
        const mesh = this.#quadMesh(buffer, NOTE_STRIDE, NOTE_ATTRIBUTES, this.#noteShader);
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
        const mesh = this.#quadMesh(buffer, GLYPH_STRIDE, GLYPH_ATTRIBUTES, where === 'tags' ? this.#tag : this.#glyphShader);
        if (where !== 'tags') {
          this.#wordMeshes.add(mesh);
          mesh.on('destroyed', () => this.#wordMeshes.delete(mesh));
        }
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
        return { geometries: [geometry], meshes: [{ mesh: new Mesh({ geometry, shader: this.#pencil }), host: stack.pencil }] };
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
        const mesh = new Mesh({ geometry: current, shader: this.#cordShader });
        const under = new Mesh({ geometry: current, shader: this.#underShader });
        this.#strandMeshes.add(mesh);
        mesh.on('destroyed', () => this.#strandMeshes.delete(mesh));
        this.#underMeshes.add(under);
        under.on('destroyed', () => this.#underMeshes.delete(under));
        for (const one of [shadow, mesh, under]) {
          this.#cordMeshes.set(one, geometries);
          one.on('destroyed', () => this.#cordMeshes.delete(one));
        }
        return {
          geometries: [...geometries.values()],
          meshes: [
            { mesh: shadow, host: stack.shadows },
            { mesh, host: stack.cords },
            { mesh: under, host: stack.under },
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
