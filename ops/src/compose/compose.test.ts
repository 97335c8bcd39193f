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

test.each(Object.entries(compose.services))('service %s can be built, is watched and bounded', (name, service) => {
  expect([service.image, service.build].filter((origin) => origin !== undefined)).toHaveLength(1);
  if (service.build) expect(existsSync(join(ROOT, service.build.dockerfile))).toBe(true);
  if (name === 'migrate') return;
  expect(service.healthcheck).toBeDefined();
  expect(service.mem_limit).toBeDefined();
});

test('every dependency and named volume exists', () => {
  for (const service of Object.values(compose.services)) {
    for (const name of Object.keys(service.depends_on ?? {})) expect(Object.keys(compose.services)).toContain(name);
    for (const volume of service.volumes ?? []) {
      const source = volume.split(':', 1)[0] ?? '';
      if (source.startsWith('./')) expect(existsSync(join(ROOT, source)), source).toBe(true);
      else expect(Object.keys(compose.volumes)).toContain(source);
    }
  }
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
