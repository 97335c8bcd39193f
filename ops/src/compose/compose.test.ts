import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';

const ROOT = resolve(fileURLToPath(import.meta.url), '../../../..');

const Health = z.strictObject({
  test: z.array(z.string()).min(2),
  interval: z.string(),
  timeout: z.string(),
  retries: z.int(),
  start_period: z.string().optional(),
});
const Condition = z.strictObject({ condition: z.enum(['service_started', 'service_healthy', 'service_completed_successfully']) });
const Service = z.strictObject({
  image: z.string().optional(),
  build: z.strictObject({ context: z.string(), dockerfile: z.string(), args: z.record(z.string(), z.string()).optional() }).optional(),
  restart: z.enum(['no', 'always', 'unless-stopped', 'on-failure']),
  init: z.boolean().optional(),
  read_only: z.boolean().optional(),
  tmpfs: z.array(z.string()).optional(),
  cap_drop: z.array(z.string()).optional(),
  security_opt: z.array(z.string()).optional(),
  stop_grace_period: z.string().optional(),
  logging: z.strictObject({ driver: z.string(), options: z.record(z.string(), z.string()) }).optional(),
  ports: z.array(z.string().regex(/^\d+:\d+$/)).optional(),
  environment: z.record(z.string(), z.string()).optional(),
  volumes: z.array(z.string()).optional(),
  shm_size: z.string().optional(),
  depends_on: z.record(z.string(), Condition).optional(),
  healthcheck: Health.optional(),
  mem_limit: z.string().optional(),
});
const Compose = z.looseObject({ version: z.string(), services: z.record(z.string(), Service), volumes: z.record(z.string(), z.null()) });

const compose = Compose.parse(parse(readFileSync(join(ROOT, 'docker-compose.yml'), 'utf8'), { merge: true }));

test.each(Object.entries(compose.services))('service %s comes from one image or one Dockerfile that exists', (_name, service) => {
  const origins = [service.image, service.build?.dockerfile].filter((origin) => origin !== undefined);
  expect(origins).toHaveLength(1);
  expect(existsSync(join(ROOT, service.build?.dockerfile ?? 'docker-compose.yml'))).toBe(true);
});

test('every lasting service is watched and bounded', () => {
  const lasting = Object.entries(compose.services).filter(([, service]) => service.restart !== 'no');
  expect(lasting.map(([name]) => name).toSorted()).toEqual(['api', 'collab', 'postgres', 'proxy', 'worker']);
  for (const [, service] of lasting) expect(service).toMatchObject({ healthcheck: expect.anything(), mem_limit: expect.any(String) });
});

test('every dependency and named volume exists', () => {
  const services = Object.values(compose.services);
  const sources = services.flatMap((service) => (service.volumes ?? []).map((volume) => volume.split(':', 1)[0] ?? ''));
  const mounted = sources.filter((source) => source.startsWith('./'));
  const named = sources.filter((source) => !source.startsWith('./'));
  expect(mounted.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
  expect(Object.keys(compose.volumes)).toEqual(expect.arrayContaining(named));
  expect(Object.keys(compose.services)).toEqual(
    expect.arrayContaining(services.flatMap((service) => Object.keys(service.depends_on ?? {}))),
  );
});

test('only the proxy opens ports, and the worker has no database', () => {
  const open = Object.entries(compose.services).filter(([, service]) => service.ports !== undefined);
  expect(open.map(([name]) => name)).toEqual(['proxy']);
  expect(Object.keys(compose.services.worker?.environment ?? {})).not.toContain('DATABASE_URL');
});

test('our own services run without privileges on a read-only file system', () => {
  for (const name of ['api', 'collab', 'worker']) {
    const service = compose.services[name];
    expect(service?.read_only).toBe(true);
    expect(service?.cap_drop).toEqual(['ALL']);
  }
});
