import pino, { type DestinationStream, type Logger } from 'pino';

/** Names under which a secret could reach a log line, at the top and one level down. */
const SECRET_NAMES = [
  'password',
  'secret',
  'secretKey',
  'clientSecret',
  'webhookSecret',
  'authSecret',
  'token',
  'workerToken',
  'accessToken',
  'refreshToken',
  'idToken',
  'cookie',
  'set-cookie',
  'authorization',
  'stripe-signature',
  'apiKey',
  'signingKey',
  'privateKey',
  'secretAccessKey',
  'invitation',
  'databaseUrl',
  'connectionString',
  'email',
];

export function makeLogger(level: string, destination?: DestinationStream): Logger {
  const options = {
    level,
    base: { service: 'api' },
    serializers: { err: plainError },
    redact: { paths: SECRET_NAMES.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: '[redacted]' },
    timestamp: pino.stdTimeFunctions.isoTime,
  };
  return destination ? pino(options, destination) : pino(options);
}

/** Errors of drivers and libraries drag their whole client along: only what tells the fault is kept. */
export function plainError(thrown: unknown): unknown {
  if (!(thrown instanceof Error)) return String(thrown);
  return {
    type: thrown.name,
    message: thrown.message,
    ...('code' in thrown && typeof thrown.code === 'string' ? { code: thrown.code } : {}),
    stack: thrown.stack,
    ...(thrown.cause === undefined ? {} : { cause: plainError(thrown.cause) }),
  };
}
