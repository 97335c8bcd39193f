import pino, { type DestinationStream, type Logger } from 'pino';

/** Names under which a secret could reach a log line, at the top and one level down. */
const SECRET_NAMES = [
  'password',
  'secret',
  'token',
  'cookie',
  'authorization',
  'apiKey',
  'signingKey',
  'databaseUrl',
  'connectionString',
  'email',
];

export function makeLogger(level: string, destination?: DestinationStream): Logger {
  const options = {
    level,
    base: { service: 'api' },
    redact: { paths: SECRET_NAMES.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: '[redacted]' },
    timestamp: pino.stdTimeFunctions.isoTime,
  };
  return destination ? pino(options, destination) : pino(options);
}
