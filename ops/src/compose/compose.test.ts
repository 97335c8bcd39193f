import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';

const ROOT = resolve(fileURLToPath(import.meta.url), '../../../..');

const Health = z.union([
  z.strictObject({ disable: z.literal(true) }),
  z.strictObject({
    test: z.array(z.string()).min(2),
    interval: z.string(),
    timeout: z.string(),
    retries: z.int(),
    start_period: z.string().optional(),
  }),
]);
const Condition = z.strictObject({ condition: z.enum(['service_started', 'service_healthy', 'service_completed_successfully']) });
const Device = z.strictObject({ driver: z.literal('nvidia'), count: z.int(), capabilities: z.tuple([z.literal('gpu')]) });
const Named = z
  .union([z.array(z.string()), z.record(z.string(), z.looseObject({}))])
  .transform((all) => (Array.isArray(all) ? all : Object.keys(all)));
const Service = z.strictObject({
  image: z.string().optional(),
  build: z
    .strictObject({ context: z.string(), dockerfile: z.string(), target: z.string(), args: z.record(z.string(), z.string()).optional() })
    .optional(),
  profiles: z.array(z.string()).optional(),
  hostname: z.string().optional(),
  entrypoint: z.array(z.string()).optional(),
  command: z.array(z.string()).optional(),
  user: z.string().optional(),
  restart: z.enum(['no', 'always', 'unless-stopped', 'on-failure']),
  init: z.boolean().optional(),
  read_only: z.boolean().optional(),
  tmpfs: z.array(z.string()).optional(),
  cap_drop: z.array(z.string()),
  cap_add: z.array(z.string()).optional(),
  security_opt: z.array(z.string()),
  stop_grace_period: z.string(),
  logging: z.strictObject({ driver: z.literal('json-file'), options: z.strictObject({ 'max-size': z.string(), 'max-file': z.string() }) }),
  ports: z.array(z.string()).default([]),
  environment: z.record(z.string(), z.string()).default({}),
  secrets: z.array(z.string()).default([]),
  volumes: z.array(z.string()).default([]),
  networks: Named,
  shm_size: z.string().optional(),
  depends_on: z.record(z.string(), Condition).default({}),
  healthcheck: Health.optional(),
  mem_limit: z.string(),
  cpus: z.number(),
  pids_limit: z.int(),
  deploy: z.strictObject({ resources: z.strictObject({ reservations: z.strictObject({ devices: z.array(Device) }) }) }).optional(),
});
const Compose = z.looseObject({
  services: z.record(z.string(), Service),
  networks: z.record(z.string(), z.strictObject({ internal: z.boolean() }).nullable()),
  volumes: z.record(z.string(), z.null()),
  secrets: z.record(z.string(), z.strictObject({ file: z.string() })),
});

const compose = Compose.parse(parse(readFileSync(join(ROOT, 'docker-compose.yml'), 'utf8'), { merge: true, maxAliasCount: -1 }));
const services = Object.entries(compose.services);
const secrets = mkdtempSync(join(tmpdir(), 'oto-secrets-'));

afterAll(() => rmSync(secrets, { recursive: true, force: true }));
const makeSecrets = () => execFileSync(join(ROOT, 'ops/docker/make-secrets.sh'), [secrets], { encoding: 'utf8' });
beforeAll(() => void makeSecrets());

/** `${NAME:-there}` as it is without NAME. */
const withDefaults = (text: string): string => text.replaceAll(/\$\{\w+:-([^}]*)\}/g, '$1');

test.each(services)('%s comes from an image, ours from a target of the Dockerfile', (_name, service) => {
  expect(service.image).toBeDefined();
  if (service.build === undefined) return;
  const stages = readFileSync(join(ROOT, service.build.dockerfile), 'utf8').matchAll(/^FROM \S+ AS (\S+)$/gm);
  expect(Array.from(stages, ([, stage]) => stage)).toContain(service.build.target);
});

test.each(services)('%s has no privilege it does not need', (name, service) => {
  expect(service.cap_drop).toEqual(['ALL']);
  expect(service.security_opt).toEqual(['no-new-privileges:true']);
  // What images of others need to reach the user they run as.
  const allowed: { readonly [service: string]: readonly string[] } = {
    proxy: ['NET_BIND_SERVICE'],
    postgres: ['CHOWN', 'DAC_OVERRIDE', 'FOWNER', 'SETGID', 'SETUID'],
    // Hands what it restores to its owners, replays the log as PostgreSQL's user, and ends that.
    restore: ['CHOWN', 'DAC_OVERRIDE', 'FOWNER', 'KILL', 'SETGID', 'SETUID'],
  };
  expect(service.cap_add ?? []).toEqual(allowed[name] ?? []);
  expect(service.read_only === true || service.build === undefined).toBe(true);
});

test('every lasting service is watched', () => {
  const lasting = services.filter(([, service]) => service.restart !== 'no');
  const unwatched = lasting.filter(([, { healthcheck }]) => healthcheck === undefined || 'disable' in healthcheck);
  expect(unwatched.map(([name]) => name)).toEqual([]);
});

test('every dependency, volume, network, secret and mounted path exists', () => {
  const named = (pick: (service: z.infer<typeof Service>) => readonly string[]) => services.flatMap(([, service]) => [...pick(service)]);
  expect(Object.keys(compose.services)).toEqual(expect.arrayContaining(named(({ depends_on: all }) => Object.keys(all))));
  expect(Object.keys(compose.networks)).toEqual(expect.arrayContaining(named(({ networks }) => networks)));
  expect(new Set(Object.keys(compose.secrets))).toEqual(new Set(named((service) => service.secrets)));
  const sources = named(({ volumes }) => volumes.map((volume) => withDefaults(volume).split(':', 1)[0] ?? ''));
  expect(Object.keys(compose.volumes)).toEqual(expect.arrayContaining(sources.filter((source) => !/^[./]/.test(source))));
  // The instruments read the host as it is.
  expect(named(({ volumes }) => volumes.filter((volume) => volume.startsWith('/')))).toEqual(['/:/host:ro,rslave']);
  const made = ['./models', './data/access-log', './data/guard-log', './data/backup', './data/backup-metrics'];
  expect(sources.filter((source) => source.startsWith('./') && !made.includes(source) && !existsSync(join(ROOT, source)))).toEqual([]);
});

test('from outside only the proxy is reached', () => {
  const open = services.filter(([, { ports }]) => ports.some((port) => !port.startsWith('127.0.0.1:')));
  expect(open.map(([name]) => name)).toEqual(['proxy']);
  const outer = Object.keys(compose.networks).filter((name) => compose.networks[name]?.internal !== true);
  expect(outer.toSorted()).toEqual(['automation-out', 'edge', 'out', 'watch']);
  expect(compose.services['postgres']?.networks).toEqual(['data']);
  const on = (network: string) => services.flatMap(([name, { networks }]) => (networks.includes(network) ? [name] : []));
  expect(on('edge')).toEqual(['proxy']);
  expect(on('watch')).toEqual(['prometheus', 'node-exporter', 'grafana']);
  expect(on('data').filter((name) => /^(proxy|worker|n8n|llama|sd|comfyui)/.test(name))).toEqual([]);
  expect(on('inner')).not.toContain('n8n');
});

test('no secret is a value; each lies in a file that the service is given', () => {
  const secret = /(KEYS?|TOKEN|SECRET|PASSWORD|DATABASE_URL|SMTP_URL)(_FILE)?$/;
  const loose = services.flatMap(([name, { environment, secrets: given }]) =>
    Object.entries(environment)
      .filter(([variable]) => secret.test(variable))
      .filter(([variable, value]) => !variable.endsWith('_FILE') || !value.startsWith('/run/secrets/') || !given.includes(value.slice(13)))
      .map(([variable]) => `${name}: ${variable}`),
  );
  expect(loose).toEqual([]);
});

test('every secret of the file is made, kept as it is, and closed to others', () => {
  writeFileSync(join(secrets, 'kept'), '');
  const before = readdirSync(secrets).map((name) => [name, readFileSync(join(secrets, name), 'utf8')]);
  expect(makeSecrets()).toBe('');
  expect(readdirSync(secrets).map((name) => [name, readFileSync(join(secrets, name), 'utf8')])).toEqual(before);
  expect(readdirSync(secrets)).toEqual(expect.arrayContaining(Object.keys(compose.secrets)));
  expect(statSync(secrets).mode & 0o077).toBe(0);
  for (const { file } of Object.values(compose.secrets)) expect(withDefaults(file)).toMatch(/^\.\/ops\/docker\/secrets\/\w+$/);
});

test('a secret that could not be made is not taken for one that nobody wants', () => {
  const bin = mkdtempSync(join(tmpdir(), 'oto-bin-'));
  try {
    writeFileSync(join(bin, 'openssl'), '#!/bin/sh\ncase $1 in rand) head -c 32 /dev/zero ;; base64) base64 -w 0 ;; *) exit 1 ;; esac\n', {
      mode: 0o755,
    });
    const env = { ...process.env, PATH: `${bin}:${process.env['PATH']}` };
    const { status, stderr } = spawnSync(join(ROOT, 'ops/docker/make-secrets.sh'), [join(bin, 'secrets')], { env, encoding: 'utf8' });
    expect([status, stderr]).toEqual([1, 'could not make signing_key\n']);
    expect(existsSync(join(bin, 'secrets/signing_key'))).toBe(false);
  } finally {
    rmSync(bin, { recursive: true, force: true });
  }
});

test.each(['api-1', 'collab-1', 'worker', 'worker-gpu'])('%s reads what it is given', async (name) => {
  const example = new Map(
    readFileSync(join(ROOT, 'ops/docker/example.env'), 'utf8')
      .split('\n')
      .flatMap((line) => (/^\w+=/.test(line) ? [[line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)] as const] : [])),
  );
  const filled = (text: string) =>
    text.replaceAll(/\$\{(\w+)(?::[-?]([^}]*))?\}/g, (_whole, variable: string, otherwise: string) => example.get(variable) || otherwise);
  const places = (text: string) =>
    text.replace('/run/secrets/', `${secrets}/`).replace('/engines/', `${join(ROOT, 'ops/docker/engines')}/`);
  const environment = Object.fromEntries(
    Object.entries(compose.services[name]?.environment ?? {}).map(([variable, value]) => [variable, places(filled(value))]),
  );
  expect(environment).toHaveProperty('NODE_ENV', 'production');
  const folder = name.startsWith('api') ? 'api' : name.startsWith('collab') ? 'collab-server' : 'gpu-worker';
  const { readConfig } = (await import(`@oto/${folder}/config`)) as { readConfig: (environment: object) => object };
  expect(readConfig(environment)).toBeTypeOf('object');
});
