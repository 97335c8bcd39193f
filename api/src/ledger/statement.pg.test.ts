import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { newId, uuidFromId } from '@oto/schema/base/id';
import type { Consumption, EntryParts, PlatformConsumption, Statement, TrialBalance } from '@oto/schema/contract/statement';
import type { Person } from '../testing/api.ts';
import { refusal } from '../testing/api.ts';
import { stage, type Stage } from '../testing/generation.ts';
import { expirePromo } from './expire-promo.ts';
import { creditPurchase, takeBack } from './purchase.ts';

const uuid = () => uuidFromId(newId());
const DAY_MS = 86_400_000;

async function read<T>(api: Stage, person: Person, path: string): Promise<T> {
  const answer = await api.send('GET', path, { cookie: person.cookie });
  if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
  return (await answer.json()) as T;
}

const statement = (api: Stage, person: Person, query = '') => read<Statement>(api, person, `/api/wallet/statement${query}`);

async function partsOf(api: Stage, person: Person, account: string): Promise<readonly (readonly [string, number, EntryParts['parts']])[]> {
  const { entries } = await statement(api, person, `?account=${account}`);
  return Promise.all(
    entries.map(async ({ entry, amount, kind }) => {
      const { parts } = await read<EntryParts>(api, person, `/api/wallet/statement/${entry}?account=${account}`);
      return [kind, amount, parts] as const;
    }),
  );
}

/** Ann spends 4 gift tokens and paid ones on Bob's agent, forking Cyd's creation. */
async function spend(api: Stage) {
  const [ann, bob, cyd] = [await api.join('Ann'), await api.join('Bob'), await api.join('Cyd')];
  const root = await api.agent(cyd, { name: 'Racine' });
  await api.order(cyd, 'text', { agents: [root.id], prompt: 'Le phare', where: 'board' });
  const first = await api.claim();
  if (!first) throw new Error('nothing to claim');
  const parent = (await api.finish(first)).creation;
  await api.send('POST', `/api/creations/${parent}/publish`, { cookie: cyd.cookie, body: { fork: 'allowed' } });
  const agent = await api.agent(bob, { name: 'Lanterne', fee: 10 });
  await sql`select ledger.transfer(${`end:${uuid()}`}, ledger.member_account(${ann.uuid}::uuid, 'wallet_promo'),
    ledger.platform_account('expired'), 96, 'expiry', gen_random_uuid())`.execute(api.deps.db);
  const bought = { purchase: uuid(), member: ann.uuid, tokens: 500 };
  await api.deps.db.transaction().execute((trx) => creditPurchase(trx, bought));
  const job = await api.order(ann, 'text', { agents: [agent.id], prompt: 'Encore', parents: [parent] });
  const claim = await api.claim();
  if (!claim) throw new Error('nothing to claim');
  await api.finish(claim);
  return { ann, bob, cyd, agent, parent, job: job.id };
}

test('each line says what it did to the balance, and its parts sum to it', async () => {
  await using api = await stage();
  const { ann, bob, cyd, agent, parent, job } = await spend(api);
  const wallet = await api.wallet(ann);
  const shown = await statement(api, ann);
  expect(shown.entries.map(({ kind }) => kind)).toEqual(['capture', 'hold', 'purchase', 'expiry', 'welcome']);
  expect(shown).toMatchObject({ opening: 0, closing: wallet.available, more: false });
  for (const [index, line] of shown.entries.entries()) {
    expect(line.balance - line.amount).toBe(shown.entries[index + 1]?.balance ?? 0);
  }
  expect(shown.entries[0]).toMatchObject({ job, creation: { kind: 'text' } });

  for (const account of ['available', 'paid', 'promo', 'held', 'earnings', 'debt']) {
    for (const person of [ann, bob, cyd]) {
      for (const [kind, amount, parts] of await partsOf(api, person, account)) {
        expect({ account, kind, sum: parts.reduce((sum, { tokens }) => sum + tokens, 0) }).toEqual({ account, kind, sum: amount });
      }
    }
  }
  // 3 of the engine's 5 tokens were used, the agent takes 10 and Cyd's creation 2; the 4 gift tokens buy nobody earnings.
  const captured = (await partsOf(api, ann, 'available'))[0]?.[2] ?? [];
  expect(captured.map(({ to, tokens }) => [to, tokens])).toEqual([
    ['back', 17],
    ['platform', expect.any(Number)],
    ['agent', expect.any(Number)],
    ['royalty', expect.any(Number)],
  ]);
  expect(captured.find(({ to }) => to === 'agent')).toMatchObject({ name: 'Lanterne', agent: agent.id });
  expect(captured.find(({ to }) => to === 'royalty')).toMatchObject({ name: 'Le phare', creation: parent });
  expect((await partsOf(api, bob, 'earnings'))[0]?.[2]).toEqual([
    { tokens: (await api.wallet(bob)).earnings, to: 'agent', name: 'Lanterne', agent: agent.id, creation: null },
  ]);
  // Another's job stays another's: not its number, not its private creation, not its line.
  expect((await statement(api, bob, '?account=earnings')).entries).toMatchObject([{ kind: 'capture', job: null, creation: null }]);
  const theirs = shown.entries[0]?.entry ?? '';
  expect(await refusal(await api.send('GET', `/api/wallet/statement/${theirs}`, { cookie: bob.cookie }))).toBe('404 not_found');
});

test('filters leave balances alone; days are those of the zone; pages follow each other', async () => {
  await using api = await stage();
  const ann = await api.join('Ann');
  for (let n = 0; n < 120; n++) await api.fund(ann, n + 1);
  const first = await statement(api, ann);
  const second = await statement(api, ann, `?before=${first.entries.at(-1)?.entry}`);
  expect([first.entries.length, second.entries.length, first.more, second.more]).toEqual([100, 21, true, false]);
  expect(second.closing).toBe(first.opening);
  expect(second.opening).toBe(0);
  const gifts = await statement(api, ann, '?kind=welcome');
  expect(gifts.entries).toEqual([second.entries.at(-1)]);
  // The moment is in one day here, in another there.
  const at = Date.parse(first.entries[0]?.at ?? '');
  const day = (zone: string) => new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(at);
  for (const zone of ['Pacific/Kiritimati', 'Pacific/Pago_Pago', 'Europe/Paris']) {
    const today = await statement(api, ann, `?zone=${zone}&from=${day(zone)}&to=${day(zone)}`);
    expect({ zone, closing: today.closing }).toEqual({ zone, closing: first.closing });
  }
  const later = await statement(api, ann, '?from=2999-01-01');
  expect(later).toEqual({ entries: [], opening: first.closing, closing: first.closing, more: false });
  expect(await statement(api, ann, '?to=2001-01-01')).toEqual({ entries: [], opening: 0, closing: 0, more: false });
  for (const bad of ['?zone=Mars/Base', '?zone=%2B01:00', '?from=2026-02-30', '?from=2026-02-02&to=2026-02-01', '?kind=gold']) {
    expect(await refusal(await api.send('GET', `/api/wallet/statement${bad}`, { cookie: ann.cookie }))).toBe('400 bad_request');
  }
});

test('the CSV is the whole statement, oldest first, and no cell is a formula', async () => {
  await using api = await stage();
  const [ann, chief] = [await api.join('Ann'), await api.join('Chief', { email: 'chief@oto.test' })];
  const body = { member: ann.id, amount: 7, reason: '=HYPERLINK("http://x.test"), merci', days: 30 };
  const headers = { 'idempotency-key': 'grant-for-csv' };
  const give = (more: object = {}) =>
    api.send('POST', '/api/operator/grant', { cookie: chief.cookie, headers, body: { ...body, ...more } }).then((answer) => answer.status);
  expect([await give(), await give(), await give({ days: 31 })]).toEqual([200, 200, 409]);
  const answer = await api.send('GET', '/api/wallet/statement.csv?zone=Asia/Tokyo', {
    cookie: ann.cookie,
    headers: { 'accept-language': 'fr' },
  });
  expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8');
  const bytes = new Uint8Array(await answer.arrayBuffer());
  expect(bytes.slice(0, 3)).toEqual(new Uint8Array([0xef, 0xbb, 0xbf]));
  const [heading, ...rows] = new TextDecoder().decode(bytes).trim().split('\r\n');
  expect(heading).toMatch(/^Écriture,Date,Genre,Montant,Solde/);
  expect(rows.map((row) => row.split(',').slice(2, 5))).toEqual([
    ['Bienvenue', '100', '100'],
    ['Don de l’équipe', '7', '107'],
  ]);
  expect(rows[1]).toContain(`"'=HYPERLINK(""http://x.test""), merci"`);
  expect(rows[0]).toMatch(/,\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+09:00,/);
});

test('gifts end when their time is over, soonest first, and never what a job holds', async () => {
  await using api = await stage({ welcomeTokens: 0 });
  const ann = await api.join('Ann');
  const gift = (tokens: number, days: number | null) =>
    sql`select ledger.transfer(${`gift:${uuid()}`}, ledger.platform_account('promo_issued'), ledger.member_account(${ann.uuid}::uuid, 'wallet_promo'),
      ${tokens}::bigint, 'grant', gen_random_uuid(), '', now() + make_interval(days => ${days}))`.execute(api.deps.db);
  await gift(5, null);
  await gift(10, 20);
  await gift(20, 10);
  expect((await api.wallet(ann)).expiring?.tokens).toBe(20);
  const hold = await sql<{ id: string }>`select ledger.open_hold('job:x', ledger.member_account(${ann.uuid}::uuid, 'wallet_promo'), 8,
    '90 days', gen_random_uuid()) as id`.execute(api.deps.db);
  const after = (days: number) => new Date(Date.now() + days * DAY_MS);
  expect(await expirePromo(api.deps.db, after(9))).toBe(0);
  const both = await Promise.all([expirePromo(api.deps.db, after(11)), expirePromo(api.deps.db, after(11))]);
  expect(both[0] + both[1]).toBe(1);
  expect(await api.wallet(ann)).toMatchObject({ promo: 23, held: 8, available: 15 });
  await sql`select ledger.capture_hold(${hold.rows[0]?.id}::bigint, 6, array[ledger.platform_account('platform_revenue')], array[6::bigint])`.execute(
    api.deps.db,
  );
  expect(await expirePromo(api.deps.db, after(11))).toBe(1);
  expect((await api.wallet(ann)).expiring?.tokens).toBe(10);
  expect(await expirePromo(api.deps.db, after(3650))).toBe(1);
  expect(await api.wallet(ann)).toMatchObject({ promo: 5, available: 5, expiring: null });
  const { entries } = await statement(api, ann, '?account=promo');
  expect(entries.map(({ kind, amount }) => [kind, amount])).toEqual([
    ['expiry', -10],
    ['expiry', -2],
    ['capture', -6],
    ['expiry', -12],
    ['grant', 20],
    ['grant', 10],
    ['grant', 5],
  ]);
  expect(entries.slice(-3).map(({ expiresAt }) => expiresAt !== null)).toEqual([true, true, false]);
});

test('consumption tells what was used and earned, to its owner alone; the platform’s tells of all', async () => {
  await using api = await stage();
  const { ann, bob, cyd, agent } = await spend(api);
  const chief = await api.join('Chief', { email: 'chief@oto.test' });
  const day = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Paris' }).format(new Date());
  const period = `?from=${day}&to=${day}`;
  const used = await read<Consumption>(api, ann, `/api/wallet/consumption${period}`);
  expect(used.total).toBe(100 - 96 + 500 - (await api.wallet(ann)).available);
  expect(used.days).toEqual([{ day, kind: 'text', creations: 1, tokens: used.total }]);
  expect(used.agents).toEqual([{ agent: agent.id, name: 'Lanterne', kind: 'text', runs: 1, tokens: 13 }]);
  expect(used.earned).toEqual([]);
  const fees = await read<Consumption>(api, bob, `/api/wallet/consumption${period}`);
  expect(fees).toMatchObject({ total: 0, earned: [{ day, fees: (await api.wallet(bob)).earnings, royalties: 0 }] });
  const all = await read<PlatformConsumption>(api, chief, `/api/operator/consumption${period}`);
  expect(all.members.map(({ member }) => member).toSorted()).toEqual([ann.id, cyd.id].toSorted());
  expect(all.total).toBe(all.members.reduce((sum, { tokens }) => sum + tokens, 0));
  for (const path of [`/api/operator/consumption${period}`, '/api/operator/trial-balance']) {
    expect(await refusal(await api.send('GET', path, { cookie: ann.cookie }))).toBe('403 forbidden');
  }
  expect(await refusal(await api.send('GET', '/api/wallet/consumption?from=2020-01-01&to=2026-01-01', { cookie: ann.cookie }))).toBe(
    '400 bad_request',
  );
});

test('the trial balance is 0, and tells a book that was cooked', async () => {
  await using api = await stage();
  const { ann } = await spend(api);
  const chief = await api.join('Chief', { email: 'chief@oto.test' });
  await api.deps.db.transaction().execute((trx) => takeBack(trx, { key: 'dispute:1', member: ann.uuid, tokens: 900, kind: 'dispute' }));
  const sound = await read<TrialBalance>(api, chief, '/api/operator/trial-balance');
  expect(sound).toMatchObject({ total: 0, openHolds: 0, faults: [] });
  const kinds = new Map(sound.accounts.map((account) => [account.kind, account]));
  expect(kinds.get('wallet_paid')?.posted).toBe(0);
  expect(kinds.get('debt')?.posted).toBeLessThan(0);
  expect(kinds.get('stripe_clearing')?.posted).toBe(400);

  await sql`update ledger.account set posted = posted + 5 where owner_id = ${ann.uuid}::uuid and kind = 'wallet_promo'`.execute(
    api.deps.db,
  );
  await sql`update job set charged = charged + 1 where author_id = ${ann.uuid}::uuid`.execute(api.deps.db);
  const cooked = await read<TrialBalance>(api, chief, '/api/operator/trial-balance');
  expect(cooked.total).toBe(5);
  expect(cooked.faults.map(({ law }) => law).toSorted()).toEqual([
    'balance',
    'job',
    'lots',
    'split',
    'statement_available',
    'statement_promo',
    'zero',
  ]);
});
