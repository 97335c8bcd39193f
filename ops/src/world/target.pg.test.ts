import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { expect, test } from 'vitest';
import { freshDatabase } from '../testing/database.ts';
import { openTarget } from './target.ts';

test('a database that a collab server serves is refused until its leases are over', async () => {
  await using database = await freshDatabase();
  const data = await mkdtemp(join(tmpdir(), 'oto-target-'));
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  const open = () => openTarget({ data, databaseUrl: database.url, mediaFolder: undefined });
  try {
    await client.query(`insert into collab.lease values ('0,0', 'local', 1, clock_timestamp() + interval '1 minute')`);
    expect(await open()).toMatchObject({ ok: false, code: 'served' });
    await client.query(`update collab.lease set expires_at = clock_timestamp()`);
    const target = await open();
    expect(target.ok).toBe(true);
    if (target.ok) await target.value[Symbol.asyncDispose]();
  } finally {
    await client.end();
    await rm(data, { recursive: true, force: true });
  }
});

test('a folder whose runner lives is refused', async () => {
  const data = await mkdtemp(join(tmpdir(), 'oto-target-'));
  try {
    // Any living process whose command line names the runner's entry.
    const runner = spawn(process.execPath, ['-e', 'process.stdin.resume()', 'local/main.ts'], { stdio: ['pipe', 'ignore', 'ignore'] });
    const ended = new Promise((resolve) => runner.once('exit', resolve));
    await writeFile(join(data, 'runner.json'), JSON.stringify({ pid: runner.pid, url: 'http://localhost:1' }));
    expect(await openTarget({ data, databaseUrl: undefined, mediaFolder: undefined })).toMatchObject({ ok: false, code: 'running' });
    runner.stdin.end();
    await ended;
  } finally {
    await rm(data, { recursive: true, force: true });
  }
});
