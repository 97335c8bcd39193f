import { Buffer, BufferUsage, type Container, type Geometry, type Mesh, type Shader } from 'pixi.js';
import { RunAllocator, type Run } from '../run-allocator.ts';

export type SceneMesh = Mesh<Geometry, Shader>;

/** One GPU buffer of instances with views for writing; it remembers which bytes changed. */
export class InstancePage {
  readonly f32: Float32Array;
  readonly u16: Uint16Array;
  readonly u8: Uint8Array<ArrayBuffer>;
  readonly buffer: Buffer;
  readonly stride: number;
  readonly geometries: Geometry[] = [];
  readonly meshes: SceneMesh[] = [];
  count = 0;
  #from = Infinity;
  #to = -1;

  constructor(stride: number, slots: number) {
    this.stride = stride;
    this.u8 = new Uint8Array(stride * slots);
    this.f32 = new Float32Array(this.u8.buffer);
    this.u16 = new Uint16Array(this.u8.buffer);
    this.buffer = new Buffer({ data: this.u8, usage: BufferUsage.VERTEX | BufferUsage.COPY_DST, shrinkToFit: false });
  }

  touch(slot: number, slots = 1): void {
    if (slot < this.#from) this.#from = slot;
    if (slot + slots > this.#to) this.#to = slot + slots;
  }

  /** Marks the changed bytes for upload; answers how many. */
  flush(): number {
    if (this.#to < 0) return 0;
    const offset = this.#from * this.stride;
    const size = this.#to * this.stride - offset;
    this.buffer.update(size, offset);
    this.#from = Infinity;
    this.#to = -1;
    return size;
  }
}

/** How a page of one kind is dressed: its meshes, each with the container it is drawn in. */
export interface PageDress {
  readonly stride: number;
  readonly slots: number;
  dress(page: InstancePage): readonly { readonly mesh: SceneMesh; readonly host: Container }[];
}

/** The pages of one layer of one sector. */
export class InstanceLayer {
  readonly pages: InstancePage[] = [];
  readonly slots: number;
  readonly #dress: PageDress;
  readonly #runs: RunAllocator;
  #x = 0;
  #y = 0;
  #shown = false;

  constructor(dress: PageDress) {
    this.#dress = dress;
    this.slots = dress.slots;
    this.#runs = new RunAllocator(dress.slots);
  }

  take(length: number): Run {
    const run = this.#runs.take(length);
    const page = this.page(run.page);
    this.setCount(page, this.#runs.usedEnd(run.page));
    return run;
  }

  /** Clears the slots, so that the gap draws nothing. */
  free(run: Run): void {
    const page = this.page(run.page);
    page.u8.fill(0, run.start * page.stride, (run.start + run.length) * page.stride);
    page.touch(run.start, run.length);
    this.#runs.free(run);
    this.setCount(page, this.#runs.usedEnd(run.page));
  }

  page(index: number): InstancePage {
    while (this.pages.length <= index) {
      const page = new InstancePage(this.#dress.stride, this.slots);
      for (const { mesh, host } of this.#dress.dress(page)) {
        mesh.eventMode = 'none';
        mesh.position.set(this.#x, this.#y);
        mesh.visible = false;
        page.meshes.push(mesh);
        host.addChild(mesh);
      }
      this.pages.push(page);
    }
    const page = this.pages[index];
    if (page === undefined) throw new RangeError(`no page ${index}`);
    return page;
  }

  setCount(page: InstancePage, count: number): void {
    if (page.count === count) return;
    page.count = count;
    for (const geometry of page.geometries) geometry.instanceCount = count;
    for (const mesh of page.meshes) mesh.visible = this.#shown && count > 0;
  }

  place(x: number, y: number): void {
    this.#x = x;
    this.#y = y;
    for (const page of this.pages) for (const mesh of page.meshes) mesh.position.set(x, y);
  }

  show(shown: boolean): void {
    if (this.#shown === shown) return;
    this.#shown = shown;
    for (const page of this.pages) for (const mesh of page.meshes) mesh.visible = shown && page.count > 0;
  }

  flush(): number {
    let bytes = 0;
    for (const page of this.pages) bytes += page.flush();
    return bytes;
  }

  destroy(): void {
    for (const page of this.pages) {
      for (const mesh of page.meshes) mesh.removeFromParent();
      for (const mesh of page.meshes) mesh.destroy();
      for (const geometry of page.geometries) geometry.destroy();
      page.buffer.destroy();
    }
    this.pages.length = 0;
  }
}
