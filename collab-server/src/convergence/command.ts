import fc from 'fast-check';
import { POLICIES, type Policy } from '@oto/schema/board/record';

/** One thing that happens. Numbers choose among what is there at that moment; with nothing there, nothing happens. */
export type Command =
  | { readonly do: 'edit'; readonly client: number; readonly what: number; readonly a: number; readonly b: number }
  | { readonly do: 'attack'; readonly which: number; readonly salt: number }
  | { readonly do: 'up' | 'down' | 'ask' | 'answer' | 'capture' | 'thin' | 'damage' | 'move'; readonly n: number }
  | { readonly do: 'fail'; readonly n: number; readonly committed: 'already' | 'never' | 'later' }
  | { readonly do: 'connect' | 'disconnect' | 'reload'; readonly client: number }
  | { readonly do: 'crash' | 'start' | 'hear' | 'deliver' }
  | { readonly do: 'policy'; readonly plot: number; readonly policy: Policy }
  | { readonly do: 'guest'; readonly plot: number; readonly member: number }
  | { readonly do: 'pin' | 'unpin'; readonly plot: number; readonly n: number }
  | { readonly do: 'flow'; readonly steps: number; readonly salt: number };

const n = fc.nat(50);
const plot = fc.nat(1);
const client = fc.nat(20);

const command: fc.Arbitrary<Command> = fc.oneof(
  { weight: 26, arbitrary: fc.record({ do: fc.constant('edit' as const), client, what: fc.nat(9), a: n, b: n }) },
  { weight: 5, arbitrary: fc.record({ do: fc.constant('attack' as const), which: fc.nat(200), salt: fc.nat(1000) }) },
  {
    weight: 14,
    arbitrary: fc.record({ do: fc.constant('flow' as const), steps: fc.integer({ min: 1, max: 25 }), salt: fc.nat(1_000_000) }),
  },
  { weight: 12, arbitrary: fc.record({ do: fc.constantFrom('up' as const, 'down' as const, 'ask' as const, 'answer' as const), n }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constantFrom('hear' as const, 'deliver' as const) }) },
  { weight: 8, arbitrary: fc.record({ do: fc.constantFrom('connect' as const, 'disconnect' as const, 'reload' as const), client }) },
  { weight: 5, arbitrary: fc.record({ do: fc.constantFrom('crash' as const, 'start' as const, 'start' as const) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('fail' as const),
      n,
      committed: fc.constantFrom('already' as const, 'never' as const, 'later' as const),
    }),
  },
  {
    weight: 9,
    arbitrary: fc.record({
      do: fc.constantFrom('capture' as const, 'capture' as const, 'capture' as const, 'thin' as const, 'damage' as const, 'move' as const),
      n,
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('policy' as const), plot, policy: fc.constantFrom(...POLICIES) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('guest' as const), plot, member: n }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constantFrom('pin' as const, 'unpin' as const), plot, n }) },
);

export const history: fc.Arbitrary<readonly Command[]> = fc.array(command, { minLength: 20, maxLength: 90, size: 'max' });
