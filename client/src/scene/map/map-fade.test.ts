import { describe, expect, it } from 'vitest';
import { zoomLimits } from '../zoom-limits.ts';
import { mapShare } from './map-fade.ts';

describe('the passage to the map', () => {
  it('is even, and half way at the border', () => {
    let last = 0;
    for (let zoom = 0.1; zoom > 0.03; zoom *= 0.99) {
      const share = mapShare(zoom);
      expect(share).toBeGreaterThanOrEqual(last);
      expect(share - last).toBeLessThan(0.12);
      last = share;
    }
    expect([mapShare(0.09), mapShare(0.05)]).toEqual([0, 1]);
    expect(mapShare(zoomLimits(1280, 800).notes)).toBeCloseTo(0.5, 1);
  });
});
