import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Run } from '../run-allocator.ts';
import { InstanceLayer } from './instance-layer.ts';
import { InstanceStore, type InstanceForm } from './instance-store.ts';

const FORM: InstanceForm = { stride: 24, slots: 32, places: [0, 2] };
const WORDS = FORM.stride / 4;
const LAYERS = 7;

/** What a GPU buffer holds: filled whole when it was outgrown, else by the spans that changed. */
class Mirror {
  #bytes = new Uint8Array(0);

  flush(store: InstanceStore): number {
    store.settle();
    if (this.#bytes.length < store.bytes.length) {
      this.#bytes = store.bytes.slice();
      store.forgetChanges();
      return this.#bytes.length;
    }
    let sent = 0;
    store.drain((offset, length) => {
      this.#bytes.set(store.bytes.subarray(offset, offset + length), offset);
      sent += length;
    });
    return sent;
  }

  /** Words of a slot. */
  slot(slot: number): Uint32Array {
    return new Uint32Array(this.#bytes.buffer, slot * FORM.stride, WORDS);
  }
}

function write(layer: InstanceLayer, run: Run, value: number): void {
  const page = layer.page(run.page);
  for (let slot = run.start; slot < run.start + run.length; slot++) {
    const word = slot * WORDS;
    for (const place of FORM.places) {
      page.f32[word + place] = value + slot;
      page.f32[word + place + 1] = value - slot;
    }
    // Bits that a float would not keep.
    page.u32[word + 4] = 0x7f800001 + ((value * 31 + slot) % 1000);
    page.u32[word + 5] = 0xffc00000 + value;
  }
  page.touch(run.start, run.length);
}

/** What a layer's slot must be on the GPU. */
function expected(layer: InstanceLayer, slot: number, anchor: { x: number; y: number }): number[] {
  const page = layer.page(Math.floor(slot / FORM.slots));
  const at = (slot % FORM.slots) * WORDS;
  const words = page.u32.slice(at, at + WORDS);
  const floats = new Float32Array(words.buffer);
  for (const place of FORM.places) {
    floats[place] = (page.f32[at + place] ?? 0) + layer.origin.x - anchor.x;
    floats[place + 1] = (page.f32[at + place + 1] ?? 0) + layer.origin.y - anchor.y;
  }
  return [...words];
}

function checkAll(
  store: InstanceStore,
  mirror: Mirror,
  layers: readonly InstanceLayer[],
  kept: ReadonlySet<InstanceLayer>,
  anchor: { x: number; y: number },
): void {
  const owner = new Map<number, InstanceLayer>();
  let end = 0;
  for (const layer of layers) {
    const block = store.blockOf(layer);
    expect(block !== null).toBe(kept.has(layer) && layer.end > 0);
    if (block === null) continue;
    expect(block.length).toBeGreaterThanOrEqual(layer.end);
    end = Math.max(end, block.start + block.length);
    for (let slot = 0; slot < block.length; slot++) {
      expect(owner.has(block.start + slot)).toBe(false);
      owner.set(block.start + slot, layer);
      const there = mirror.slot(block.start + slot);
      const wanted = slot < layer.end ? expected(layer, slot, anchor) : [0, 0, 0, 0, 0, 0];
      // An instance that holds nothing may stand anywhere.
      const from = wanted[5] === 0 ? 4 : 0;
      expect([...there].slice(from)).toEqual(wanted.slice(from));
    }
  }
  expect(store.end).toBe(end);
  const free = Array.from({ length: end }, (_, slot) => slot).filter((slot) => !owner.has(slot));
  expect(free.flatMap((slot) => [...mirror.slot(slot)]).every((word) => word === 0)).toBe(true);
}

describe('InstanceStore', () => {
  it('mirrors every kept layer in the order of its slots, and nothing else', () => {
    const layer = fc.nat({ max: LAYERS - 1 });
    const step = fc.oneof(
      { weight: 6, arbitrary: fc.record({ do: fc.constant('take' as const), layer, length: fc.integer({ min: 1, max: 32 }) }) },
      { weight: 4, arbitrary: fc.record({ do: fc.constant('free' as const), layer, which: fc.nat() }) },
      { weight: 4, arbitrary: fc.record({ do: fc.constant('write' as const), layer, which: fc.nat() }) },
      { weight: 4, arbitrary: fc.record({ do: fc.constant('keep' as const), layer, kept: fc.boolean() }) },
      { weight: 1, arbitrary: fc.record({ do: fc.constant('anchor' as const), x: fc.integer({ min: -9, max: 9 }) }) },
      { weight: 4, arbitrary: fc.record({ do: fc.constant('flush' as const) }) },
    );
    fc.assert(
      fc.property(fc.array(step, { minLength: 30, maxLength: 120 }), (steps) => {
        const store = new InstanceStore(FORM);
        const mirror = new Mirror();
        const layers = Array.from({ length: LAYERS }, (_, index) => new InstanceLayer(store, { x: index * 100, y: -index }));
        const runs = layers.map((): Run[] => []);
        const kept = new Set<InstanceLayer>();
        let anchor = { x: 0, y: 0 };
        let value = 1;
        for (const s of [...steps, { do: 'flush' as const }]) {
          const one = layers['layer' in s ? s.layer : 0];
          const held = runs['layer' in s ? s.layer : 0];
          if (one === undefined || held === undefined) throw new Error('no such layer');
          const run = 'which' in s ? held[s.which % Math.max(1, held.length)] : undefined;
          value++;
          switch (s.do) {
            case 'take': {
              const taken = one.take(s.length);
              held.push(taken);
              write(one, taken, value);
              break;
            }
            case 'free':
              if (run !== undefined) one.free(held.splice(held.indexOf(run), 1)[0] ?? run);
              break;
            case 'write':
              if (run !== undefined) write(one, run, value);
              break;
            case 'keep':
              one.keep(s.kept);
              if (s.kept) kept.add(one);
              else kept.delete(one);
              break;
            case 'anchor':
              anchor = { x: s.x * 1000, y: -s.x };
              store.anchorAt(anchor);
              break;
            case 'flush':
              mirror.flush(store);
              checkAll(store, mirror, layers, kept, anchor);
              break;
            default:
              s satisfies never;
          }
        }
      }),
      { seed: 43, numRuns: 60 },
    );
  });

  function filled(store: InstanceStore, slots: number): InstanceLayer {
    const layer = new InstanceLayer(store, { x: 0, y: 0 });
    for (let left = slots; left > 0; left -= 32) write(layer, layer.take(Math.min(32, left)), left);
    layer.keep(true);
    store.settle();
    return layer;
  }

  it('draws no more than what is near after the rest has left', () => {
    const store = new InstanceStore(FORM);
    const mirror = new Mirror();
    const layers = Array.from({ length: 40 }, () => filled(store, 100));
    mirror.flush(store);
    expect(store.end).toBeGreaterThanOrEqual(4000);
    for (const layer of layers.slice(0, -2)) layer.keep(false);
    mirror.flush(store);
    expect(store.end).toBeLessThanOrEqual(300);
    checkAll(store, mirror, layers, new Set(layers.slice(-2)), { x: 0, y: 0 });
    for (const layer of layers) layer.keep(false);
    mirror.flush(store);
    expect(store.end).toBe(0);
  });

  it('takes the lowest free block that fits', () => {
    const store = new InstanceStore(FORM);
    const first = filled(store, 40);
    const second = filled(store, 40);
    first.keep(false);
    const third = filled(store, 30);
    expect(store.blockOf(third)?.start).toBe(0);
    expect(store.blockOf(second)?.start).toBeGreaterThan(0);
  });

  it('sends little when little changed, and nothing when nothing did', () => {
    const store = new InstanceStore(FORM);
    const mirror = new Mirror();
    const layers = Array.from({ length: 30 }, () => filled(store, 100));
    mirror.flush(store);
    expect(mirror.flush(store)).toBe(0);
    const moved = layers[3];
    const other = layers[25];
    if (moved === undefined || other === undefined) throw new Error('no layer');
    write(moved, { page: 1, start: 5, length: 1 }, 7);
    write(other, { page: 0, start: 8, length: 1 }, 7);
    expect(mirror.flush(store)).toBe(2 * 8 * FORM.stride);
    layers[10]?.keep(false);
    layers[10]?.keep(true);
    expect(mirror.flush(store)).toBeLessThanOrEqual(2 * 128 * FORM.stride);
  });

  it('keeps what is far from the world’s centre exact', () => {
    const store = new InstanceStore(FORM);
    const mirror = new Mirror();
    const far = { x: 3_600_000_000, y: -7_200_000_000 };
    const layer = new InstanceLayer(store, far);
    store.anchorAt({ x: far.x + 1200, y: far.y - 800 });
    write(layer, layer.take(1), 0.125);
    layer.keep(true);
    mirror.flush(store);
    const start = store.blockOf(layer)?.start ?? -1;
    const floats = new Float32Array(mirror.slot(start).slice().buffer);
    expect([...floats.subarray(0, 4)]).toEqual([-1199.875, 800.125, -1199.875, 800.125]);
  });
});
