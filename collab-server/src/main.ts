import pino from 'pino';
import { readConfig } from './config.ts';
import { passVerifier } from './pass/verify.ts';
import { startServer } from './server.ts';

const config = readConfig(process.env);
const log = pino({ level: config.logLevel, base: { service: 'collab', replica: config.replica } });

// Hocuspocus reports refused messages on the console; ours are logged where they are refused.
console.error = (...parts: unknown[]) => log.debug({ hocuspocus: parts.map(String) });
console.warn = console.error;
// Every change is in the journal before it is applied, so serving on is safer than leaving everyone.
process.on('unhandledRejection', (error) => log.error({ err: error }, 'unhandled rejection'));

const server = await startServer({
  databaseUrl: config.databaseUrl,
  verify: passVerifier(config.apiUrl),
  port: config.port,
  host: config.host,
  replica: config.replica,
  limits: config.limits,
  log,
});
log.info({ port: server.port, host: config.host }, 'listening');

const leave = (signal: string) => {
  log.info({ signal }, 'closing');
  void server.close().then(() => process.exit(0));
};
process.once('SIGTERM', leave);
process.once('SIGINT', leave);
