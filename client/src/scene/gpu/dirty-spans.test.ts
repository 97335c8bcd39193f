import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DirtySpans } from './dirty-spans.ts';

function drained(spans: DirtySpans, join: number): { start: number; count: number }[] {
  const out: { start: number; count: number }[] = [];
  spans.drain(join, (start, count) => out.push({ start, count }));
  return out;
}

describe('DirtySpans', () => {
  it('covers all that was marked, ascending, with no two spans nearer than asked, and then forgets', () => {
    const mark = fc.record({ start: fc.nat({ max: 4000 }), count: fc.integer({ min: 1, max: 60 }) });
    fc.assert(
      fc.property(fc.array(mark, { maxLength: 40 }), fc.nat({ max: 200 }), (marks, join) => {
        const spans = new DirtySpans();
        for (const { start, count } of marks) spans.mark(start, count);
        const found = drained(spans, join);
        for (const { start, count } of marks) {
          expect(found.some((span) => span.start <= start && span.start + span.count >= start + count)).toBe(true);
        }
        for (const [index, span] of found.entries()) {
          const before = found[index - 1];
          expect(before === undefined ? join : span.start - (before.start + before.count)).toBeGreaterThanOrEqual(join);
          expect(marks.some(({ start }) => start >= span.start && start < span.start + 8)).toBe(true);
        }
        expect(spans.isClean).toBe(true);
        expect(drained(spans, join)).toEqual([]);
      }),
      { seed: 41, numRuns: 300 },
    );
  });

  it('forgets when told', () => {
    const spans = new DirtySpans();
    spans.mark(16, 8);
    spans.clear();
    spans.mark(80, 8);
    expect(drained(spans, 0)).toEqual([{ start: 80, count: 8 }]);
  });
});
