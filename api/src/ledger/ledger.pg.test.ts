import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { expect, test } from 'vitest';
import { newId, uuidFromId } from '@oto/schema/base/id';
import type { Tables } from '@oto/schema/db/tables';
import { freshDatabase } from '@oto/ops/testing/database';
import { grant } from './grant.ts';
import { openWallet } from './open-wallet.ts';
import { walletOf } from './wallet.ts';

async function addMember(client: pg.Pool): Promise<string> {
  const id = uuidFromId(newId());
  await client.query(`insert into member(id, name, handle) values ($1, 'Test', $2)`, [id, `m-${id.replaceAll('-', '').slice(-20)}`]);
  return id;
}

test('rows are append-only and a negative wallet is impossible', async () => {
  await using database = await freshDatabase();
  const pool = new pg.Pool({ connectionString: database.url, max: 2 });
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  const member = await addMember(pool);
  await openWallet(db, member, 40);
  await openWallet(db, member, 55);
  expect(await walletOf(db, member)).toEqual({ available: 40, paid: 0, promo: 40, held: 0, earnings: 0, debt: 0, expiring: null });

  await expect(pool.query(`update ledger.transfer set amount = 1`)).rejects.toThrow('never change');
  await expect(pool.query(`delete from ledger.transfer`)).rejects.toThrow('never change');
  await expect(pool.query(`truncate ledger.transfer cascade`)).rejects.toThrow('never change');
  await expect(pool.query(`update ledger.account set posted = -1 where owner_id = $1`, [member])).rejects.toThrow('never_below_zero');
  await expect(pool.query(`update ledger.account set posted = 1 where owner_id is null`)).rejects.toThrow('platform_not_materialised');

  const once = { key: 'grant:a', member, amount: 5, kind: 'grant' } as const;
  expect(await grant(db, once)).toEqual({ ok: true, value: undefined });
  expect(await grant(db, once)).toEqual({ ok: true, value: undefined });
  expect(await grant(db, { ...once, amount: 6 })).toMatchObject({ ok: false, code: 'key_reused' });
  expect((await walletOf(db, member)).promo).toBe(45);
  await db.destroy();
});
