import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Fence } from './fence.ts';
import { Leases } from './lease.ts';

const TILES = ['0,0', '1,0'];
const BURST = 5;
type Row = { holder: string; epoch: bigint; isFree: boolean; moves: number };

/** The lease table and its notifications, where every statement and every notice comes when the history lets it. */
class Table {
  readonly rows = new Map<string, Row>();
  readonly pending: (() => void)[] = [];
  readonly ears = new Map<string, (payload: string) => void>();
  /** Fences under which something was committed, in order. */
  readonly commits: { readonly tile: string; readonly epoch: bigint; readonly holder: string }[] = [];

  /** Alive: its statements run and it hears. */
  readonly asleep = new Set<string>();

  of(holder: string) {
    const later = <T>(work: () => T) =>
      new Promise<T>((resolve) => {
        this.pending.push(() => resolve(work()));
      });
    const own = ({ tile, epoch }: Fence) => {
      const row = this.rows.get(tile);
      return row && row.holder === holder && row.epoch === epoch && !row.isFree ? row : null;
    };
    return {
      take: (tile: string) =>
        later(() => {
          const row = this.rows.get(tile);
          if (row && row.holder !== holder && !row.isFree) return null;
          const epoch = (row?.epoch ?? 0n) + 1n;
          this.rows.set(tile, { holder, epoch, isFree: false, moves: row?.moves ?? 0 });
          return epoch;
        }),
      isElsewhere: (tile: string) => later(() => this.rows.get(tile)?.holder !== holder),
      ask: (tile: string) =>
        later(() => {
          const row = this.rows.get(tile);
          if (!row || row.holder === holder || row.isFree) return null;
          this.#tell(`asked ${tile} ${row.epoch}`);
          return row.epoch;
        }),
      answer: (fence: Fence) =>
        later(() => {
          const row = own(fence);
          if (!row) return null;
          const ms = row.moves < BURST ? 0 : 60_000;
          this.#tell(`heard ${fence.tile} ${fence.epoch} ${ms}`);
          return ms;
        }),
      rob: ({ tile, epoch }: Fence) =>
        later(() => {
          const row = this.rows.get(tile);
          if (!row || row.epoch !== epoch || row.holder === holder) return null;
          this.rows.set(tile, { holder, epoch: epoch + 1n, isFree: false, moves: row.moves + 1 });
          this.#tell(`taken ${tile} ${epoch + 1n}`);
          return epoch + 1n;
        }),
      hand: (fence: Fence) =>
        later(() => {
          const row = own(fence);
          if (!row) return;
          row.isFree = true;
          row.moves++;
          this.#tell(`free ${fence.tile} ${fence.epoch}`);
        }),
      release: (fences: readonly Fence[]) =>
        later(() => {
          for (const fence of fences) {
            const row = own(fence);
            if (row) row.isFree = true;
          }
        }),
      renew: (fences: readonly Fence[]) => later(() => fences.filter((fence) => own(fence) !== null)),
    };
  }

  /** As the journal's insert does it. */
  commit(holder: string, fence: Fence): boolean {
    const row = this.rows.get(fence.tile);
    if (!row || row.holder !== holder || row.epoch !== fence.epoch || row.isFree) return false;
    this.commits.push({ ...fence, holder });
    return true;
  }

  #tell(payload: string): void {
    for (const [name, hear] of this.ears) if (!this.asleep.has(name)) this.pending.push(() => hear(payload));
  }
}

type Step =
  | { readonly do: 'claim' | 'take' | 'sleep' | 'wake' | 'renew' | 'commit'; readonly who: number; readonly tile: number }
  | { readonly do: 'run'; readonly pick: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constantFrom('claim', 'claim', 'take', 'commit', 'commit', 'renew', 'sleep', 'wake'),
      who: fc.nat(2),
      tile: fc.nat(1),
    }),
  },
  { weight: 5, arbitrary: fc.record({ do: fc.constant('run' as const), pick: fc.nat(9) }) },
);

it('lets no replica commit under a tile that another has taken since, however asking, handing over, robbing and sleeping fall', async () => {
  const seen = { moved: 0, robbed: 0, given: 0, lost: 0, commits: 0 };
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 80, maxLength: 300, size: 'max' }), async (steps) => {
      const table = new Table();
      const names = ['a', 'b', 'c'];
      const replicas = names.map((name) => {
        const fences = new Map<string, Fence>();
        const leases = new Leases({
          rows: table.of(name),
          finish: () => Promise.resolve(),
          lost: (tile) => void fences.delete(tile),
          log: { info: () => undefined, warn: () => undefined },
          patience: { silent: 0, handover: 0 },
        });
        table.ears.set(name, (payload) => leases.hear(payload));
        return { name, leases, fences };
      });
      const settle = () => new Promise<void>((resolve) => setImmediate(resolve));
      const work: Promise<unknown>[] = [];
      for (const next of steps) {
        if (next.do === 'run') {
          table.pending.splice(next.pick % Math.max(1, table.pending.length), 1)[0]?.();
          await settle();
          continue;
        }
        const replica = replicas[next.who];
        const tile = TILES[next.tile] ?? '';
        if (!replica) continue;
        const held = (fence: Fence | null) => void (fence && replica.leases.holds(fence) && replica.fences.set(tile, fence));
        switch (next.do) {
          case 'claim':
          case 'take':
            work.push(replica.leases[next.do](tile).then(held));
            break;
          case 'renew':
            work.push(replica.leases.renew(() => true));
            break;
          case 'sleep':
            table.asleep.add(replica.name);
            break;
          case 'wake':
            table.asleep.delete(replica.name);
            break;
          case 'commit': {
            const fence = replica.fences.get(tile);
            if (fence && !table.commit(replica.name, fence)) replica.leases.forget(fence, 'taken');
            break;
          }
          default:
            next satisfies never;
        }
      }
      const ends = { open: work.length };
      const done = Promise.all(work.map((one) => one.then(() => ends.open--)));
      while (ends.open > 0 || table.pending.length > 0) {
        table.pending.shift()?.();
        await settle();
      }
      await done;
      for (const tile of TILES) {
        const epochs = table.commits.filter((commit) => commit.tile === tile).map(({ epoch }) => epoch);
        expect(epochs).toEqual(epochs.toSorted((a, b) => Number(a - b)));
        const holders = replicas.filter(({ name, leases }) => {
          const row = table.rows.get(tile);
          return row !== undefined && row.holder === name && leases.holds({ tile, epoch: row.epoch });
        });
        expect(holders.length).toBeLessThanOrEqual(1);
      }
      seen.commits += table.commits.length;
      for (const { leases } of replicas)
        for (const name of ['moved', 'robbed', 'given', 'lost'] as const) seen[name] += leases.figures[name];
    }),
    { seed: 7, numRuns: 120 },
  );
  for (const [name, count] of Object.entries(seen)) expect([name, count]).toEqual([name, expect.toSatisfy((n: number) => n >= 5)]);
});
