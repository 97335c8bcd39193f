import { expect, test } from 'vitest';
import { ticksIn, ticksWithEnded } from './gauge.ts';

// /proc/pid/stat behind the name: state, parent, …; 11 utime, 12 stime, 13 cutime, 14 cstime.
const stat = (...times: readonly number[]) => ['S', '1', ...Array.from({ length: 9 }, () => '0'), ...times.map(String)];

test('what a server used only grows, also while processes of it come and go', () => {
  const whole = (root: readonly string[], children: readonly (readonly string[])[]) =>
    children.reduce((sum, child) => sum + ticksIn(child), ticksWithEnded(root));
  const looks = [
    whole(stat(5, 1, 0, 0), [stat(100, 20, 0, 0)]),
    whole(stat(5, 1, 0, 0), [stat(110, 20, 0, 0), stat(3, 0, 0, 0)]),
    // The first has ended.
    whole(stat(6, 1, 112, 20), [stat(4, 0, 0, 0)]),
  ];
  expect(looks).toEqual([126, 139, 143]);
});

test('a process that is gone has used nothing', () => {
  expect([ticksIn(['']), ticksWithEnded([''])]).toEqual([0, 0]);
});
