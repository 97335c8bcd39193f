import { hostname } from 'node:os';
import { z } from 'zod';

const url = z.url().transform((value) => value.replace(/\/+$/u, ''));

const Environment = z.object({
  API_URL: url,
  /** ws:// or wss:// of the collab server or its proxy. */
  COLLAB_URL: url.transform((value) => value.replace(/^http/u, 'ws')),
  WORKER_TOKEN: z.string().min(8),
  WORKER_NAME: z.string().optional(),
  OTO_WORKER_CONCURRENCY: z.coerce.number().int().min(1).max(16).default(2),
  OTO_LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  /** Milliseconds between the words of the built-in text engine, so that people see it write; 0 for tests. */
  OTO_TEXT_PACE_MS: z.coerce.number().int().min(0).max(500).default(25),
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
  readonly concurrency: number;
  readonly logLevel: string;
  readonly textPaceMs: number;
  readonly outsideText: { readonly url: string; readonly model: string; readonly key: string | null; readonly ceiling: number } | null;
};

/** Reads the environment once. Throws with every name that is missing or malformed, never with its value. */
export function readConfig(environment: NodeJS.ProcessEnv): Config {
  const present = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
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
    concurrency: env.OTO_WORKER_CONCURRENCY,
    logLevel: env.OTO_LOG_LEVEL,
    textPaceMs: env.OTO_TEXT_PACE_MS,
    outsideText:
      env.OTO_TEXT_URL !== undefined && env.OTO_TEXT_MODEL !== undefined
        ? { url: env.OTO_TEXT_URL, model: env.OTO_TEXT_MODEL, key: env.OTO_TEXT_KEY ?? null, ceiling: env.OTO_TEXT_CEILING }
        : null,
  };
}

/** Lower case letters, digits and hyphens, 3 to 60. */
function workerName(wished: string): string {
  const name = wished
    .toLowerCase()
    .replaceAll(/[^a-z0-9-]+/gu, '-')
    .slice(0, 60);
  return name.length >= 3 ? name : `worker-${name}`;
}
