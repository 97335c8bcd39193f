import fc from 'fast-check';
import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { expect, test } from 'vitest';
import { newId, uuidFromId } from '@oto/schema/base/id';
import type { Tables } from '@oto/schema/db/tables';
import { freshDatabase } from '@oto/ops/testing/database';
import { grant } from './grant.ts';
import { openWallet } from './open-wallet.ts';
import { walletOf } from './wallet.ts';

const uuid = () => uuidFromId(newId());

async function addMember(client: pg.Pool): Promise<string> {
  const id = uuid();
  await client.query(`insert into member(id, name, handle) values ($1, 'Test', $2)`, [id, `m-${id.replaceAll('-', '').slice(-20)}`]);
  return id;
}

type Command =
  | { readonly do: 'buy'; readonly who: number; readonly amount: number; readonly key: number }
  | { readonly do: 'grant'; readonly who: number; readonly amount: number; readonly key: number }
  | { readonly do: 'hold'; readonly who: number; readonly promo: boolean; readonly amount: number; readonly key: number }
  | { readonly do: 'capture'; readonly key: number; readonly amount: number; readonly cut: number }
  | { readonly do: 'void'; readonly key: number; readonly expire: boolean }
  | { readonly do: 'mature'; readonly who: number; readonly amount: number; readonly key: number };

const who = fc.nat(2);
const command: fc.Arbitrary<Command> = fc.oneof(
  { weight: 2, arbitrary: fc.record({ do: fc.constant('buy' as const), who, amount: fc.integer({ min: 1, max: 50 }), key: fc.nat(9) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('grant' as const), who, amount: fc.integer({ min: 1, max: 50 }), key: fc.nat(9) }) },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('hold' as const),
      who,
      promo: fc.boolean(),
      amount: fc.integer({ min: 1, max: 30 }),
      key: fc.nat(24),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({ do: fc.constant('capture' as const), key: fc.nat(24), amount: fc.nat(30), cut: fc.nat(10) }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('void' as const), key: fc.nat(24), expire: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('mature' as const), who, amount: fc.integer({ min: 1, max: 9 }), key: fc.nat(9) }) },
);

const MEMBER = `ledger.member_account($1::uuid, $2)`;
const platform = (kind: string) => `ledger.platform_account('${kind}')`;

/** Every statement must return no row. */
const INVARIANTS: readonly (readonly [string, string])[] = [
  [
    'a balance is the sum of its transfers',
    `select a.id from ledger.account a where owner_id is not null and posted <>
      coalesce((select sum(amount) from ledger.transfer where credit = a.id), 0)
      - coalesce((select sum(amount) from ledger.transfer where debit = a.id), 0)`,
  ],
  [
    'held is the sum of the open holds',
    `select a.id from ledger.account a where held <>
      coalesce((select sum(amount) from ledger.hold h where h.account = a.id and state = 'open'), 0)`,
  ],
  ['no wallet is below zero', `select id from ledger.account where owner_id is not null and kind <> 'debt' and posted - held < 0`],
  [
    'a captured hold paid exactly what it says, and never more than it held',
    `select h.id from ledger.hold h left join ledger.transfer t on t.hold_id = h.id group by h.id
      having coalesce(sum(t.amount), 0) <> h.captured or h.captured > h.amount`,
  ],
  ['a key belongs to one group', `select key from ledger.transfer group by key having count(distinct group_id) > 1`],
  [
    'all accounts together are zero',
    `select 1 where (select coalesce(sum(posted), 0) from ledger.account where owner_id is not null) + (
      select coalesce(sum(case when a.id = t.credit then t.amount else -t.amount end), 0)
      from ledger.account a join ledger.transfer t on a.id in (t.debit, t.credit) where a.owner_id is null) <> 0`,
  ],
  [
    'movements sum to what is available',
    `select owner_id from ledger.account where kind in ('wallet_paid', 'wallet_promo') group by owner_id
      having sum(posted - held) <> coalesce((select sum(m.amount) from ledger.movement m where m.owner_id = account.owner_id), 0)`,
  ],
];

test('every invariant holds after random commands over 12 connections', async () => {
  await using database = await freshDatabase();
  const pool = new pg.Pool({ connectionString: database.url, max: 12 });
  const answers = new Map<string, number>();
  await fc.assert(
    fc.asyncProperty(fc.array(command, { minLength: 40, maxLength: 80 }), async (commands) => {
      const members = [await addMember(pool), await addMember(pool), await addMember(pool)];
      const round = uuid();
      const member = (index: number) => members[index] ?? round;
      const run = async (step: Command): Promise<void> => {
        switch (step.do) {
          case 'buy':
          case 'grant': {
            const [from, to, kind] =
              step.do === 'buy' ? ['stripe_clearing', 'wallet_paid', 'purchase'] : ['promo_issued', 'wallet_promo', 'grant'];
            await pool.query(`select ledger.transfer($3, ${platform(from)}, ${MEMBER}, $4, $5, $6)`, [
              member(step.who),
              to,
              `${round}:${step.do}:${step.key}`,
              step.amount,
              kind,
              uuid(),
            ]);
            return;
          }
          case 'hold':
            await pool.query(`select ledger.open_hold($3, ${MEMBER}, $4, '1 hour', $5)`, [
              member(step.who),
              step.promo ? 'wallet_promo' : 'wallet_paid',
              `${round}:hold:${step.key}`,
              step.amount,
              round,
            ]);
            return;
          case 'capture': {
            const cut = Math.min(step.cut, Math.floor(step.amount / 2));
            await pool.query(
              `select ledger.capture_hold((select id from ledger.hold where key = $1), $2, array[${platform('platform_revenue')},
                ledger.member_account($3, 'earnings'), ledger.member_account($4, 'earnings')], $5)`,
              [`${round}:hold:${step.key}`, step.amount, member(0), member(1), [step.amount - 2 * cut, cut, cut]],
            );
            return;
          }
          case 'void':
            await pool.query(`select ledger.void_hold((select id from ledger.hold where key = $1), $2)`, [
              `${round}:hold:${step.key}`,
              step.expire ? 'expired' : 'voided',
            ]);
            return;
          case 'mature':
            await pool.query(
              `select ledger.transfer($2, ledger.member_account($1, 'earnings'), ledger.member_account($1, 'wallet_paid'), $3, 'earning', $4)`,
              [member(step.who), `${round}:mature:${step.key}`, step.amount, uuid()],
            );
            return;
          default:
            step satisfies never;
        }
      };
      await Promise.all(
        commands.map(async (step) => {
          const answer = await run(step).then(
            () => 'ok',
            (error: unknown) => (error instanceof pg.DatabaseError ? (error.code ?? '') : String(error)),
          );
          expect(['ok', 'OT402', 'OT404', 'OT409', 'OT400']).toContain(answer);
          answers.set(answer, (answers.get(answer) ?? 0) + 1);
        }),
      );
      for (const [law, query] of INVARIANTS) expect({ law, broken: (await pool.query(query)).rows }).toEqual({ law, broken: [] });
    }),
    { numRuns: 12, seed: 20_261_122, endOnFailure: true },
  );
  expect(answers.get('ok')).toBeGreaterThan(100);
  expect(answers.get('OT402')).toBeGreaterThan(10);
  expect(answers.get('OT409')).toBeGreaterThan(10);
  await pool.end();
});

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
