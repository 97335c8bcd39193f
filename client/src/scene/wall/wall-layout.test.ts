import { WALL_FRAMES } from '@oto/schema/contract/social';
import { PLOT_SIZE } from '@oto/schema/geometry/lattice';
import { expect, test } from 'vitest';
import { FRAME_HEIGHT, FRAME_WIDTH, frameUnder, HEAD, inSheet, wallLayout } from './wall-layout.ts';

const COUNTS = Array.from({ length: WALL_FRAMES }, (_, index) => index + 1);

test.each(COUNTS)('%i frames hang on their sheet, within the centre, apart from each other', (count) => {
  const { sheet, frames } = wallLayout(count);
  expect(frames).toHaveLength(count);
  expect(Math.max(sheet.width, sheet.height) / 2).toBeLessThanOrEqual(1.5 * PLOT_SIZE);
  for (const frame of frames) {
    expect(frame.x - FRAME_WIDTH / 2).toBeGreaterThan(sheet.x + 100);
    expect(frame.x + FRAME_WIDTH / 2).toBeLessThan(sheet.x + sheet.width - 100);
    expect(frame.y - FRAME_HEIGHT / 2).toBeGreaterThan(sheet.y + HEAD - 100);
    expect(frame.y + FRAME_HEIGHT / 2).toBeLessThan(sheet.y + sheet.height - 100);
    const near = frames.filter((other) => Math.abs(other.x - frame.x) <= FRAME_WIDTH && Math.abs(other.y - frame.y) <= FRAME_HEIGHT);
    expect(near).toEqual([frame]);
  }
});

test('a point finds the frame it is on, by the turned rectangle', () => {
  const layout = wallLayout(5);
  for (const [index, { x, y }] of layout.frames.entries()) expect(frameUnder(layout, x, y)).toBe(index);
  expect(frameUnder(layout, layout.sheet.x + 10, layout.sheet.y + 10)).toBeNull();
  expect(inSheet(layout, layout.sheet.x + 10, layout.sheet.y + 10)).toBe(true);
  expect(inSheet(layout, layout.sheet.x - 10, 0)).toBe(false);
});
