import { hostname } from 'node:os';
import { z } from 'zod';

const Environment = z.object({
  DATABASE_URL: z.url(),
  /** Where the api answers; its keys are at /.well-known/jwks.json. */
  API_URL: z.url(),
  PORT: z.coerce.number().int().min(0).max(65_535).default(8082),
  HOST: z.string().default('127.0.0.1'),
  /** Holder of leases: unique among the replicas that run at one time. */
  REPLICA_NAME: z.string().min(1).default(`collab-${hostname()}`),
  CONNECTIONS_PER_ADDRESS: z.coerce.number().int().min(1).default(20),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
});

export type Config = {
  readonly databaseUrl: string;
  readonly apiUrl: string;
  readonly port: number;
  readonly host: string;
  readonly replica: string;
  readonly connectionsPerAddress: number;
  readonly logLevel: string;
};

/** Throws a ZodError that names every wrong or missing variable. */
export function readConfig(environment: NodeJS.ProcessEnv): Config {
  const env = Environment.parse(environment);
  return {
    databaseUrl: env.DATABASE_URL,
    apiUrl: env.API_URL,
    port: env.PORT,
    host: env.HOST,
    replica: env.REPLICA_NAME,
    connectionsPerAddress: env.CONNECTIONS_PER_ADDRESS,
    logLevel: env.LOG_LEVEL,
  };
}
