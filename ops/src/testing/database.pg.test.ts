import pg from 'pg';
import { expect, test } from 'vitest';
import { freshDatabase } from './database.ts';

test('a fresh database is migrated and private to its test', async () => {
  await using one = await freshDatabase();
  await using two = await freshDatabase();
  const first = new pg.Client({ connectionString: one.url });
  const second = new pg.Client({ connectionString: two.url });
  await first.connect();
  await second.connect();
  await first.query(`update kill_switch set enabled = false where name = 'signup'`);
  const seen = await second.query(`select enabled from kill_switch where name = 'signup'`);
  expect(seen.rows).toEqual([{ enabled: true }]);
  await first.end();
  await second.end();
});
