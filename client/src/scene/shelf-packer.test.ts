import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ShelfPacker } from './shelf-packer.ts';

describe('ShelfPacker', () => {
  it('keeps glyphs inside the square and at least a texel apart, until it is full', () => {
    const glyph = fc.record({ w: fc.integer({ min: 1, max: 90 }), h: fc.integer({ min: 1, max: 90 }) });
    fc.assert(
      fc.property(fc.array(glyph, { maxLength: 80 }), (glyphs) => {
        const packer = new ShelfPacker(256);
        const placed: { x: number; y: number; w: number; h: number }[] = [];
        for (const { w, h } of glyphs) {
          const at = packer.place(w, h);
          if (at === null) break;
          expect(at.x).toBeGreaterThan(0);
          expect(at.x + w).toBeLessThan(256);
          expect(at.y + h).toBeLessThan(256);
          for (const other of placed) {
            const apart = at.x > other.x + other.w || other.x > at.x + w || at.y > other.y + other.h || other.y > at.y + h;
            expect(apart).toBe(true);
          }
          placed.push({ ...at, w, h });
        }
      }),
      { seed: 8, numRuns: 150 },
    );
  });

  it('says when it is full and begins anew', () => {
    const packer = new ShelfPacker(64);
    let count = 0;
    while (packer.place(20, 20) !== null) count++;
    expect(count).toBe(9);
    packer.clear();
    expect(packer.place(20, 20)).toEqual({ x: 1, y: 1 });
    expect(packer.place(80, 4)).toBeNull();
  });
});
