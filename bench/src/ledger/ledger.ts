import { randomUUID } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { migrate } from '@oto/schema/db/migrate';
import { ensureDatabase, startEmbeddedPostgres } from '@oto/ops/postgres/embedded';
import type { Benchmark } from '../figures/report.ts';
import { countViolations } from './violations.ts';

const CONNECTIONS = 12;
const WALLETS = 200;
const FUNDS = 100_000_000;
const PRICE = 10;

/** Gifts of this many tokens, each with an end of its own: every fifth run uses one up. The last is without an end, so that a fast machine never runs out. */
const GIFT = 5 * PRICE;
const GIFTS = 100;

type Member = { readonly paid: string; readonly promo: string; readonly earnings: string };

/**
 * Hold + capture with a three-way split, each its own durable transaction, on a PostgreSQL with
 * fsync: first over many wallets, then all on one, then out of gifts that end. Violations are counted by SQL afterwards.
 */
export const benchLedger: Benchmark = async ({ quick, say }) => {
  const folder = await mkdtemp(join(tmpdir(), 'oto-ledger-'));
  await chmod(folder, 0o755);
  const server = await startEmbeddedPostgres({ folder: join(folder, 'pg'), password: randomUUID(), durable: true });
  const pool = new pg.Pool({ connectionString: server.url('oto'), max: CONNECTIONS });
  pool.on('error', (error) => say(error.message));
  try {
    await ensureDatabase(server, 'oto');
    const db = new Kysely<unknown>({
      dialect: new PostgresDialect({ pool: new pg.Pool({ connectionString: server.url('oto'), max: 1 }) }),
    });
    await migrate(db);
    await db.destroy();
    const members = await fund(pool);
    const platform = (await pool.query<{ id: string }>(`select ledger.platform_account('platform_revenue') as id`)).rows[0]?.id ?? '';
    const seconds = quick ? 6 : 25;

    say(`many wallets, ${seconds} s on ${CONNECTIONS} connections`);
    const cycles = await perSecond(seconds, (lane, n) => cycle(pool, at(members, lane * 7919 + n), at(members, lane + n * 31), platform));
    say(`one wallet, ${seconds} s`);
    const hot = await perSecond(seconds, (lane, n) => cycle(pool, at(members, 0), at(members, 1 + ((lane + n) % (WALLETS - 1))), platform));
    say(`gifts that end, ${seconds} s`);
    const gifts = await perSecond(seconds, (lane, n) => spendGift(pool, at(members, lane * 7919 + n), platform));
    say('counting violations');
    const violations = await countViolations(pool);
    return { cycles_per_s: Math.round(cycles), hot_wallet_per_s: Math.round(hot), gifts_per_s: Math.round(gifts), violations };
  } finally {
    await pool.end();
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
};

async function fund(pool: pg.Pool): Promise<readonly Member[]> {
  const members: Member[] = [];
  for (let n = 0; n < WALLETS; n++) {
    const id = randomUUID();
    await pool.query(`insert into member(id, name, handle) values ($1, $2, $3)`, [id, `m${n}`, `member-${n}`]);
    const accounts = await pool.query<Member>(
      `select ledger.member_account($1, 'wallet_promo') as promo, ledger.member_account($1, 'wallet_paid') as paid,
        ledger.member_account($1, 'earnings') as earnings`,
      [id],
    );
    const row = accounts.rows[0];
    if (!row) throw new Error('no account was opened');
    await pool.query(`select ledger.transfer($1, ledger.platform_account('stripe_clearing'), $2, $3, 'purchase', $4)`, [
      `fund:${n}`,
      row.paid,
      FUNDS,
      randomUUID(),
    ]);
    await pool.query(
      `select ledger.transfer($1 || n, ledger.platform_account('promo_issued'), $2, $3, 'grant', gen_random_uuid(), '', now() + make_interval(days => n))
        from generate_series(1, $4::int) n`,
      [`gift:${id}:`, row.promo, GIFT, GIFTS],
    );
    await pool.query(`select ledger.transfer($1, ledger.platform_account('promo_issued'), $2, $3, 'grant', gen_random_uuid())`, [
      `gift:${id}`,
      row.promo,
      FUNDS,
    ]);
    members.push(row);
  }
  return members;
}

async function cycle(pool: pg.Pool, payer: Member, author: Member, platform: string): Promise<void> {
  const key = randomUUID();
  const held = await pool.query<{ id: string }>(`select ledger.open_hold($1, $2, $3, interval '1 hour', $4) as id`, [
    key,
    payer.paid,
    PRICE,
    key,
  ]);
  const credits = payer === author ? [platform] : [platform, author.earnings];
  const shares = payer === author ? [PRICE] : [PRICE - 3, 3];
  await pool.query(`select ledger.capture_hold($1, $2, $3::bigint[], $4::bigint[])`, [held.rows[0]?.id, PRICE, credits, shares]);
}

async function spendGift(pool: pg.Pool, payer: Member, platform: string): Promise<void> {
  const key = randomUUID();
  const held = await pool.query<{ id: string }>(`select ledger.open_hold($1, $2, $3, interval '1 hour', $4) as id`, [
    key,
    payer.promo,
    PRICE,
    key,
  ]);
  await pool.query(`select ledger.capture_hold($1, $2, $3::bigint[], $4::bigint[])`, [held.rows[0]?.id, PRICE, [platform], [PRICE]]);
}

async function perSecond(seconds: number, work: (lane: number, n: number) => Promise<void>): Promise<number> {
  const started = performance.now();
  const until = started + seconds * 1000;
  let done = 0;
  await Promise.all(
    Array.from({ length: CONNECTIONS }, async (_, lane) => {
      for (let n = 0; performance.now() < until; n++) {
        await work(lane, n);
        done++;
      }
    }),
  );
  return done / ((performance.now() - started) / 1000);
}

function at(members: readonly Member[], index: number): Member {
  const member = members[index % members.length];
  if (!member) throw new RangeError('no members');
  return member;
}
