import { Kysely, PostgresDialect, sql } from 'kysely';
import { Migrator } from 'kysely/migration';
import pg from 'pg';
import { expect, test } from 'vitest';
import { newId, uuidFromId } from '@oto/schema/base/id';
import { MIGRATIONS, migrate } from '@oto/schema/db/migrate';
import type { Tables } from '@oto/schema/db/tables';
import { freshDatabase } from '@oto/ops/testing/database';
import { expirePromo } from './expire-promo.ts';
import { grant } from './grant.ts';
import { holdForJob } from './hold-for-job.ts';
import { openHolds, voidHolds } from './job-holds.ts';
import { MATURE_DAYS, matureEarnings } from './mature-earnings.ts';
import { openWallet } from './open-wallet.ts';
import { takeBack } from './purchase.ts';
import { trialBalance } from './trial-balance.ts';
import { walletOf } from './wallet.ts';

const uuid = () => uuidFromId(newId());
const after = (days: number) => new Date(Date.now() + days * 86_400_000);

/** An empty database as it was before gifts became lots. */
async function beforeLots(url: string): Promise<Kysely<Tables>> {
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: new pg.Pool({ connectionString: url, max: 3 }) }) });
  for (const schema of ['public', 'collab', 'ledger']) await sql`drop schema ${sql.id(schema)} cascade`.execute(db);
  await sql`create schema public`.execute(db);
  const { error } = await new Migrator({ db, provider: { getMigrations: async () => ({ ...MIGRATIONS }) } }).migrateTo('0006-generation');
  if (error) throw error;
  return db;
}

/** Calls the ledger by hand, as its functions were then. */
function book(db: Kysely<Tables>) {
  const one = async (call: ReturnType<typeof sql<{ id: string }>>) => (await call.execute(db)).rows[0]?.id ?? '';
  const wallet = (member: string, kind: string) => sql`ledger.member_account(${member}::uuid, ${kind})`;
  const platform = (kind: string) => sql`ledger.platform_account(${kind})`;
  return {
    wallet,
    platform,
    move: (key: string, from: ReturnType<typeof wallet>, to: ReturnType<typeof wallet>, tokens: number, kind: string) =>
      one(sql`select ledger.transfer(${key}, ${from}, ${to}, ${tokens}::bigint, ${kind}, gen_random_uuid()) as id`),
    hold: (job: string, member: string, kind: string, tokens: number) =>
      one(
        sql`select ledger.open_hold(${`job:${job}:${kind}`}, ${wallet(member, kind)}, ${tokens}::bigint, '24 hours', ${job}::uuid) as id`,
      ),
    /** Pays part of a hold to the platform and part to a member. */
    capture: (hold: string, toPlatform: number, payee: string, toPayee: number) =>
      one(sql`select ledger.capture_hold(${hold}::bigint, ${toPlatform + toPayee}::bigint,
        array[${platform('platform_revenue')}, ${wallet(payee, 'earnings')}], array[${toPlatform}::bigint, ${toPayee}::bigint]) as id`),
    close: (hold: string, state: 'voided' | 'expired') => one(sql`select ledger.void_hold(${hold}::bigint, ${state}) as id`),
    async cost(job: string, tokens: number): Promise<void> {
      await sql`update job set charged = ${tokens} where id = ${job}::uuid`.execute(db);
      await sql`update revenue_split set amount = ${tokens} where job_id = ${job}::uuid`.execute(db);
    },
    async job(author: string, charged: number | null): Promise<string> {
      const id = uuid();
      await sql`insert into creation(id, author_id, kind, prompt, lang) values (${id}::uuid, ${author}::uuid, 'text', '', 'fr')`.execute(
        db,
      );
      await sql`insert into job(id, creation_id, author_id, kind, place, state, phase, request, idempotency_key, request_hash, price, charged, seed)
        values (${id}::uuid, ${id}::uuid, ${author}::uuid, 'text', 'private', 'cancelled', '', '{}', ${id}, '', 100, ${charged}, 1)`.execute(
        db,
      );
      await sql`insert into revenue_split(job_id, position, kind, quoted, amount) values (${id}::uuid, 0, 'platform', 100, ${charged})`.execute(
        db,
      );
      return id;
    },
  };
}

test('wallets, gifts and holds from before gifts were lots keep what they were, and go on', { timeout: 20_000 }, async () => {
  await using database = await freshDatabase();
  await using db = await beforeLots(database.url);
  const [ann, bob, cyd, eve] = [uuid(), uuid(), uuid(), uuid()];
  await sql`insert into member(id, name, handle) select id, 'Test', 'test-' || n
    from unnest(${[ann, bob, cyd, eve]}::uuid[]) with ordinality u(id, n)`.execute(db);
  const { wallet, platform, move, hold, capture, close, cost, job } = book(db);
  const gift = (member: string, tokens: number, key = `grant:${uuid()}`, kind = 'grant') =>
    move(key, platform('promo_issued'), wallet(member, 'wallet_promo'), tokens, kind);
  for (const member of [ann, bob, cyd]) await gift(member, 100, `welcome:${member}`, 'welcome');
  await sql`select ledger.member_account(${eve}::uuid, k) from unnest(array['wallet_promo', 'wallet_paid', 'earnings']) k`.execute(db);
  await gift(ann, 40, 'grant:known');
  await move('fund:1', platform('stripe_clearing'), wallet(ann, 'wallet_paid'), 90, 'purchase');
  await move('refund:1', wallet(ann, 'wallet_paid'), platform('stripe_clearing'), 5, 'refund');
  // A job that cost less than it held, out of both wallets; one given back; one that nobody ended; one under way.
  const paid = await job(ann, 12 + 25);
  await capture(await hold(paid, ann, 'wallet_promo', 20), 12, bob, 0);
  await capture(await hold(paid, ann, 'wallet_paid', 30), 10, bob, 15);
  await close(await hold(await job(ann, 0), ann, 'wallet_promo', 9), 'voided');
  await close(await hold(await job(ann, 0), ann, 'wallet_paid', 7), 'expired');
  const open = await job(ann, null);
  await hold(open, ann, 'wallet_promo', 30);
  await hold(open, ann, 'wallet_paid', 10);
  await move(`mature:${bob}:0`, wallet(bob, 'earnings'), wallet(bob, 'wallet_paid'), 9, 'earning');
  await move('expiry:1', wallet(ann, 'wallet_promo'), platform('expired'), 8, 'expiry');
  await capture(await hold(await job(cyd, 100), cyd, 'wallet_promo', 100), 100, bob, 0);
  const accounts = () => sql`select id, kind, owner_id, posted, held from ledger.account order by id`.execute(db).then(({ rows }) => rows);
  const transfers = () =>
    sql`select id, key, debit, credit, amount, kind, hold_id, at from ledger.transfer order by id`.execute(db).then(({ rows }) => rows);
  const before = [await accounts(), await transfers()];

  expect((await migrate(db))[0]).toBe('0007-money');
  expect([await accounts(), await transfers()]).toEqual(before);
  const books = { db, now: () => new Date() };
  expect(await trialBalance(books)).toMatchObject({ total: 0, openHolds: 2, faults: [] });
  const lots = await sql`select a.owner_id as member, l.amount::int, l.used::int, l.expires_at
    from ledger.promo_lot l join ledger.account a on a.id = l.account order by l.account`.execute(db);
  expect(lots.rows).toEqual([
    { member: ann, amount: 100 + 40 - 12 - 8, used: 0, expires_at: null },
    { member: bob, amount: 100, used: 0, expires_at: null },
  ]);
  expect(await walletOf(db, ann)).toEqual({
    available: 120 - 30 + 60 - 10,
    paid: 60,
    promo: 120,
    held: 40,
    earnings: 0,
    debt: 0,
    expiring: null,
  });
  expect(await walletOf(db, eve)).toMatchObject({ available: 0, promo: 0 });

  // What was given under a key is not given again.
  await openWallet(db, ann, 100);
  expect(await grant(db, { key: 'grant:known', member: ann, amount: 40, kind: 'grant' })).toMatchObject({ ok: true });
  expect(await grant(db, { key: 'grant:known', member: ann, amount: 40, kind: 'grant', days: 3 })).toMatchObject({ code: 'key_reused' });
  expect((await walletOf(db, ann)).promo).toBe(120);

  // A gift that ends is spent before the old ones; they never end, and what was held pays out of them.
  expect(await grant(db, { key: 'grant:new', member: ann, amount: 50, kind: 'grant', days: 1 })).toMatchObject({ ok: true });
  const next = await job(ann, 20);
  await db.transaction().execute((trx) => holdForJob(trx, next, ann, 20));
  for (const { id } of await db.transaction().execute((trx) => openHolds(trx, next))) await capture(id, 20, bob, 0);
  expect(await walletOf(db, ann)).toMatchObject({ promo: 150, expiring: { tokens: 30 } });
  expect(await expirePromo(db, after(2))).toBe(0);
  const [promoHold] = await db.transaction().execute((trx) => openHolds(trx, open));
  await capture(promoHold?.id ?? '', 30, bob, 0);
  await db.transaction().execute((trx) => voidHolds(trx, open));
  await cost(open, 30);
  await grant(db, { key: 'grant:last', member: ann, amount: 5, kind: 'grant', days: 1 });
  expect(await expirePromo(db, after(3650))).toBe(1);
  expect(await walletOf(db, ann)).toMatchObject({ promo: 120, held: 0, paid: 60, expiring: null });

  // The last tokens of an old gift can be spent, and not one more.
  const all = await job(bob, 100);
  expect(await db.transaction().execute((trx) => holdForJob(trx, all, bob, 110))).toMatchObject({ code: 'empty_wallet', detail: '1' });
  await db.transaction().execute((trx) => holdForJob(trx, all, bob, 100));
  for (const { id } of await db.transaction().execute((trx) => openHolds(trx, all))) await capture(id, 100, ann, 0);
  expect(await matureEarnings(db, after(MATURE_DAYS + 1))).toBe(1);
  expect(await walletOf(db, bob)).toMatchObject({ promo: 0, paid: 15, earnings: 0 });
  expect(await db.transaction().execute((trx) => takeBack(trx, { key: 'dispute:1', member: ann, tokens: 90, kind: 'dispute' }))).toEqual({
    clawed: 60,
    debt: 30,
  });
  expect(await trialBalance(books)).toMatchObject({ total: 0, openHolds: 0, faults: [] });
});
