import { type Container, Geometry, GlProgram, Mesh, Shader, UniformGroup, type TextureSource } from 'pixi.js';
import type { SceneUniforms } from '../gpu/scene-uniforms.ts';
import type { InstanceStream } from './instance-stream.ts';
import { LANDMARK_FRAGMENT, LANDMARK_VERTEX } from './shader/landmark.ts';
import { NAME_FRAGMENT, NAME_VERTEX } from './shader/name.ts';
import { PLOT_FRAGMENT, PLOT_VERTEX } from './shader/plot.ts';
import { RIVER_FRAGMENT, RIVER_SEGMENTS, RIVER_VERTEX } from './shader/river.ts';

/** Bytes of one instance; the writers know the same offsets. */
export const PLOT_STRIDE = 24;
export const RIVER_STRIDE = 56;
export const LANDMARK_STRIDE = 24;
export const NAME_STRIDE = 48;

export interface MapTextures {
  readonly noise: TextureSource;
  readonly glyphs: TextureSource;
  readonly emoji: TextureSource;
}

type Attribute = readonly [name: string, format: 'float32x2' | 'float32x4' | 'unorm8x4' | 'unorm16x4', offset: number];

const PLOT_ATTRIBUTES: readonly Attribute[] = [
  ['aPos', 'float32x4', 0],
  ['aTint', 'unorm8x4', 16],
  ['aState', 'unorm8x4', 20],
];
const RIVER_ATTRIBUTES: readonly Attribute[] = [
  ['aBegin', 'float32x4', 0],
  ['aEnd', 'float32x2', 16],
  ['aWide', 'float32x4', 24],
  ['aFirst', 'unorm8x4', 40],
  ['aSecond', 'unorm8x4', 44],
  ['aThird', 'unorm8x4', 48],
  ['aMisc', 'unorm8x4', 52],
];
const LANDMARK_ATTRIBUTES: readonly Attribute[] = [
  ['aPos', 'float32x4', 0],
  ['aColour', 'unorm8x4', 16],
  ['aMisc', 'unorm8x4', 20],
];
const NAME_ATTRIBUTES: readonly Attribute[] = [
  ['aRect', 'float32x4', 0],
  ['aOrg', 'float32x4', 16],
  ['aUV', 'unorm16x4', 32],
  ['aInk', 'unorm8x4', 40],
  ['aLook', 'unorm8x4', 44],
];

/** What only the map's shaders read. */
export function createMapUniforms() {
  return new UniformGroup({
    /** How much of the map is seen, 0 to 1. */
    uMap: { type: 'f32', value: 0 },
    /** What sizes on screen are multiplied by, so that the great outlast the small. */
    uGain: { type: 'f32', value: 1 },
    /** How much is seen of what flows between districts, 0 to 1. */
    uFlow: { type: 'f32', value: 0 },
  });
}

export type MapUniforms = ReturnType<typeof createMapUniforms>;

/** One drawn layer: a mesh over a stream of instances. */
export class MapLayer {
  readonly stream: InstanceStream;
  readonly #mesh: Mesh<Geometry, Shader>;
  readonly #geometry: Geometry;

  constructor(host: Container, stream: InstanceStream, geometry: Geometry, shader: Shader) {
    this.stream = stream;
    this.#geometry = geometry;
    this.#mesh = new Mesh({ geometry, shader });
    this.#mesh.eventMode = 'none';
    host.addChild(this.#mesh);
  }

  get isDrawn(): boolean {
    return this.#mesh.visible;
  }

  place(x: number, y: number, shown: boolean): void {
    this.#mesh.position.set(x, y);
    this.#mesh.visible = shown && this.stream.count > 0;
    this.#geometry.instanceCount = this.stream.count;
  }

  destroy(): void {
    this.#mesh.removeFromParent();
    this.#mesh.destroy();
    this.#geometry.destroy();
    this.stream.destroy();
  }
}

/** The map's shaders and how its layers are built. */
export class MapMaterials {
  readonly #shaders: { readonly plot: Shader; readonly river: Shader; readonly landmark: Shader; readonly name: Shader };

  constructor(scene: SceneUniforms, map: MapUniforms, textures: MapTextures) {
    const shader = (vertex: string, fragment: string, extra: Record<string, TextureSource> = {}): Shader => {
      const resources: Record<string, unknown> = { scene, map };
      for (const [name, source] of Object.entries({ uNoise: textures.noise, ...extra })) {
        resources[name] = source;
        resources[`${name}Style`] = source.style;
      }
      return new Shader({ glProgram: new GlProgram({ vertex, fragment }), resources });
    };
    this.#shaders = {
      plot: shader(PLOT_VERTEX, PLOT_FRAGMENT),
      river: shader(RIVER_VERTEX, RIVER_FRAGMENT),
      landmark: shader(LANDMARK_VERTEX, LANDMARK_FRAGMENT),
      name: shader(NAME_VERTEX, NAME_FRAGMENT, { uGlyphs: textures.glyphs, uEmoji: textures.emoji }),
    };
  }

  plots(host: Container, stream: InstanceStream): MapLayer {
    return new MapLayer(host, stream, quads(stream, PLOT_ATTRIBUTES), this.#shaders.plot);
  }

  rivers(host: Container, stream: InstanceStream): MapLayer {
    return new MapLayer(host, stream, ribbons(stream), this.#shaders.river);
  }

  landmarks(host: Container, stream: InstanceStream): MapLayer {
    return new MapLayer(host, stream, quads(stream, LANDMARK_ATTRIBUTES), this.#shaders.landmark);
  }

  names(host: Container, stream: InstanceStream): MapLayer {
    return new MapLayer(host, stream, quads(stream, NAME_ATTRIBUTES), this.#shaders.name);
  }

  destroy(): void {
    for (const shader of Object.values(this.#shaders)) shader.destroy(true);
  }
}

function instanced(stream: InstanceStream, attributes: readonly Attribute[]) {
  return Object.fromEntries(
    attributes.map(([name, format, offset]) => [name, { buffer: stream.buffer, format, stride: stream.stride, offset, instance: true }]),
  );
}

function quads(stream: InstanceStream, attributes: readonly Attribute[]): Geometry {
  return new Geometry({
    attributes: {
      aCorner: { buffer: new Float32Array([0, 0, 1, 0, 1, 1, 0, 1]), format: 'float32x2' },
      ...instanced(stream, attributes),
    },
    indexBuffer: new Uint16Array([0, 1, 2, 0, 2, 3]),
    instanceCount: 0,
  });
}

function ribbons(stream: InstanceStream): Geometry {
  const vertices: number[] = [];
  const index: number[] = [];
  for (let i = 0; i <= RIVER_SEGMENTS; i++) {
    vertices.push(i / RIVER_SEGMENTS, -1, i / RIVER_SEGMENTS, 1);
    const base = i * 2;
    if (i < RIVER_SEGMENTS) index.push(base, base + 1, base + 2, base + 1, base + 3, base + 2);
  }
  return new Geometry({
    attributes: { aT: { buffer: new Float32Array(vertices), format: 'float32x2' }, ...instanced(stream, RIVER_ATTRIBUTES) },
    indexBuffer: new Uint16Array(index),
    instanceCount: 0,
  });
}
