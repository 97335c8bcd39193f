import type { Place } from './place.ts';
import type { Stage } from './stage.ts';
import { brokenAims, culpritOf, failures, type Culprit, type Load, type Measured } from './step.ts';

export const RAMPS = ['watchers', 'editors', 'generations', 'mixed'] as const;
export type RampName = (typeof RAMPS)[number];

export type Gave = { readonly load: Load; readonly aims: readonly string[]; readonly culprit: Culprit };
export type Ramp = {
  readonly name: RampName;
  readonly steps: readonly Measured[];
  /** The last load under which every aim held; null when not even the first was. */
  readonly held: Load | null;
  readonly gave: Gave | null;
  /** The first load at which something failed, not only became slow. */
  readonly cliff: { readonly load: Load; readonly failures: readonly string[] } | null;
  /** Milliseconds until it was as before, without anybody's help; null: it was not within the time, or nothing gave. */
  readonly recoveredMs: number | null;
  /** Services that were other processes afterwards. */
  readonly restarted: number;
};

export type Size = {
  readonly loads: { readonly [R in RampName]: readonly Load[] };
  readonly seconds: number;
  readonly recoverWithinMs: number;
};

const watchers = (count: number): Load => ({ watchers: count, editors: 0, generations: 0 });
const editors = (count: number): Load => ({ watchers: 50, editors: count, generations: 0 });
const generations = (perSecond: number): Load => ({ watchers: 0, editors: 0, generations: perSecond });

export const QUICK: Size = {
  seconds: 1,
  recoverWithinMs: 5_000,
  loads: {
    watchers: [50, 200].map(watchers),
    editors: [4, 12].map(editors),
    generations: [1, 6].map(generations),
    mixed: [{ watchers: 100, editors: 6, generations: 2 }],
  },
};

export const FULL: Size = {
  seconds: 5,
  recoverWithinMs: 30_000,
  loads: {
    watchers: [100, 250, 500, 1_000, 1_500, 2_000, 3_000, 4_000].map(watchers),
    editors: [5, 10, 20, 40, 60, 80, 120].map(editors),
    generations: [1, 2, 4, 8, 12, 16, 24, 32].map(generations),
    mixed: [
      { watchers: 100, editors: 5, generations: 1 },
      { watchers: 250, editors: 10, generations: 2 },
      { watchers: 500, editors: 20, generations: 4 },
      { watchers: 1_000, editors: 40, generations: 8 },
    ],
  },
};

export type Options = {
  readonly size: Size;
  readonly untilFirst: boolean;
  readonly deadline: number;
  readonly say: (line: string) => void;
};

/** Grows one kind of people until something fails, or the ramp or its time is at an end, and then lets it rest. */
export async function climb(name: RampName, place: Place, stage: Stage, { size, untilFirst, deadline, say }: Options): Promise<Ramp> {
  const pids = place.inside?.pids() ?? [];
  const steps: Measured[] = [];
  let held: Load | null = null;
  let gave: Gave | null = null;
  let cliff: Ramp['cliff'] = null;
  for (const load of size.loads[name]) {
    if (steps.length > 0 && performance.now() > deadline) {
      say(`${name}: the time is over`);
      break;
    }
    const step = await stage.hold(load, size.seconds);
    steps.push(step);
    const aims = brokenAims(step);
    const failed = failures(step);
    say(`${name} ${wordsOf(load)}: ${toldOf(step)}${aims.length > 0 ? `  GAVE: ${aims.join('; ')}` : ''}`);
    if (aims.length === 0 && gave === null) held = load;
    if (aims.length > 0 && gave === null) {
      gave = { load, aims, culprit: culpritOf(step) };
      say(`${name}: what gave first: ${gave.culprit.what} (${gave.culprit.evidence})`);
      if (untilFirst) break;
    }
    if (failed.length > 0) {
      cliff = { load, failures: failed };
      break;
    }
  }
  await stage.leave();
  const recoveredMs = gave === null ? null : await rest(name, stage, size);
  const after = place.inside?.pids() ?? [];
  const restarted = pids.filter((pid, index) => pid !== after[index]).length;
  if (gave !== null)
    say(
      `${name}: ${recoveredMs === null ? 'not yet as before' : `as before after ${(recoveredMs / 1000).toFixed(1)} s`}, ${restarted} services restarted`,
    );
  return { name, steps, held, gave, cliff, recoveredMs, restarted };
}

/** Asks with next to nobody there, until nothing fails and it is as quick as a quarter of a second. */
async function rest(name: RampName, stage: Stage, { recoverWithinMs }: Size): Promise<number | null> {
  const CALM_MS = 250;
  const load: Load = { watchers: 10, editors: 0, generations: name === 'generations' || name === 'mixed' ? 1 : 0 };
  const started = performance.now();
  do {
    const began = performance.now();
    const step = await stage.hold(load, 1);
    const slow = [step.presenceP99, step.commitP99, step.httpP99].some((ms) => ms !== null && !(ms <= CALM_MS));
    if (!slow && step.lost === 0 && failures(step).length === 0) {
      await stage.leave();
      return began - started;
    }
  } while (performance.now() - started < recoverWithinMs);
  await stage.leave();
  return null;
}

export function wordsOf({ watchers: some, editors: people, generations: texts }: Load): string {
  const parts = [some > 0 ? `${some} watchers` : '', people > 0 ? `${people} editors` : '', texts > 0 ? `${texts} generations/s` : ''];
  return parts.filter((part) => part !== '').join(', ') || 'nobody';
}

export function toldOf(step: Measured): string {
  const ms = (name: string, value: number | null) =>
    value === null ? [] : [`${name} ${Number.isNaN(value) ? 'never' : Math.round(value)}`];
  return [
    ...ms('presence', step.presenceP99),
    ...ms('commit', step.commitP99),
    ...ms('http', step.httpP99),
    ...ms('pick-up', step.pickupP50),
    ...ms('on the board', step.pinnedP50),
    `lost ${step.lost}`,
  ].join(', ');
}
