import { PLOT_SIZE } from '@oto/schema/geometry/lattice';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { claimUnder, hitMap } from './map-hit.ts';
import { claimState, landmarkState, type ClaimState } from './map-state.ts';
import { farGain } from './river-width.ts';

const claimAt = (x: number, y: number, notes: number): ClaimState =>
  claimState({ key: `${x},${y}`, plot: { x, y }, tint: '#3C96FF', notes }, 0);
const claims = new Map([claimAt(0, 0, 120), claimAt(1, 0, 3), claimAt(-4, 7, 40)].map((claim) => [claim.view.key, claim]));
const landmark = (id: string, x: number, y: number, descendants: number) =>
  landmarkState({ id, x, y, name: id, colour: '#C83430', descendants });

describe('what lies under a point of the map', () => {
  it('is the plot whose outline holds it', () => {
    expect(hitMap(claims, [], { x: 100, y: -200 }, 0.03, 'fine')).toEqual({ type: 'plot', key: '0,0' });
    expect(hitMap(claims, [], { x: -4 * PLOT_SIZE, y: 7 * PLOT_SIZE }, 0.03, 'fine')).toEqual({ type: 'plot', key: '-4,7' });
    expect(hitMap(claims, [], { x: 9 * PLOT_SIZE, y: 0 }, 0.03, 'fine')).toBeNull();
    // Three notes make a small outline: the corner of its square is bare paper.
    expect(hitMap(claims, [], { x: PLOT_SIZE * 1.4, y: PLOT_SIZE * 0.4 }, 0.06, 'fine')).toBeNull();
  });

  it('is hit more generously the smaller it is and by a finger', () => {
    const beside = { x: PLOT_SIZE + claimAt(1, 0, 3).reachX + 400, y: 0 };
    expect(hitMap(claims, [], beside, 0.06, 'fine')).toBeNull();
    expect(hitMap(claims, [], beside, 0.06, 'coarse')).toBeNull();
    expect(hitMap(claims, [], beside, 0.008, 'fine')).toEqual({ type: 'plot', key: '1,0' });
    expect(hitMap(claims, [], beside, 0.03, 'coarse')).toEqual({ type: 'plot', key: '1,0' });
  });

  it('is a landmark before its plot, and the greatest of several', () => {
    const small = landmark('small', 300, 0, 10);
    const great = landmark('great', 500, 0, 5000);
    expect(hitMap(claims, [great, small], { x: 320, y: 0 }, 0.05, 'fine')).toEqual({ type: 'landmark', id: 'great' });
    expect(hitMap(claims, [small], { x: 320, y: 0 }, 0.05, 'fine')).toEqual({ type: 'landmark', id: 'small' });
    expect(hitMap(claims, [small], { x: -1200, y: 0 }, 0.05, 'fine')).toEqual({ type: 'plot', key: '0,0' });
    // Too small to be seen from here.
    expect(hitMap(claims, [small], { x: 300, y: 0 }, 0.001, 'fine')).toEqual({ type: 'plot', key: '0,0' });
  });

  it('is a landmark all over its square at every zoom at which it is seen', () => {
    const one = landmark('one', 700, -300, 900);
    const share = fc.double({ min: -0.49, max: 0.49, noNaN: true });
    fc.assert(
      fc.property(share, share, fc.double({ min: 0.006, max: 0.07, noNaN: true }), (dx, dy, zoom) => {
        const side = one.side * farGain(zoom);
        expect(hitMap(claims, [one], { x: 700 + dx * side, y: -300 + dy * side }, zoom, 'fine')).toEqual({ type: 'landmark', id: 'one' });
      }),
      { seed: 81 },
    );
  });

  it('at note zoom is a plot within its outline only', () => {
    expect(claimUnder(claims, { x: 10, y: 10 }, 0)?.view.key).toBe('0,0');
    expect(claimUnder(claims, { x: PLOT_SIZE / 2 - 1, y: PLOT_SIZE / 2 - 1 }, 0)).toBeNull();
  });
});
