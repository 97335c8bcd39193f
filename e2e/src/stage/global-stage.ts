import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { TestProject } from 'vitest/node';
import { startStack } from '@oto/ops/local/stack';
import { WORKS } from '@oto/ops/seed/cast';
import { seedWorld } from '@oto/ops/seed/seed-world';
import { launchChromium, PAGES_BY_CPU } from './chromium.ts';
import { startCrew } from './crew.ts';
import { startFailingEngine } from './failing-engine.ts';
import { startOpenIdProvider } from './openid-provider.ts';

declare module 'vitest' {
  interface ProvidedContext {
    readonly url: string;
    readonly browser: string;
    readonly databaseUrl: string;
    readonly crew: string;
  }
}

const ROOT = resolve(import.meta.dirname, '../../..');
/** Enough of the seeded world to look inhabited: every kind and one fork. */
const SEEDED = new Set(['pluie', 'soir', 'marche', 'ocean', 'harbour', 'pluie-voix', 'lighthouse']);

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const data = await mkdtemp(join(tmpdir(), 'oto-e2e-'));
  await chmod(data, 0o755);
  const say = (line: string) => process.stderr.write(`  stage  ${line}\n`);
  const failing = await startFailingEngine(data);
  const provider = await startOpenIdProvider();
  const stack = await startStack({
    root: ROOT,
    data,
    port: 0,
    durable: false,
    env: { LIMITS_FACTOR: '100', OPERATOR_EMAILS: 'operator@e2e.oto.example', OTO_ENGINES: failing.file, ...provider.env },
    onStep: say,
    onTrouble: say,
  });
  const crew = await startCrew(stack, join(ROOT, 'client/dist'), data);
  const stop = async () => {
    await crew.close();
    await stack.stop();
    await failing.close();
    await provider.close();
    await rm(data, { recursive: true, force: true });
  };
  try {
    provider.serve(stack.url);
    const browser = await launchChromium(PAGES_BY_CPU);
    await seedWorld({
      url: stack.url,
      password: stack.secrets.seedPassword,
      marker: join(data, 'seeded'),
      onStep: say,
      works: WORKS.filter((work) => SEEDED.has(work.key)),
    });
    project.provide('url', stack.url);
    project.provide('browser', browser.wsEndpoint());
    project.provide('databaseUrl', stack.databaseUrl);
    project.provide('crew', crew.url);
    return async () => {
      await browser.close();
      await stop();
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
