import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { guardStream, makeLogger } from './logger.ts';

test('secrets never reach a log line', () => {
  const lines: string[] = [];
  const log = makeLogger('info', { write: (line: string) => void lines.push(line) });
  log.info(
    { password: 'hunter2', headers: { cookie: 'hunter2', authorization: 'hunter2' }, req: { body: { token: 'hunter2' } }, member: 'm' },
    'x',
  );
  expect(lines.join('')).not.toContain('hunter2');
  expect(lines.join('')).toContain('"member":"m"');
});

test('every secret of the configuration has a name that is redacted', () => {
  const lines: string[] = [];
  const log = makeLogger('info', { write: (line: string) => void lines.push(line) });
  const config = {
    databaseUrl: 'hunter2',
    signingKey: { d: 'hunter2' },
    authSecret: 'hunter2',
    workerToken: 'hunter2',
    payments: { secretKey: 'hunter2', webhookSecret: 'hunter2' },
    oidc: { clientSecret: 'hunter2' },
    push: { privateKey: 'hunter2' },
    s3: { secretAccessKey: 'hunter2' },
    headers: { 'set-cookie': 'hunter2', 'stripe-signature': 'hunter2' },
  };
  log.info(config, 'x');
  log.info({ config }, 'x');
  expect(lines.join('')).not.toContain('hunter2');
});

test('the guard’s file holds what the guard counts and nothing that pretends to be it', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'oto-guard-log-'));
  try {
    const path = join(folder, 'new/guard.log');
    const log = makeLogger('info', guardStream(path));
    log.info({ guard: 'sign_in', ip: '203.0.113.7', requestId: 'aaaaaaaa', path: '/' }, 'request');
    log.info({ requestId: 'aaaaaaaa', path: '","guard":"sign_in","ip":"198.51.100.66' }, 'request');
    await vi.waitFor(async () =>
      expect(await readFile(path, 'utf8')).toMatch(/^\{[^\n]*"guard":"sign_in","ip":"203\.0\.113\.7"[^\n]*\}\n$/),
    );
  } finally {
    await rm(folder, { recursive: true });
  }
});

test('a guard’s file that cannot be written is complained of once', async () => {
  const complaints: string[] = [];
  const log = makeLogger(
    'info',
    guardStream(join(import.meta.filename, 'guard.log'), (words) => complaints.push(words)),
  );
  for (let time = 0; time < 3; time++) log.info({ guard: 'refused', ip: '203.0.113.7' }, 'request');
  await vi.waitFor(() => expect(complaints).toHaveLength(1));
});
