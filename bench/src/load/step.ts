import { cpus } from 'node:os';
import { PEOPLE, type Use } from './gauge.ts';

/** What was on the product while a step lasted. */
export type Load = { readonly watchers: number; readonly editors: number; readonly generations: number };

/** Milliseconds; null where a step asks nothing of that kind. */
export type Measured = {
  readonly load: Load;
  /** Sockets that stood at the end, of those that were to. */
  readonly held: number;
  readonly presenceP99: number | null;
  readonly commitP99: number | null;
  /** Acknowledged moves that a fresh reader does not find. */
  readonly lost: number;
  readonly httpP99: number | null;
  readonly pickupP50: number | null;
  readonly pinnedP50: number | null;
  /** Generations that were on the board within five seconds, a second. */
  readonly made: number | null;
  /** What was refused, cut or never answered, by its reason. */
  readonly errors: Readonly<Record<string, number>>;
  readonly use: Use | null;
};

/** Of the design's evidence; commit has no aim of its own and takes that of a pin. */
const AIMS: readonly { readonly name: string; readonly limit: number; readonly of: (step: Measured) => number | null }[] = [
  { name: 'presence p99', limit: 50, of: ({ presenceP99 }) => presenceP99 },
  { name: 'commit p99', limit: 300, of: ({ commitP99 }) => commitP99 },
  { name: 'board reads p99', limit: 50, of: ({ httpP99 }) => httpP99 },
  { name: 'pick-up p50', limit: 25, of: ({ pickupP50 }) => pickupP50 },
  { name: 'on the board p50', limit: 300, of: ({ pinnedP50 }) => pinnedP50 },
];

/** Aims that did not hold, in words; errors and losses among them. */
export function brokenAims(step: Measured): readonly string[] {
  const broken = AIMS.flatMap(({ name, limit, of }) => {
    const value = of(step);
    return value !== null && !(value <= limit)
      ? [`${name} ${Number.isNaN(value) ? 'never' : `${Math.round(value)} ms`} > ${limit} ms`]
      : [];
  });
  const lost = step.lost > 0 ? [`${step.lost} acknowledged moves lost`] : [];
  return [...lost, ...broken, ...failures(step)];
}

/** What people would call broken, not slow. */
export function failures({ errors, held, load }: Measured): readonly string[] {
  const missing = held < load.watchers ? [`${load.watchers - held} of ${load.watchers} watchers not connected`] : [];
  return [...missing, ...Object.entries(errors).map(([reason, count]) => `${count} × ${reason}`)];
}

const FULL = 0.9;
/** Of one core: a Node process that uses so much has no time left. */
const BUSY_CPU = 85;
const LATE_MS = 40;
const MACHINE_CPU = 92;
/** Of what the machine did, so much must have been ours for its verdict to be about us. */
const OURS = 0.6;
/** Refusals that somebody configured; the words of the api and of the documents' server. */
const LIMITS = /too_many|429|limit|quota|storage|connections_|rate/i;

export type Culprit = { readonly what: string; readonly evidence: string; readonly raise: string };

/** What was used up first: a configured limit, a system's limit, one process, or the machine. */
export function culpritOf(step: Measured): Culprit {
  const limit = Object.entries(step.errors).find(([reason]) => LIMITS.test(reason));
  if (limit)
    return { what: `a configured limit: ${limit[0]}`, evidence: `${limit[1]} refusals`, raise: 'that limit, if the machine has room left' };
  const { use } = step;
  if (!use)
    return { what: 'unknown', evidence: 'another machine cannot be looked into from here', raise: 'read its dashboard for this minute' };
  const files = use.processes.find((one) => one.files >= FULL * one.filesMax);
  if (files)
    return {
      what: `open files of ${files.name}`,
      evidence: `${files.files} of ${files.filesMax}`,
      raise: 'its limit of open files (LimitNOFILE, ulimits)',
    };
  const { database } = use;
  if (database && database.connections >= FULL * database.connectionsMax)
    return {
      what: 'connections of PostgreSQL',
      evidence: `${database.connections} of ${database.connectionsMax}`,
      raise: 'max_connections, or smaller pools',
    };
  const byCpu = use.processes.toSorted((a, b) => b.cpu - a.cpu);
  const told = byCpu
    .slice(0, 4)
    .map(({ name, cpu }) => `${name} ${cpu} %`)
    .join(', ');
  const ours = use.processes.reduce((sum, { cpu }) => sum + cpu, 0) / cpus().length;
  if (use.machineCpu >= MACHINE_CPU / 2 && ours < OURS * use.machineCpu) {
    const evidence = `${use.machineCpu} % of all cores were busy, and of these ${Math.round(ours)} % with this run; ${told} of a core each`;
    return { what: 'other work on this machine', evidence, raise: 'run it again where nothing else runs' };
  }
  const single = byCpu.find(({ name, cpu }) => name !== 'PostgreSQL' && name !== PEOPLE && cpu >= BUSY_CPU);
  const late = use.processes.toSorted((a, b) => (b.lateMs ?? 0) - (a.lateMs ?? 0))[0];
  const lateness = late?.lateMs ? `; event loop of ${late.name} ${late.lateMs} ms late` : '';
  if (single) return { what: `one core of ${single.name}`, evidence: `${told} of a core each${lateness}`, raise: raiseOf(single.name) };
  const locks = database?.waits['Lock'] ?? 0;
  if (locks > 4)
    return {
      what: 'locks in PostgreSQL',
      evidence: `${locks} statements waiting for locks at once`,
      raise: 'nothing by settings: find the row they wait for',
    };
  if (use.machineCpu >= MACHINE_CPU) {
    return {
      what: 'the machine’s processors',
      evidence: `${use.machineCpu} % of all cores; of ours ${told} of a core each${lateness}`,
      raise: 'cores, or a machine of its own for whatever uses most',
    };
  }
  if (late?.lateMs !== null && late !== undefined && late.lateMs >= LATE_MS)
    return {
      what: `the event loop of ${late.name}`,
      evidence: `${late.lateMs} ms late at its worst; ${told} of a core each`,
      raise: raiseOf(late.name),
    };
  return {
    what: 'nothing that was full',
    evidence: `machine ${use.machineCpu} %; ${told} of a core each${lateness}`,
    raise: 'look at a trace of this step: something waits without working',
  };
}

function raiseOf(name: string): string {
  if (name.startsWith('collab')) return 'replicas of the documents’ server (one tile stays with one: spread people over tiles)';
  if (name.startsWith('api')) return 'replicas of the api';
  if (name.startsWith('worker')) return 'workers';
  return 'on a host Caddy stands here, which uses every core';
}
