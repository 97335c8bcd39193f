import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { fromFiles } from '@oto/schema/environment/from-files';
import { z } from 'zod';
import { LIMITS, type Limits } from './socket/limits.ts';

const Environment = z.object({
  DATABASE_URL: z.url(),
  /** Where the api answers; its keys are at /.well-known/jwks.json. */
  API_URL: z.url(),
  PORT: z.coerce.number().int().min(0).max(65_535).default(8082),
  HOST: z.string().default('127.0.0.1'),
  /** Where operators' instruments ask for figures; nowhere without. Never to be published. */
  METRICS_PORT: z.preprocess((text) => (text === '' ? undefined : text), z.coerce.number().int().min(0).max(65_535).optional()),
  /** Addresses or CIDR ranges of proxies whose headers are believed, separated by commas. */
  TRUST_PROXY: z
    .string()
    .default('127.0.0.0/8,::1')
    .transform((text) => text.split(',').flatMap((part) => part.trim() || [])),
  /** Holder of leases: unique among the replicas that run at one time. */
  REPLICA_NAME: z.string().min(1).default(`collab-${hostname()}`),
  FRAME_BYTES_MAX: z.coerce.number().int().min(1024).default(LIMITS.frameBytes),
  MESSAGES_PER_SECOND: z.coerce.number().int().min(1).default(LIMITS.messagesPerSecond),
  MESSAGES_BURST: z.coerce.number().int().min(1).default(LIMITS.messagesBurst),
  OPENS_PER_SECOND: z.coerce.number().int().min(1).default(LIMITS.opensPerSecond),
  OPENS_BURST: z.coerce.number().int().min(1).default(LIMITS.opensBurst),
  CONNECTIONS_PER_PERSON: z.coerce.number().int().min(1).default(LIMITS.connectionsPerPerson),
  CONNECTIONS_PER_ADDRESS: z.coerce.number().int().min(1).default(LIMITS.connectionsPerAddress),
  AUTHENTICATION_MS: z.coerce.number().int().min(100).default(LIMITS.authenticationMs),
  UNDOING_BURST: z.coerce.number().int().min(1).default(LIMITS.undoingBurst),
  UNDOING_PER_SECOND: z.coerce.number().positive().default(LIMITS.undoingPerSecond),
  /** Multiplies rates and counts, for tests and benchmarks; the api reads it too. Sizes and times stay. */
  LIMITS_FACTOR: z.coerce.number().min(1).max(10_000).default(1),
  NODE_ENV: z.string().default('development'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
});

export type Config = {
  readonly databaseUrl: string;
  readonly apiUrl: string;
  readonly port: number;
  readonly host: string;
  readonly metricsPort: number | null;
  readonly trustProxy: readonly string[];
  readonly replica: string;
  readonly limits: Limits;
  readonly logLevel: string;
};

/** Each may stand in a file that NAME_FILE names. Throws a ZodError that names every wrong or missing variable, and an Error when production would lift its limits. */
export function readConfig(environment: NodeJS.ProcessEnv): Config {
  const env = Environment.parse(fromFiles(environment, (path) => readFileSync(path, 'utf8'), Object.keys(Environment.shape)));
  const factor = env.LIMITS_FACTOR;
  if (env.NODE_ENV === 'production' && factor !== 1) throw new Error('LIMITS_FACTOR: production keeps its limits');
  return {
    databaseUrl: env.DATABASE_URL,
    apiUrl: env.API_URL,
    port: env.PORT,
    host: env.HOST,
    metricsPort: env.METRICS_PORT ?? null,
    trustProxy: env.TRUST_PROXY,
    replica: env.REPLICA_NAME,
    limits: {
      frameBytes: env.FRAME_BYTES_MAX,
      messagesPerSecond: env.MESSAGES_PER_SECOND * factor,
      messagesBurst: env.MESSAGES_BURST * factor,
      opensPerSecond: env.OPENS_PER_SECOND * factor,
      opensBurst: env.OPENS_BURST * factor,
      connectionsPerPerson: env.CONNECTIONS_PER_PERSON * factor,
      connectionsPerAddress: env.CONNECTIONS_PER_ADDRESS * factor,
      authenticationMs: env.AUTHENTICATION_MS,
      undoingBurst: env.UNDOING_BURST * factor,
      undoingPerSecond: env.UNDOING_PER_SECOND * factor,
    },
    logLevel: env.LOG_LEVEL,
  };
}
