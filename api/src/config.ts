import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { JWK } from 'jose';
import type { Publisher } from '@oto/schema/contract/site';
import { fromFiles } from '@oto/schema/environment/from-files';
import { PASSWORD_COST, type PasswordCost } from './identity/password.ts';

/** The api's whole environment, read once. */
export type Config = {
  readonly production: boolean;
  readonly databaseUrl: string;
  readonly host: string;
  readonly port: number;
  /** Where operators' instruments ask for figures; null: nowhere. Never to be published. */
  readonly metricsPort: number | null;
  /** A file in which the host's guard finds whom it is to keep out; null: nobody looks. */
  readonly guardLog: string | null;
  /** Share of traces that is kept; null: nothing is traced. */
  readonly traceRatio: number | null;
  /** Origin that browsers use, without a trailing slash. */
  readonly publicUrl: string;
  /** Origin under which browsers reach this api: publicUrl, unless the page is served by a CDN. */
  readonly apiOrigin: string;
  readonly signingKey: JWK;
  /** Keys that signed before, newest first: what they signed is still believed. Public parts are enough. */
  readonly retiredKeys: readonly JWK[];
  readonly authSecret: string;
  /** Not of the environment: nobody lowers it where people have passwords. */
  readonly passwordCost: PasswordCost;
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
  /** What a member's files may take. */
  readonly storageBytes: number;
  /** Age under which an account may write only in its own plots and where it was invited. */
  readonly newcomerHours: number;
  /** Multiplies every limit a minute, for load tests. */
  readonly limitsFactor: number;
  readonly logLevel: string;
  readonly s3: S3Config | null;
  /** Null: the built-in and the house rules alone. */
  readonly moderation: ModerationConfig | null;
  /** Everybody who watches sees trained engines' pictures, films and voices while they are made, though nothing judges them. */
  readonly unjudgedPreviews: boolean;
  /** Null: no Web Push. */
  readonly push: PushConfig | null;
  /** Null: no e-mail. */
  readonly mail: MailConfig | null;
  /** Without an e-mail server outside production, what would have been mailed is shown at /mailbox. */
  readonly mailbox: boolean;
  readonly payments: PaymentConfig;
  /** Null: the terms show that it is still to be filled in. */
  readonly publisher: Publisher | null;
  /** Of the source of what runs here; null: nobody said. */
  readonly sourceUrl: string | null;
  /** Null: no other way in than ours. */
  readonly oidc: OidcConfig | null;
  readonly deploy: DeployConfig;
  /** `host` or `host:port` that webhooks may be sent to though they are not of the open internet, or without TLS. */
  readonly webhookAllowHosts: readonly string[];
  /** What the build calls itself, such as its commit; null: nobody said. */
  readonly version: string | null;
};

export type DeployConfig = {
  /** The only branch that is ever asked for. */
  readonly branch: string;
  /** Whose pushes are listened to; null: nobody's. `repository`: owner/name. */
  readonly github: { readonly secret: string; readonly repository: string } | null;
  /** Of the host that takes what is asked; null: no host may. */
  readonly token: string | null;
};

/** test: a stand-in for Stripe on this machine, no money. off: nothing is sold. */
export type PaymentConfig =
  | { readonly mode: 'live'; readonly secretKey: string; readonly webhookSecret: string }
  | { readonly mode: 'test' }
  | { readonly mode: 'off' };

/** An OpenID Connect provider that publishes its configuration under its issuer. */
export type OidcConfig = {
  /** On the button. */
  readonly name: string;
  /** No slash at the end. */
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
};

/** An OpenAI-compatible moderation endpoint. */
export type ModerationConfig = {
  /** As with OpenAI, up to and with `/v1`; no slash at the end. */
  readonly url: string;
  readonly key: string | null;
  readonly model: string | null;
  /** Refuse for the time being when it does not answer, instead of going by our own rules. */
  readonly failClosed: boolean;
};

export type PushConfig = {
  /** VAPID pair, base64url. */
  readonly publicKey: string;
  readonly privateKey: string;
  /** mailto: or https:, by which a push service reaches us. */
  readonly subject: string;
  /** `host` or `host:port` of push services beside those we know. */
  readonly hosts: readonly string[];
};

export type MailConfig = {
  /** smtp: or smtps:, with user and password where needed. */
  readonly url: string;
  readonly from: string;
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
  METRICS_PORT: z.coerce.number().int().min(0).max(65_535).optional(),
  GUARD_LOG: z.string().optional(),
  OTEL_EXPORTER_OTLP_ENDPOINT: z.url({ protocol: /^https?$/ }).optional(),
  OTEL_TRACES_SAMPLER_ARG: z.coerce.number().min(0).max(1).default(1),
  PUBLIC_URL: z.url({ protocol: /^https?$/ }),
  API_ORIGIN: z.url({ protocol: /^https?$/ }).optional(),
  SIGNING_KEY: z.string(),
  AUTH_SECRET: z.string().min(32, 'needs at least 32 characters'),
  WORKER_TOKEN: z.string().min(24, 'needs at least 24 characters'),
  MEDIA_FOLDER: z.string().min(1).default('data/media'),
  CLIENT_FOLDER: z.string().optional(),
  TRUST_PROXY: list,
  ALLOWED_ORIGINS: list,
  OPERATOR_EMAILS: list,
  WELCOME_TOKENS: z.coerce.number().int().min(0).max(1_000_000).default(100),
  MEMBER_STORAGE_MB: z.coerce.number().int().min(1).max(1_000_000).default(500),
  NEWCOMER_HOURS: z.coerce.number().min(0).max(8760).default(24),
  LIMITS_FACTOR: z.coerce.number().min(1).max(10_000).default(1),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  S3_ENDPOINT: z.url().optional(),
  S3_REGION: z.string().default('us-east-1'),
  S3_BUCKET: z.string().optional(),
  S3_ACCESS_KEY_ID: z.string().optional(),
  S3_SECRET_ACCESS_KEY: z.string().optional(),
  S3_FORCE_PATH_STYLE: z.stringbool().default(false),
  MODERATION_URL: z.url({ protocol: /^https?$/ }).optional(),
  MODERATION_KEY: z.string().optional(),
  MODERATION_MODEL: z.string().optional(),
  MODERATION_FAIL: z.enum(['open', 'closed']).default('open'),
  UNJUDGED_PREVIEWS: z.stringbool().default(false),
  VAPID_PUBLIC_KEY: z
    .string()
    .regex(/^[\w-]{87}$/, 'must be 65 bytes in base64url')
    .optional(),
  VAPID_PRIVATE_KEY: z
    .string()
    .regex(/^[\w-]{43}$/, 'must be 32 bytes in base64url')
    .optional(),
  VAPID_SUBJECT: z
    .string()
    .regex(/^(mailto:.+@.+|https:\/\/.+)$/, 'must start with mailto: or https:')
    .optional(),
  PUSH_HOSTS: list,
  SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  MAIL_FROM: z.string().regex(/@/, 'must be an address').optional(),
  /** JSON array of JWKs. */
  RETIRED_KEYS: z.string().default('[]'),
  PAYMENTS: z.enum(['off']).optional(),
  STRIPE_SECRET_KEY: z
    .string()
    .regex(/^(sk|rk)_/, 'must be a secret or restricted key')
    .optional(),
  STRIPE_WEBHOOK_SECRET: z
    .string()
    .regex(/^whsec_/, 'must start with whsec_')
    .optional(),
  LEGAL_NAME: z.string().max(200).optional(),
  LEGAL_ADDRESS: z.string().max(300).optional(),
  LEGAL_CONTACT: z.email().optional(),
  LEGAL_HOST: z.string().max(300).optional(),
  LEGAL_MEDIATOR: z.string().max(300).optional(),
  SOURCE_URL: z.url({ protocol: /^https$/ }).optional(),
  OIDC_NAME: z.string().min(1).max(40).default('OpenID'),
  OIDC_ISSUER: z.url({ protocol: /^https?$/ }).optional(),
  OIDC_CLIENT_ID: z.string().optional(),
  OIDC_CLIENT_SECRET: z.string().optional(),
  DEPLOY_BRANCH: z
    .string()
    .regex(/^[\w./-]{1,100}$/, 'must be the name of a branch')
    .default('main'),
  DEPLOY_TOKEN: z.string().min(24, 'needs at least 24 characters').optional(),
  GITHUB_WEBHOOK_SECRET: z.string().min(24, 'needs at least 24 characters').optional(),
  GITHUB_REPOSITORY: z
    .string()
    .regex(/^[\w.-]+\/[\w.-]+$/, 'must be owner/name')
    .optional(),
  WEBHOOK_ALLOW_HOSTS: list,
  OTO_VERSION: z
    .string()
    .regex(/^[\w.-]{1,64}$/, 'must be a commit or a name')
    .optional(),
});

/** Secrets that appear in the documentation or the local runner and must never reach production. */
const WEAK = /^(change|example|secret|local|dev|test|password)/i;

/** Every problem at once, as one Error whose message names each variable. Each may stand in a file that NAME_FILE names. */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const whole = fromFiles(environment, (path) => readFileSync(path, 'utf8'), Object.keys(Environment.shape));
  const present = Object.fromEntries(Object.entries(whole).filter(([, value]) => value !== undefined && value !== ''));
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
  const push = pushOf(env);
  if (push === 'incomplete') problems.push('VAPID_PUBLIC_KEY and VAPID_PRIVATE_KEY: set both or none');
  if (env.METRICS_PORT !== undefined && env.METRICS_PORT === env.PORT) problems.push('METRICS_PORT: must not be PORT');
  if ((env.SMTP_URL === undefined) !== (env.MAIL_FROM === undefined)) problems.push('SMTP_URL and MAIL_FROM: set both or none');
  const payments = paymentsOf(env);
  if (typeof payments === 'string') problems.push(payments);
  const oidc = oidcOf(env);
  if (typeof oidc === 'string') problems.push(oidc);
  const deploy = deployOf(env);
  if (typeof deploy === 'string') problems.push(deploy);
  const publisher = publisherOf(env);
  if (publisher === 'incomplete') problems.push('LEGAL_NAME, LEGAL_ADDRESS and LEGAL_CONTACT: set all three or none');
  const retiredKeys = parseKeys(env.RETIRED_KEYS);
  if (!retiredKeys) problems.push('RETIRED_KEYS: must be a JSON array of Ed25519 JWKs');
  if (production) {
    const url = new URL(env.PUBLIC_URL);
    if (url.protocol !== 'https:' && !isLoopback(url.hostname)) problems.push('PUBLIC_URL: production needs https');
    if (env.API_ORIGIN !== undefined && new URL(env.API_ORIGIN).protocol !== url.protocol)
      problems.push('API_ORIGIN: needs the protocol of PUBLIC_URL');
    if (env.LIMITS_FACTOR !== 1) problems.push('LIMITS_FACTOR: production keeps its limits');
    if (WEAK.test(env.AUTH_SECRET)) problems.push('AUTH_SECRET: choose a random one');
    if (WEAK.test(env.WORKER_TOKEN)) problems.push('WORKER_TOKEN: choose a random one');
    if (WEAK.test(env.DEPLOY_TOKEN ?? '')) problems.push('DEPLOY_TOKEN: choose a random one');
    if (WEAK.test(env.GITHUB_WEBHOOK_SECRET ?? '')) problems.push('GITHUB_WEBHOOK_SECRET: choose a random one');
  }
  if (
    problems.length > 0 ||
    !signingKey ||
    !retiredKeys ||
    s3 === 'incomplete' ||
    push === 'incomplete' ||
    publisher === 'incomplete' ||
    typeof payments === 'string' ||
    typeof oidc === 'string' ||
    typeof deploy === 'string'
  ) {
    throw new Error(`The configuration is refused:\n${problems.map((problem) => `  ${problem}`).join('\n')}`);
  }
  return {
    production,
    databaseUrl: env.DATABASE_URL,
    host: env.HOST,
    port: env.PORT,
    metricsPort: env.METRICS_PORT ?? null,
    guardLog: env.GUARD_LOG ?? null,
    traceRatio: env.OTEL_EXPORTER_OTLP_ENDPOINT === undefined ? null : env.OTEL_TRACES_SAMPLER_ARG,
    publicUrl: new URL(env.PUBLIC_URL).origin,
    apiOrigin: new URL(env.API_ORIGIN ?? env.PUBLIC_URL).origin,
    signingKey,
    retiredKeys,
    authSecret: env.AUTH_SECRET,
    passwordCost: PASSWORD_COST,
    workerToken: env.WORKER_TOKEN,
    mediaFolder: env.MEDIA_FOLDER,
    clientFolder: env.CLIENT_FOLDER ?? null,
    trustProxy: env.TRUST_PROXY,
    allowedOrigins: env.ALLOWED_ORIGINS,
    operatorEmails: env.OPERATOR_EMAILS.map((email) => email.toLowerCase()),
    welcomeTokens: env.WELCOME_TOKENS,
    storageBytes: env.MEMBER_STORAGE_MB * 1024 * 1024,
    newcomerHours: env.NEWCOMER_HOURS,
    limitsFactor: env.LIMITS_FACTOR,
    logLevel: env.LOG_LEVEL,
    s3,
    unjudgedPreviews: env.UNJUDGED_PREVIEWS,
    moderation:
      env.MODERATION_URL === undefined
        ? null
        : {
            url: env.MODERATION_URL.replace(/\/+$/, ''),
            key: env.MODERATION_KEY ?? null,
            model: env.MODERATION_MODEL ?? null,
            failClosed: env.MODERATION_FAIL === 'closed',
          },
    push,
    mail: env.SMTP_URL === undefined || env.MAIL_FROM === undefined ? null : { url: env.SMTP_URL, from: env.MAIL_FROM },
    mailbox: !production && env.SMTP_URL === undefined,
    payments,
    publisher,
    sourceUrl: env.SOURCE_URL ?? null,
    oidc,
    deploy,
    webhookAllowHosts: env.WEBHOOK_ALLOW_HOSTS,
    version: env.OTO_VERSION ?? null,
  };
}

/** Without a subject of their own, push services are given the first operator, else our address. */
function pushOf(env: z.infer<typeof Environment>): PushConfig | null | 'incomplete' {
  const { VAPID_PUBLIC_KEY: publicKey, VAPID_PRIVATE_KEY: privateKey } = env;
  if (publicKey === undefined && privateKey === undefined) return null;
  if (publicKey === undefined || privateKey === undefined) return 'incomplete';
  const contact = env.OPERATOR_EMAILS[0] ?? `push@${new URL(env.PUBLIC_URL).hostname}`;
  return { publicKey, privateKey, subject: env.VAPID_SUBJECT ?? `mailto:${contact}`, hosts: env.PUSH_HOSTS };
}

/** Production sells with both secrets, or says that it sells nothing. The problem as text. */
function paymentsOf(env: z.infer<typeof Environment>): PaymentConfig | string {
  const { STRIPE_SECRET_KEY: secretKey, STRIPE_WEBHOOK_SECRET: webhookSecret } = env;
  if (env.PAYMENTS === 'off') return { mode: 'off' };
  if (secretKey !== undefined && webhookSecret !== undefined) return { mode: 'live', secretKey, webhookSecret };
  if (secretKey !== undefined || webhookSecret !== undefined) return 'STRIPE_SECRET_KEY and STRIPE_WEBHOOK_SECRET: set both or none';
  if (env.NODE_ENV === 'production') return 'STRIPE_SECRET_KEY and STRIPE_WEBHOOK_SECRET: production needs both, or PAYMENTS=off';
  return { mode: 'test' };
}

function publisherOf(env: z.infer<typeof Environment>): Publisher | null | 'incomplete' {
  const { LEGAL_NAME: name, LEGAL_ADDRESS: address, LEGAL_CONTACT: contact } = env;
  if (!name && !address && !contact) return null;
  if (!name || !address || !contact) return 'incomplete';
  return { name, address, contact, host: env.LEGAL_HOST ?? null, mediator: env.LEGAL_MEDIATOR ?? null };
}

function deployOf(env: z.infer<typeof Environment>): DeployConfig | string {
  const { GITHUB_WEBHOOK_SECRET: secret, GITHUB_REPOSITORY: repository, DEPLOY_BRANCH: branch, DEPLOY_TOKEN: token = null } = env;
  if (secret === undefined) return { branch, github: null, token };
  if (repository === undefined) return 'GITHUB_REPOSITORY: a webhook needs to know whose pushes it listens to';
  return { branch, github: { secret, repository }, token };
}

function oidcOf(env: z.infer<typeof Environment>): OidcConfig | null | string {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret, OIDC_NAME: name } = env;
  if (!issuer && !clientId && !clientSecret) return null;
  if (!issuer || !clientId || !clientSecret) return 'OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET: set all three or none';
  const url = new URL(issuer);
  if (env.NODE_ENV === 'production' && url.protocol !== 'https:' && !isLoopback(url.hostname)) return 'OIDC_ISSUER: production needs https';
  return { name, issuer: issuer.replace(/\/+$/, ''), clientId, clientSecret };
}

function parseKeys(text: string): readonly JWK[] | null {
  try {
    const keys = JSON.parse(text) as readonly JWK[];
    return Array.isArray(keys) && keys.every(({ kty, crv, x }) => kty === 'OKP' && crv === 'Ed25519' && typeof x === 'string')
      ? keys
      : null;
  } catch {
    return null;
  }
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
