import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { startService } from '@oto/ops/local/service';
import type { Stack } from '@oto/ops/local/stack';
import { freePort } from '@oto/ops/network/free-port';
import { prepare, type Target } from '../bad-input/target.ts';
import { withStack } from '../figures/stack.ts';
import { routesOf, type Route } from '../scanners/route.ts';
import type { Repository } from './repository.ts';
import { PUBLIC_URL } from './public-url.ts';
import { signInAll, type Sessions } from './session.ts';

const READY_WITHIN_MS = 60_000;

export type Place = Repository & {
  readonly quick: boolean;
  readonly stack: Stack;
  /** Members, a plot, notes and pictures to aim at; limits of rate are lifted here. */
  readonly target: Target;
  readonly routes: readonly Route[];
  /** An api as a host runs it (NODE_ENV=production, https, every limit) over the same database. */
  readonly production: string;
  /** There, of the target's three members: what somebody signed in asks is limited by who they are. */
  readonly sessions: Sessions;
};

/** The whole product on loopback, and beside it an api with a host's settings. */
export function withPlace<T>(repository: Repository, quick: boolean, work: (place: Place) => Promise<T>): Promise<T> {
  const { root, say } = repository;
  return withStack(
    say,
    async (stack) => {
      const target = await prepare(stack, say);
      const port = await freePort();
      const production = `http://127.0.0.1:${port}`;
      const { LIMITS_FACTOR: _lifted, WEBHOOK_ALLOW_HOSTS: _allowed, ...environment } = process.env;
      const service = startService({
        name: 'production',
        entry: join(root, 'api/src/main.ts'),
        cwd: join(root, 'api'),
        env: {
          ...environment,
          NODE_ENV: 'production',
          HOST: '127.0.0.1',
          PORT: String(port),
          DATABASE_URL: stack.databaseUrl,
          PUBLIC_URL,
          SIGNING_KEY: stack.secrets.signingKey,
          AUTH_SECRET: stack.secrets.authSecret,
          WORKER_TOKEN: stack.secrets.workerToken,
          VAPID_PUBLIC_KEY: stack.secrets.pushPublicKey,
          VAPID_PRIVATE_KEY: stack.secrets.pushPrivateKey,
          MEDIA_FOLDER: join(stack.logs, '../media'),
          CLIENT_FOLDER: join(root, 'client/dist'),
          PAYMENTS: 'off',
        },
        logFile: join(stack.logs, 'production.log'),
        onTrouble: say,
        onPid: () => undefined,
      });
      try {
        await untilHealthy(production);
        say('an api with the settings of a host is up');
        return await work({
          ...repository,
          quick,
          stack,
          target,
          routes: await routesOf(stack.url),
          production,
          sessions: await signInAll(production),
        });
      } finally {
        await service.stop();
        await target.pool.end();
      }
    },
    // Both apis send webhooks: neither may reach this machine.
    { LIMITS_FACTOR: '10000', WEBHOOK_ALLOW_HOSTS: '' },
  );
}

async function untilHealthy(url: string): Promise<void> {
  for (const until = Date.now() + READY_WITHIN_MS; ; await delay(100)) {
    const healthy = await fetch(`${url}/healthz`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (healthy) return;
    if (Date.now() > until) throw new Error('the api with the settings of a host did not come up');
  }
}
