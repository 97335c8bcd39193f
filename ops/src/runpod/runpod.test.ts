import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readConfig } from '@oto/gpu-worker/config';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { freePort } from '../network/free-port.ts';

const FOLDER = resolve(fileURLToPath(import.meta.url), '../../../runpod');
const MODEL = 'what an engine would load';

/** As RunPod's `POST /v1/templates` takes it. */
const Template = z.strictObject({
  name: z.string(),
  imageName: z.string(),
  category: z.literal('NVIDIA'),
  isServerless: z.literal(false),
  isPublic: z.literal(false),
  containerDiskInGb: z.int(),
  volumeInGb: z.int(),
  volumeMountPath: z.literal('/workspace'),
  // Absent would mean two that are open.
  ports: z.tuple([]),
  dockerEntrypoint: z.tuple([]),
  dockerStartCmd: z.tuple([]),
  env: z.record(z.string(), z.string()),
  readme: z.string(),
});

let scratch = '';
beforeEach(() => {
  scratch = mkdtempSync(join(tmpdir(), 'oto-runpod-'));
  writeFileSync(join(scratch, 'text.gguf'), MODEL);
});
afterEach(() => rmSync(scratch, { recursive: true, force: true }));

/** start.sh with stand-ins: an engine that is well at once, until it is asked to die, and a worker that writes down what befalls it. */
async function start(env: Readonly<Record<string, string>> = {}) {
  const port = await freePort();
  const engine = join(scratch, 'engine.mjs');
  const told = join(scratch, 'told');
  writeFileSync(
    engine,
    `#!${process.execPath}
import { createServer } from 'node:http';
import { appendFileSync } from 'node:fs';
createServer((request, response) => (request.url === '/die' ? process.exit(0) : response.end('ok'))).listen(${port}, process.argv[process.argv.indexOf('--host') + 1]);
process.on('SIGTERM', () => { appendFileSync(${JSON.stringify(told)}, 'engine stopped\\n'); process.exit(0); });
`,
    { mode: 0o755 },
  );
  const worker = join(scratch, 'worker.mjs');
  writeFileSync(
    worker,
    `import { appendFileSync } from 'node:fs';
const health = await fetch('http://127.0.0.1:${port}/health');
process.on('SIGTERM', () => { appendFileSync(${JSON.stringify(told)}, 'worker stopped\\n'); process.exit(0); });
appendFileSync(${JSON.stringify(told)}, \`worker \${process.env.WORKER_NAME} begins, engine \${health.status}\\n\`);
setInterval(() => {}, 1000);
`,
  );
  const child = spawn(join(FOLDER, 'start.sh'), {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: process.env['PATH'],
      API_URL: 'https://oto.test',
      COLLAB_URL: 'wss://oto.test',
      WORKER_TOKEN: 'w'.repeat(24),
      MODEL_URL: `file://${scratch}/text.gguf`,
      MODELS_FOLDER: join(scratch, 'models'),
      RUNPOD_POD_ID: 'pod7',
      ENGINE: engine,
      ENGINE_PORT: String(port),
      NODE: process.execPath,
      WORKER_ENTRY: `..${'/..'.repeat(FOLDER.split('/').length)}${worker}`,
      ...env,
    },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const ended = once(child, 'close').then(([code]) => code as number | null);
  const lines = () => (existsSync(told) ? readFileSync(told, 'utf8').trim().split('\n') : []);
  return { child, port, ended, lines, output: () => output };
}

test('the worker begins when the engine is well, and both end when the machine is given back', async () => {
  const { child, ended, lines } = await start({ MODEL_SHA256: createHash('sha256').update(MODEL).digest('hex') });
  await expect.poll(lines, { timeout: 20_000 }).toEqual(['worker runpod-pod7 begins, engine 200']);
  child.kill('SIGTERM');
  expect(await ended).toBe(0);
  expect(lines().slice(1)).toEqual(['worker stopped', 'engine stopped']);
  expect(readFileSync(join(scratch, 'models/text.gguf'), 'utf8')).toBe(MODEL);
});

test('an engine that ends takes the worker along, and the machine says that it failed', async () => {
  const { port, ended, lines } = await start();
  await expect.poll(lines, { timeout: 20_000 }).toHaveLength(1);
  await fetch(`http://127.0.0.1:${port}/die`).catch(() => null);
  expect(await ended).toBe(1);
  expect(lines()).toEqual(['worker runpod-pod7 begins, engine 200', 'worker stopped']);
});

test('another model than the one that was meant, and an api without https, start nothing', async () => {
  const other = await start({ MODEL_SHA256: 'a'.repeat(64) });
  expect(await other.ended).toBe(1);
  expect(other.output()).toMatch(/MODEL_SHA256/);
  expect(existsSync(join(scratch, 'models/text.gguf'))).toBe(false);
  const open = await start({ API_URL: 'http://oto.test' });
  expect(await open.ended).toBe(1);
  expect([...other.lines(), ...open.lines()]).toEqual([]);
});

test('the template opens nothing, keeps its secret elsewhere, and the worker understands it', () => {
  const { env } = Template.parse(JSON.parse(readFileSync(join(FOLDER, 'template.json'), 'utf8')));
  expect(env['WORKER_TOKEN']).toMatch(/^\{\{ RUNPOD_SECRET_\w+ \}\}$/);
  const config = readConfig({ ...env, OTO_ENGINES: join(FOLDER, 'engines.yml') });
  expect(config.engines.engines.map(({ id }) => id)).toEqual(['runpod-llama']);
  // A machine that is given back has ten seconds.
  expect(config.drainMs).toBeLessThan(10_000);
});
