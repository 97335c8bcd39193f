import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import pg from 'pg';
import { expect, test } from 'vitest';
import { stage, tone, type Stage } from '../testing/generation.ts';
import { photograph } from '../testing/picture.ts';
import { waiting } from '../testing/waiting.ts';
import { MEDIA_HOLD } from './hold.ts';
import { mediaStore, sha256Hex, type MediaStore } from './store.ts';
import { sweepFiles } from './sweep.ts';

const DAY_MS = 86_400_000;
const later = (api: Stage, days: number) => ({ db: api.deps.db, now: () => new Date(Date.now() + days * DAY_MS + 60_000) });

const kept = async (store: MediaStore, sha256: string): Promise<boolean> =>
  store.readAll(sha256).then(
    () => true,
    () => false,
  );

test('a file that nobody points at is swept a day later, one that somebody does never', async () => {
  await using api = await stage();
  const ann = await api.join('Ann');
  const store = mediaStore(api.deps);
  const orphan = await store.put(randomBytes(100), 'image/webp');
  const answer = await api.send('POST', '/api/inputs', { cookie: ann.cookie, body: tone(), headers: { 'content-type': 'audio/wav' } });
  expect(answer.status).toBe(201);
  const painter = await api.agent(ann, { kind: 'image' });
  const { creation } = await api.order(ann, 'image', { agents: [painter.id], prompt: 'Un phare' });
  const claim = await api.claim();
  if (!claim) throw new Error('no claim');
  await api.work(claim, 'PUT', '/media/0/main', await photograph(1, 'png'), 'image/png');
  await api.finish(claim);
  const before = await api.deps.db.selectFrom('stored_file').select('sha256').execute();
  expect(before).toHaveLength(4);

  expect(await sweepFiles(later(api, 0), store)).toBe(0);
  expect(await sweepFiles(later(api, 1), store)).toBe(1);
  expect(await kept(store, orphan)).toBe(false);
  expect(await api.deps.db.selectFrom('stored_file').select('sha256').execute()).toHaveLength(3);
  // What was looked at is not due again for a month.
  expect(await sweepFiles(later(api, 2), store)).toBe(0);

  await api.send('DELETE', `/api/creations/${creation}`, { cookie: ann.cookie });
  expect(await sweepFiles(later(api, 0), store)).toBe(0);
  expect(await sweepFiles(later(api, 1), store)).toBe(2);
  expect(await sweepFiles(later(api, 40), store)).toBe(0);
});

test('no sweep deletes a file that somebody is just storing again', async () => {
  await using api = await stage();
  const store = mediaStore(api.deps);
  const files = Array.from({ length: 60 }, () => randomBytes(2000));
  const names = files.map((bytes) => sha256Hex(bytes));
  for (let round = 0; round < 5; round++) {
    await Promise.all(files.map((bytes) => store.put(bytes, 'image/webp')));
    // All are due at once, and four sweeps run through them while half are stored again.
    await api.deps.db
      .updateTable('stored_file')
      .set({ due_at: new Date(0) })
      .execute();
    const again = files.filter((_, index) => (index + round) % 2 === 0);
    await Promise.all([
      ...again.map((bytes) => store.put(bytes, 'image/webp')),
      ...Array.from({ length: 4 }, () => sweepFiles(later(api, 0), store)),
      ...again.map((bytes) => store.put(bytes, 'image/webp')),
    ]);
    const there = await Promise.all(names.map((name) => kept(store, name)));
    const rows = new Set((await api.deps.db.selectFrom('stored_file').select('sha256').execute()).map((row) => row.sha256));
    expect(names.map((name) => rows.has(name))).toEqual(there);
    expect(names.filter((_, index) => (index + round) % 2 === 0 && there[index] !== true)).toEqual([]);
    expect(there.filter(Boolean)).toHaveLength(again.length);
  }
});

test('a file stored while its sweep holds the lock is written after it', async () => {
  await using api = await stage();
  const store = mediaStore(api.deps);
  const bytes = randomBytes(100);
  const name = await store.put(bytes, 'image/webp');
  await api.deps.db
    .updateTable('stored_file')
    .set({ due_at: new Date(0) })
    .execute();
  const storing: Promise<string>[] = [];
  // The sweep has decided and is about to delete: now somebody stores the file.
  const slow: MediaStore = {
    ...store,
    async remove(sha256) {
      storing.push(store.put(bytes, 'image/webp'));
      while ((await waiting(api.deps)) === 0) await new Promise(setImmediate);
      await store.remove(sha256);
    },
  };
  expect(await sweepFiles(later(api, 0), slow)).toBe(1);
  expect(await Promise.all(storing)).toEqual([name]);
  expect(await kept(store, name)).toBe(true);
  expect(await sweepFiles(later(api, 0), store)).toBe(0);
});

test.each([MEDIA_HOLD.ship, MEDIA_HOLD.full])('no file goes while a backup reads the files (%i)', async (step) => {
  await using api = await stage();
  const store = mediaStore(api.deps);
  const orphan = await store.put(randomBytes(100), 'image/webp');
  const backup = new pg.Client({ connectionString: api.deps.config.databaseUrl });
  await backup.connect();
  await backup.query('select pg_advisory_lock($1, $2)', [MEDIA_HOLD.key, step]);
  expect(await sweepFiles(later(api, 1), store)).toBe(0);
  expect(await kept(store, orphan)).toBe(true);
  await backup.query('select pg_advisory_unlock($1, $2)', [MEDIA_HOLD.key, step]);
  await backup.end();
  expect(await sweepFiles(later(api, 1), store)).toBe(1);
});

test('the scripts of the backup name the same locks', async () => {
  const config = await readFile(new URL('../../../ops/backup/lib/config.sh', import.meta.url), 'utf8');
  expect(config).toContain(`\nMEDIA_HOLD=${MEDIA_HOLD.key}\nMEDIA_HOLD_SHIP=${MEDIA_HOLD.ship}\nMEDIA_HOLD_FULL=${MEDIA_HOLD.full}\n`);
});
