import { Buffer, BufferUsage, type Container, type Geometry, type Mesh, type Shader, type WebGLRenderer } from 'pixi.js';
import type { FloatingOrigin } from '../floating-origin.ts';
import type { WorldPoint } from '../types.ts';
import { InstanceStore, type InstanceForm } from './instance-store.ts';

export type SceneMesh = Mesh<Geometry, Shader>;

/** How the instances of one kind are drawn: their meshes, each with the container it is drawn in. */
export interface PoolDress extends InstanceForm {
  dress(instances: Buffer): {
    readonly geometries: readonly Geometry[];
    readonly meshes: readonly { readonly mesh: SceneMesh; readonly host: Container }[];
  };
}

/** A store on the GPU: one buffer, and one draw call for each mesh that reads it. */
export class InstancePool {
  readonly store: InstanceStore;
  readonly #buffer: Buffer;
  readonly #geometries: readonly Geometry[];
  readonly #meshes: readonly SceneMesh[];
  readonly #hosts: readonly Container[];
  #x = 0;
  #y = 0;

  constructor(dress: PoolDress) {
    this.store = new InstanceStore(dress);
    this.#buffer = new Buffer({
      data: this.store.bytes,
      usage: BufferUsage.VERTEX | BufferUsage.COPY_DST,
      shrinkToFit: false,
    });
    const { geometries, meshes } = dress.dress(this.#buffer);
    this.#geometries = geometries;
    this.#meshes = meshes.map(({ mesh }) => mesh);
    this.#hosts = meshes.map(({ host }) => host);
    for (const { mesh, host } of meshes) {
      mesh.eventMode = 'none';
      mesh.visible = false;
      host.addChild(mesh);
    }
  }

  /** The world point that instances are relative to; near the view, for the sake of 32-bit floats. */
  anchorAt(point: WorldPoint, origin: FloatingOrigin): void {
    this.#x = point.x;
    this.#y = point.y;
    this.store.anchorAt(point);
    this.rebase(origin);
  }

  /** The floating origin moved: nothing is written anew. */
  rebase(origin: FloatingOrigin): void {
    for (const mesh of this.#meshes) mesh.position.set(this.#x - origin.x, this.#y - origin.y);
  }

  /** Uploads what changed and will be drawn; answers the bytes. */
  flush(renderer: WebGLRenderer): number {
    if (!this.#hosts.some((host) => host.visible)) return 0;
    const { store } = this;
    store.settle();
    for (const geometry of this.#geometries) geometry.instanceCount = store.end;
    for (const mesh of this.#meshes) mesh.visible = store.end > 0;
    return store.end === 0 ? 0 : this.#upload(renderer);
  }

  destroy(): void {
    for (const mesh of this.#meshes) {
      mesh.removeFromParent();
      mesh.destroy();
    }
    for (const geometry of this.#geometries) geometry.destroy();
    this.#buffer.destroy();
  }

  /** Pixi remembers one range a frame, so ranges are sent here; a new or outgrown buffer is Pixi's to fill when it draws. */
  #upload(renderer: WebGLRenderer): number {
    const { store } = this;
    const { bytes } = store;
    if (this.#buffer.data !== bytes) this.#buffer.data = bytes;
    const held = renderer.buffer.getGlBuffer(this.#buffer);
    if (held.byteLength < bytes.byteLength) {
      store.forgetChanges();
      return bytes.byteLength;
    }
    if (store.isClean) return 0;
    const { gl } = renderer;
    let sent = 0;
    gl.bindBuffer(gl.ARRAY_BUFFER, held.buffer);
    store.drain((offset, length) => {
      gl.bufferSubData(gl.ARRAY_BUFFER, offset, bytes, offset, length);
      sent += length;
    });
    return sent;
  }
}
