import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname, resolve } from 'node:path';
import { z } from 'zod';
import { KINDS, type Kind } from '@oto/schema/board/kind';
import { fromFiles } from '@oto/schema/environment/from-files';
import { readEngines, type Configured } from './engine/configured/file.ts';
import { namesIn } from './engine/configured/interpolate.ts';

const url = z.url().transform((value) => value.replace(/\/+$/u, ''));

const Environment = z.object({
  API_URL: url,
  /** ws:// or wss:// of the collab server or its proxy. */
  COLLAB_URL: url.transform((value) => value.replace(/^http/u, 'ws')),
  WORKER_TOKEN: z.string().min(8),
  WORKER_NAME: z.string().optional(),
  /** Where operators' instruments ask for figures, at METRICS_HOST; nowhere without. Never to be published. */
  METRICS_PORT: z.coerce.number().int().min(0).max(65_535).optional(),
  METRICS_HOST: z.string().default('127.0.0.1'),
  /** Where traces are sent, as OpenTelemetry says; nothing is traced without. */
  OTEL_EXPORTER_OTLP_ENDPOINT: url.optional(),
  OTEL_TRACES_SAMPLER_ARG: z.coerce.number().min(0).max(1).default(1),
  /** Jobs at once. */
  OTO_WORKER_CONCURRENCY: z.coerce.number().int().min(1).max(16).default(2),
  /** Of them, most runs of a kind at once, such as `text:4,image:1`; a kind that is not named has no limit of its own, one of 0 is not made here. */
  OTO_WORKER_KINDS: z
    .string()
    .regex(/^(?:text|image|video|voice):\d{1,2}(?:,(?:text|image|video|voice):\d{1,2})*$/u, 'kind:number, separated by commas')
    .optional(),
  /** Milliseconds that running jobs get to end by themselves when the worker is told to stop; then they are handed back. */
  OTO_WORKER_DRAIN_MS: z.coerce.number().int().min(0).max(600_000).default(20_000),
  OTO_LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  /** Milliseconds between the words of the built-in text engine, so that people see it write; 0 for tests. */
  OTO_TEXT_PACE_MS: z.coerce.number().int().min(0).max(500).default(25),
  /** A YAML file of engines; see docs/engines.md. */
  OTO_ENGINES: z.string().optional(),
  /** One text engine without a file. */
  OTO_TEXT_URL: url.optional(),
  OTO_TEXT_MODEL: z.string().min(1).optional(),
  OTO_TEXT_KEY: z.string().optional(),
  /** Most tokens one run of the outside text engine may cost. */
  OTO_TEXT_CEILING: z.coerce.number().int().min(1).max(100_000).default(40),
});

export type Config = {
  readonly apiUrl: string;
  readonly collabUrl: string;
  readonly token: string;
  readonly worker: string;
  readonly metrics: { readonly host: string; readonly port: number } | null;
  /** Share of traces that is kept; null: nothing is traced. */
  readonly traceRatio: number | null;
  readonly concurrency: number;
  readonly kindLimits: ReadonlyMap<Kind, number>;
  readonly drainMs: number;
  readonly logLevel: string;
  readonly textPaceMs: number;
  readonly engines: Configured;
  readonly outsideText: { readonly url: string; readonly model: string; readonly key: string | null; readonly ceiling: number } | null;
};

/** Reads the environment once; each variable may stand in a file that NAME_FILE names. Throws with every name that is missing or malformed, never with its value. */
export function readConfig(environment: NodeJS.ProcessEnv): Config {
  const whole = fromFiles(environment, readText, Object.keys(Environment.shape));
  const present = Object.fromEntries(Object.entries(whole).filter(([, value]) => value !== ''));
  const parsed = Environment.safeParse(present);
  if (!parsed.success)
    throw new Error(`worker configuration: ${parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ')}`);
  const env = parsed.data;
  if (env.OTO_TEXT_URL !== undefined && env.OTO_TEXT_MODEL === undefined)
    throw new Error('worker configuration: OTO_TEXT_URL needs OTO_TEXT_MODEL');
  return {
    apiUrl: env.API_URL,
    collabUrl: env.COLLAB_URL,
    token: env.WORKER_TOKEN,
    worker: workerName(env.WORKER_NAME ?? `worker-${hostname()}`),
    metrics: env.METRICS_PORT === undefined ? null : { host: env.METRICS_HOST, port: env.METRICS_PORT },
    traceRatio: env.OTEL_EXPORTER_OTLP_ENDPOINT === undefined ? null : env.OTEL_TRACES_SAMPLER_ARG,
    concurrency: env.OTO_WORKER_CONCURRENCY,
    kindLimits: kindLimits(env.OTO_WORKER_KINDS ?? ''),
    drainMs: env.OTO_WORKER_DRAIN_MS,
    logLevel: env.OTO_LOG_LEVEL,
    textPaceMs: env.OTO_TEXT_PACE_MS,
    engines: env.OTO_ENGINES === undefined ? { builtin: 'all', engines: [] } : enginesFile(resolve(env.OTO_ENGINES), environment),
    outsideText:
      env.OTO_TEXT_URL !== undefined && env.OTO_TEXT_MODEL !== undefined
        ? { url: env.OTO_TEXT_URL, model: env.OTO_TEXT_MODEL, key: env.OTO_TEXT_KEY ?? null, ceiling: env.OTO_TEXT_CEILING }
        : null,
  };
}

/** Throws with all that is wrong with the file, in one line. */
function enginesFile(path: string, environment: NodeJS.ProcessEnv): Configured {
  let text: string;
  try {
    text = readText(path);
  } catch {
    throw new Error(`worker configuration: OTO_ENGINES: no file at ${path}`);
  }
  const reading = readEngines(text, dirname(path), { ...fromFiles(environment, readText, namesIn(text)) });
  if (reading.ok) return reading.configured;
  throw new Error(`engines file ${path}: ${reading.problems.join('; ')}`);
}

function readText(path: string): string {
  return readFileSync(path, 'utf8');
}

function kindLimits(text: string): ReadonlyMap<Kind, number> {
  const parts = new Map(text.split(',').map((part) => part.split(':') as [string, string | undefined]));
  return new Map(KINDS.flatMap((kind) => (parts.has(kind) ? [[kind, Number(parts.get(kind))] as const] : [])));
}

/** Lower case letters, digits and hyphens, 3 to 60. */
function workerName(wished: string): string {
  const name = wished
    .toLowerCase()
    .replaceAll(/[^a-z0-9-]+/gu, '-')
    .slice(0, 60);
  return name.length >= 3 ? name : `worker-${name}`;
}
