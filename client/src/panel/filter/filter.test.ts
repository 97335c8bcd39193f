import fc from 'fast-check';
import { expect, test } from 'vitest';
import { newId } from '@oto/schema/base/id';
import { filterFromSearch, isFiltering, NO_FILTER, NOTE_KINDS, spanOf, withFilter, type Filter } from './filter.ts';

const [agent, other] = [newId(), newId()];
const day = fc.option(
  fc
    .date({ min: new Date('2024-01-01T00:00:00Z'), max: new Date('2031-12-31T00:00:00Z'), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10)),
);
const filters: fc.Arbitrary<Filter> = fc.record({
  kinds: fc.subarray([...NOTE_KINDS], { maxLength: NOTE_KINDS.length - 1 }).map((kinds) => new Set(kinds)),
  by: fc.option(fc.constantFrom('nadia', 'bjorn-2', 'a.b_c')),
  with: fc.constantFrom(null, agent),
  since: day,
  until: day,
  likes: fc.nat(999),
  votes: fc.nat(999),
  cords: fc.constantFrom<Filter['cords'][]>('all', 'provenance', 'ties', 'chain', { agent: other }),
});

test('a filter is read back from any address it was written into, and nothing else of the address changes', () => {
  fc.assert(
    fc.property(filters, filters, fc.constantFrom('/', '/?at=1.5,-2,0.8', '/@nadia', `/n/${agent}?c=1`), (before, filter, path) => {
      const written = withFilter(withFilter(path, before), filter);
      expect(filterFromSearch(written.split('?')[1] ?? '')).toEqual(filter);
      expect(withFilter(written, NO_FILTER)).toBe(path);
      expect(isFiltering(filter)).toBe(written !== path);
    }),
    { seed: 11 },
  );
});

test('what is no filter is left out', () => {
  fc.assert(
    fc.property(fc.webQueryParameters(), (search) => {
      const filter = filterFromSearch(search);
      expect(filterFromSearch(withFilter('/', filter).split('?')[1] ?? '')).toEqual(filter);
    }),
    { seed: 12 },
  );
  expect(filterFromSearch('kind=gold,image&by=%3Cb%3E&with=x&since=2026-02-31&likes=-4&votes=1e3&cords=all')).toEqual({
    ...NO_FILTER,
    kinds: new Set(['image']),
  });
});

test('all kinds are no filter', () => {
  expect(isFiltering({ ...NO_FILTER, kinds: new Set(NOTE_KINDS) })).toBe(false);
});

test('days are whole days of the viewer', () => {
  const { from, until } = spanOf({ since: '2026-03-28', until: '2026-03-29' });
  expect(new Date(from ?? 0).toString()).toContain('Mar 28 2026 00:00:00');
  expect(new Date(until ?? 0).toString()).toContain('Mar 30 2026 00:00:00');
  expect(spanOf(NO_FILTER)).toEqual({ from: null, until: null });
});
