import type { LogLine } from '@oto/schema/contract/log';

/** Held in the page at most; the oldest fall off. */
export const LINES_HELD = 1000;

/** Lines by both ways, each once, newest first. */
export function mergeLines(have: readonly LogLine[], more: readonly LogLine[]): readonly LogLine[] {
  const known = new Map([...have, ...more].map((line) => [line.id, line]));
  return [...known.values()].toSorted((a, b) => Number(BigInt(b.id) - BigInt(a.id)));
}
