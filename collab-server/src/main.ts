import { endOnBug } from '@oto/schema/log/end-on-bug';
import { serveMetrics } from '@oto/schema/metric/serve';
import { startBeat } from './beat.ts';
import { readConfig } from './config.ts';
import { openLog } from './log.ts';
import { makeMetrics } from './metric/metrics.ts';
import { passVerifier } from './pass/verify.ts';
import { startServer, type CollabServer } from './server.ts';

const config = readConfig(process.env);
const kept = openLog(config);
const { log } = kept;

// Hocuspocus reports refused messages on the console; ours are logged where they are refused.
console.error = (...parts: unknown[]) => log.debug({ hocuspocus: parts.map(String) });
console.warn = console.error;

let server: CollabServer | null = null;
let beat: ReturnType<typeof startBeat> | null = null;
const leave = async (why: string) => {
  await server?.close(why);
  await beat?.stop();
  await kept.close();
};
endOnBug(log, leave);

const metrics = makeMetrics();
server = await startServer({
  databaseUrl: config.databaseUrl,
  verify: passVerifier(config.apiUrl),
  port: config.port,
  host: config.host,
  replica: config.replica,
  limits: config.limits,
  trustProxy: config.trustProxy,
  watch: metrics.watch,
  log,
});
beat = startBeat(config, log);
metrics.observe(server.figures);
log.info({ port: server.port, host: config.host }, 'listening');
if (config.metricsPort !== null) {
  const { registry } = metrics;
  await serveMetrics(
    { metrics: () => registry.metrics(), contentType: registry.contentType },
    { host: config.host, port: config.metricsPort },
  );
}

for (const name of ['SIGTERM', 'SIGINT'] as const) {
  process.once(name, (signal) => void leave(signal).then(() => process.exit()));
}
