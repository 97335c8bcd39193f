import fc from 'fast-check';
import { expect, test } from 'vitest';
import { newId } from '@oto/schema/base/id';
import type { QuoteLine } from '@oto/schema/contract/ledger';
import { splitOf } from './split.ts';

const somebody = newId();
const line: fc.Arbitrary<QuoteLine> = fc.record({
  kind: fc.constantFrom('engine', 'agent', 'royalty'),
  label: fc.constant('Clio'),
  payee: fc.constantFrom(null, somebody),
  payeeName: fc.constant('Ann'),
  tokens: fc.nat(500),
});

test('every token of a price has one receiver', () => {
  fc.assert(
    fc.property(fc.array(line, { maxLength: 9 }), (lines) => {
      const split = splitOf(lines);
      const sum = (some: readonly { readonly tokens: number }[]) => some.reduce((all, { tokens }) => all + tokens, 0);
      expect(sum(split)).toBe(sum(lines));
      expect(split.find(({ to }) => to === 'platform')?.tokens ?? 0).toBe(sum(lines.filter(({ payee }) => payee === null)));
    }),
    { seed: 3 },
  );
});
