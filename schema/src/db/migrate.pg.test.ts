import { Kysely, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import { expect, test } from 'vitest';
import { freshDatabase } from '@oto/ops/testing/database';
import { MIGRATIONS, migrate } from './migrate.ts';

test('migrations apply once, in order, and two processes may start at once', async () => {
  await using database = await freshDatabase();
  const admin = new pg.Client({ connectionString: database.url });
  await admin.connect();
  await admin.query(`drop schema public cascade; drop schema collab cascade; drop schema ledger cascade; create schema public`);
  const open = () =>
    new Kysely<unknown>({ dialect: new PostgresDialect({ pool: new pg.Pool({ connectionString: database.url, max: 2 }) }) });
  const [one, two] = [open(), open()];
  const applied = await Promise.all([migrate(one), migrate(two)]);
  expect(applied.flat()).toEqual(Object.keys(MIGRATIONS).toSorted());
  expect(await migrate(one)).toEqual([]);
  const { rows } = await admin.query(`select kind from ledger.account order by id`);
  expect(rows.map((row: { kind: string }) => row.kind)).toEqual([
    'platform_revenue',
    'stripe_clearing',
    'promo_issued',
    'expired',
    'fraud_loss',
  ]);
  await one.destroy();
  await two.destroy();
  await admin.end();
});

test('the version before starts on what a later one has migrated', async () => {
  await using database = await freshDatabase();
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool: new pg.Pool({ connectionString: database.url, max: 1 }) }) });
  await sql`insert into kysely_migration (name, timestamp) values ('9999-later', '2030-01-01T00:00:00.000Z')`.execute(db);
  expect(await migrate(db)).toEqual([]);
  await db.destroy();
});
