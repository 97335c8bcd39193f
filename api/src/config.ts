import { z } from 'zod';
import type { JWK } from 'jose';

/** The api's whole environment, read once. */
export type Config = {
  readonly production: boolean;
  readonly databaseUrl: string;
  readonly host: string;
  readonly port: number;
  /** Origin that browsers use, without a trailing slash. */
  readonly publicUrl: string;
  readonly signingKey: JWK;
  readonly authSecret: string;
  readonly workerToken: string;
  readonly mediaFolder: string;
  /** The built client; null when something else serves it. */
  readonly clientFolder: string | null;
  /** Addresses or CIDR ranges of proxies whose X-Forwarded-For is believed. */
  readonly trustProxy: readonly string[];
  /** Other origins that may send cookies: the development server, a CDN of the same site. */
  readonly allowedOrigins: readonly string[];
  /** Lower case. */
  readonly operatorEmails: readonly string[];
  readonly welcomeTokens: number;
  /** Age under which an account may write only in its own plots and where it was invited. */
  readonly newcomerHours: number;
  /** Multiplies every limit a minute, for load tests. */
  readonly limitsFactor: number;
  readonly logLevel: string;
  readonly s3: S3Config | null;
};

export type S3Config = {
  readonly endpoint: string | undefined;
  readonly region: string;
  readonly bucket: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly forcePathStyle: boolean;
};

const list = z
  .string()
  .default('')
  .transform((text) =>
    text
      .split(',')
      .map((part) => part.trim())
      .filter((part) => part !== ''),
  );

const Environment = z.object({
  NODE_ENV: z.enum(['production', 'development', 'test']).default('development'),
  DATABASE_URL: z.string().regex(/^postgres(ql)?:\/\//, 'must start with postgres://'),
  HOST: z.string().default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(8787),
  PUBLIC_URL: z.url({ protocol: /^https?$/ }),
  SIGNING_KEY: z.string(),
  AUTH_SECRET: z.string().min(32, 'needs at least 32 characters'),
  WORKER_TOKEN: z.string().min(24, 'needs at least 24 characters'),
  MEDIA_FOLDER: z.string().min(1).default('data/media'),
  CLIENT_FOLDER: z.string().optional(),
  TRUST_PROXY: list,
  ALLOWED_ORIGINS: list,
  OPERATOR_EMAILS: list,
  WELCOME_TOKENS: z.coerce.number().int().min(0).max(1_000_000).default(100),
  NEWCOMER_HOURS: z.coerce.number().min(0).max(8760).default(24),
  LIMITS_FACTOR: z.coerce.number().min(1).max(10_000).default(1),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  S3_ENDPOINT: z.url().optional(),
  S3_REGION: z.string().default('us-east-1'),
  S3_BUCKET: z.string().optional(),
  S3_ACCESS_KEY_ID: z.string().optional(),
  S3_SECRET_ACCESS_KEY: z.string().optional(),
  S3_FORCE_PATH_STYLE: z.stringbool().default(false),
});

/** Secrets that appear in the documentation or the local runner and must never reach production. */
const WEAK = /^(change|example|secret|local|dev|test|password)/i;

/** Every problem at once, as one Error whose message names each variable. */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const present = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''));
  const parsed = Environment.safeParse(present);
  if (!parsed.success) {
    throw new Error(
      `The configuration is incomplete:\n${parsed.error.issues.map((i) => `  ${i.path.join('.')}: ${i.message}`).join('\n')}`,
    );
  }
  const env = parsed.data;
  const production = env.NODE_ENV === 'production';
  const problems: string[] = [];
  const signingKey = parseKey(env.SIGNING_KEY);
  if (!signingKey) problems.push('SIGNING_KEY: must be an Ed25519 private JWK in JSON');
  const s3 = s3Of(env);
  if (s3 === 'incomplete') problems.push('S3_BUCKET, S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY: set all three or none');
  if (production) {
    const url = new URL(env.PUBLIC_URL);
    if (url.protocol !== 'https:' && !isLoopback(url.hostname)) problems.push('PUBLIC_URL: production needs https');
    if (env.LIMITS_FACTOR !== 1) problems.push('LIMITS_FACTOR: production keeps its limits');
    if (WEAK.test(env.AUTH_SECRET)) problems.push('AUTH_SECRET: choose a random one');
    if (WEAK.test(env.WORKER_TOKEN)) problems.push('WORKER_TOKEN: choose a random one');
  }
  if (problems.length > 0 || !signingKey || s3 === 'incomplete') {
    throw new Error(`The configuration is refused:\n${problems.map((problem) => `  ${problem}`).join('\n')}`);
  }
  return {
    production,
    databaseUrl: env.DATABASE_URL,
    host: env.HOST,
    port: env.PORT,
    publicUrl: new URL(env.PUBLIC_URL).origin,
    signingKey,
    authSecret: env.AUTH_SECRET,
    workerToken: env.WORKER_TOKEN,
    mediaFolder: env.MEDIA_FOLDER,
    clientFolder: env.CLIENT_FOLDER ?? null,
    trustProxy: env.TRUST_PROXY,
    allowedOrigins: env.ALLOWED_ORIGINS,
    operatorEmails: env.OPERATOR_EMAILS.map((email) => email.toLowerCase()),
    welcomeTokens: env.WELCOME_TOKENS,
    newcomerHours: env.NEWCOMER_HOURS,
    limitsFactor: env.LIMITS_FACTOR,
    logLevel: env.LOG_LEVEL,
    s3,
  };
}

function parseKey(text: string): JWK | null {
  try {
    const key = JSON.parse(text) as JWK;
    return key.kty === 'OKP' && key.crv === 'Ed25519' && typeof key.d === 'string' && typeof key.x === 'string' ? key : null;
  } catch {
    return null;
  }
}

function s3Of(env: z.infer<typeof Environment>): S3Config | null | 'incomplete' {
  const { S3_BUCKET: bucket, S3_ACCESS_KEY_ID: accessKeyId, S3_SECRET_ACCESS_KEY: secretAccessKey } = env;
  if (!bucket && !accessKeyId && !secretAccessKey) return null;
  if (!bucket || !accessKeyId || !secretAccessKey) return 'incomplete';
  return {
    endpoint: env.S3_ENDPOINT,
    region: env.S3_REGION,
    bucket,
    accessKeyId,
    secretAccessKey,
    forcePathStyle: env.S3_FORCE_PATH_STYLE,
  };
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '127.0.0.1' || host === '[::1]';
}
