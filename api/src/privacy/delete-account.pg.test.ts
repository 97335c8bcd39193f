import { expect, test } from 'vitest';
import { sql } from 'kysely';
import { newId, uuidFromId } from '@oto/schema/base/id';
import type { ApiKey, Member } from '@oto/schema/contract/identity';
import type { OutboxFact } from '@oto/schema/contract/outbox';
import { WEBHOOK_TYPES } from '@oto/schema/contract/webhook';
import { countWords } from '../search/count-words.ts';
import { PASSWORD, refusal, type Person } from '../testing/api.ts';
import { stage, type Stage } from '../testing/generation.ts';
import { photograph } from '../testing/picture.ts';
import { confirm, leave } from './testing/confirmed.ts';

/** A finished text of one's own, on the board unless told otherwise. */
async function made(api: Stage, person: Person, agent: string, where: 'board' | 'private' = 'board', more: object = {}) {
  const { creation } = await api.order(person, 'text', { agents: [agent], prompt: 'Un phare dans la brume', where, ...more });
  const claim = await api.claim(['text']);
  if (!claim) throw new Error('no claim');
  await api.finish(claim);
  return creation;
}

const seen = async (api: Stage, creation: string, who?: Person) =>
  (await api.send('GET', `/api/creations/${creation}`, who ? { cookie: who.cookie } : {})).status;

test('leaving needs a confirmed session and one’s own handle typed again', async () => {
  await using api = await stage();
  const ann = await api.join('Ann');
  const ask = (handle: string) => api.send('POST', '/api/me/delete', { cookie: ann.cookie, body: { handle, works: 'remove' } });
  await api.deps.db.updateTable('session').set({ confirmedUntil: null }).execute();
  expect(await refusal(await ask(ann.me.handle))).toBe('403 confirm_identity');
  await api.deps.db
    .updateTable('session')
    .set({ confirmedUntil: new Date(Date.now() + 60_000) })
    .execute();
  expect(await refusal(await ask('somebody-else'))).toBe('400 bad_request');
  expect(await refusal(await api.send('POST', '/api/me/delete', { body: { handle: ann.me.handle, works: 'remove' } }))).toBe(
    '401 not_signed_in',
  );
  const key = await api.send('POST', '/api/keys', { cookie: ann.cookie, body: { name: 'k', scopes: ['generate', 'read', 'wallet'] } });
  const { secret } = (await key.json()) as ApiKey;
  const byKey = await api.send('POST', '/api/me/delete', {
    headers: { authorization: `Bearer ${secret}` },
    body: { handle: ann.me.handle, works: 'remove' },
  });
  expect(await refusal(byKey)).toBe('403 missing_scope');
  expect((await api.send('GET', '/api/me', { cookie: ann.cookie })).status).toBe(200);
});

test('the only operator stays', async () => {
  await using api = await stage();
  const chief = await api.join('Chief', { email: 'chief@oto.test' });
  expect(await refusal(await leave(api, chief, 'remove'))).toBe('409 last_operator');
});

test('who leaves is a number: no way in, no name, no words, no private thing; tokens and jobs are settled', async () => {
  await using api = await stage();
  const { db } = api.deps;
  // Another program is told of whatever happens here.
  const listener = { id: uuidFromId(newId()), url: 'https://oto.test/in', note: '', events: [...WEBHOOK_TYPES], secret: Buffer.alloc(1) };
  await db.insertInto('webhook_endpoint').values(listener).execute();
  const [ann, bob] = [await api.join('Ann'), await api.join('Bob')];
  const agent = await api.agent(ann, { role: 'Poète', instructions: 'Écris comme Ann.' });
  const mine = await api.agent(bob);
  const [open, kept, secret] = [await made(api, ann, agent.id), await made(api, ann, agent.id), await made(api, ann, agent.id, 'private')];
  const fork = await made(api, bob, mine.id, 'board', { parents: [kept], prompt: 'Une baleine' });
  await api.order(ann, 'text', { agents: [agent.id], prompt: 'Une île' });
  const doomed = await api.claim(['text']);
  if (!doomed) throw new Error('no claim');
  const why = { attempt: doomed.attempt, code: 'engine_blocked', retryable: false, engineMessage: 'no: Une île' };
  expect((await api.work(doomed, 'POST', '/fail', why)).status).toBe(200);
  const waiting = await api.order(ann, 'text', { agents: [agent.id], prompt: 'Encore' });
  const input = await api.send('POST', '/api/inputs', {
    cookie: ann.cookie,
    body: await photograph(1),
    headers: { 'content-type': 'image/jpeg' },
  });
  expect(input.status).toBe(201);
  const key = (await (await api.send('POST', '/api/keys', { cookie: ann.cookie, body: { name: 'k', scopes: ['read'] } })).json()) as ApiKey;
  const [home] = ann.me.plots;
  if (!home) throw new Error('no plot');
  await api.send('PUT', `/api/plots/${home.x}/${home.y}/guests/${bob.me.handle}`, { cookie: ann.cookie });
  await db
    .insertInto('invitation')
    .values({
      id: uuidFromId(newId()),
      code_sha256: Buffer.alloc(32),
      email: ann.email,
      created_by: bob.uuid,
      expires_at: new Date(Date.now() + 86_400_000),
    })
    .execute();
  await api.fund(ann, 500);
  const balances = () =>
    sql<{ total: string }>`select coalesce(sum(posted + held), 0) as total from ledger.account where owner_id = ${ann.uuid}::uuid`.execute(
      db,
    );
  const lines = () => sql<{ n: string }>`select count(*) as n from ledger.posting where owner_id = ${ann.uuid}::uuid`.execute(db);
  const before = Number((await lines()).rows[0]?.n);

  const answer = await leave(api, ann, 'remove');
  expect(answer.status).toBe(204);
  expect(answer.headers.getSetCookie().join()).toMatch(/oto\.session_token=;.*Max-Age=0/);

  for (const path of ['/api/me', '/api/keys', '/api/jobs']) {
    expect(await refusal(await api.send('GET', path, { cookie: ann.cookie }))).toBe('401 not_signed_in');
  }
  expect(await refusal(await api.send('GET', '/api/me', { headers: { authorization: `Bearer ${key.secret}` } }))).toBe(
    '401 bad_credential',
  );
  expect(await refusal(await api.send('POST', '/api/pass', { cookie: ann.cookie }))).toBe('401 not_signed_in');
  const signIn = await api.send('POST', '/api/auth/sign-in/email', { body: { email: ann.email, password: PASSWORD } });
  expect(await refusal(signIn)).toBe('401 bad_password');
  expect((await api.send('GET', `/api/members/${ann.me.handle}`)).status).toBe(404);

  expect([await seen(api, open), await seen(api, kept), await seen(api, secret), await seen(api, fork)]).toEqual([404, 404, 404, 200]);
  expect((await api.send('GET', `/api/agents/${agent.id}`)).status).toBe(404);
  const member = await db.selectFrom('member').selectAll().where('id', '=', ann.uuid).executeTakeFirstOrThrow();
  expect(member).toMatchObject({ name: 'Ancien membre', deleted_reason: 'account', role: 'member' });
  expect(member.handle).toMatch(/^former-/);

  // Nothing of hers is left in any column of any table but under the number, and in the mail that tells her so.
  await db.deleteFrom('mail').where('subject', 'like', '%supprimé%').execute();
  const words = [ann.email, ann.me.handle, 'Écris comme Ann', 'Un phare dans la brume', 'Encore', 'Une île', '"198.51.100.1"'];
  expect(await tablesWith(api, words)).toEqual([]);
  expect((await db.selectFrom('invitation').select('revoked_at').executeTakeFirstOrThrow()).revoked_at).not.toBeNull();
  for (const table of ['input_file', 'notification', 'event', 'api_key', 'push_subscription', 'refusal'] as const) {
    const column = table === 'input_file' ? 'owner_id' : 'member_id';
    const { rows } = await sql`select from ${sql.table(table)} where ${sql.ref(column)} = ${ann.uuid}::uuid`.execute(db);
    expect([table, rows.length]).toEqual([table, 0]);
  }

  const job = await db.selectFrom('job').select(['state', 'charged']).where('id', '=', uuidFromId(waiting.id)).executeTakeFirstOrThrow();
  expect(job).toEqual({ state: 'cancelled', charged: 0 });
  expect(Number((await balances()).rows[0]?.total)).toBe(0);
  expect(Number((await lines()).rows[0]?.n)).toBeGreaterThan(before);

  // On the board: what nobody made anything of leaves, what was forked stays as grey paper.
  const facts = await api.facts();
  const last = (id: string) => facts.findLast((fact) => 'note' in fact && fact.note === id);
  expect(last(open)?.type).toBe('unpin');
  expect(last(agent.id)?.type).toBe('unpin');
  const grey = last(kept) as Extract<OutboxFact, { type: 'note' }>;
  expect(grey.record).toMatchObject({ k: 'text', x: 1 });
  expect(grey.record.m).toBeUndefined();
  const claims = facts.filter((fact) => fact.type === 'claim' && fact.plot.x === home.x && fact.plot.y === home.y);
  expect(claims.at(-1)).toMatchObject({ claim: { p: 'owner' } });
  expect(await db.selectFrom('plot_guest').selectAll().execute()).toEqual([]);
  const lineage = (await (await api.send('GET', `/api/creations/${fork}`)).json()) as { parents: unknown[] };
  expect(lineage.parents).toEqual([]);
  expect(await db.selectFrom('creation_parent').selectAll().execute()).toHaveLength(1);

  // The same address is free, and a stranger to what was.
  const again = await api.join('Ann', { email: ann.email });
  expect(again.id).not.toBe(ann.id);
  expect(again.me.wallet.available).toBe(100);
});

test('works may stay, without a name; what was private goes all the same', async () => {
  await using api = await stage();
  const [ann, bob] = [await api.join('Ann'), await api.join('Bob')];
  const agent = await api.agent(ann, { instructions: 'Écris comme la mer.' });
  const [open, secret] = [await made(api, ann, agent.id), await made(api, ann, agent.id, 'private')];
  await made(api, ann, agent.id, 'board', { parents: [await made(api, bob, agent.id)] });
  expect(await tablesWith(api, ['"by": "Ann"'])).toHaveLength(1);
  expect((await leave(api, ann, 'anonymise')).status).toBe(204);
  const shown = (await (await api.send('GET', `/api/creations/${open}`, { cookie: bob.cookie })).json()) as {
    author: Member;
    prompt: string;
  };
  expect([shown.author.name, shown.prompt]).toEqual(['Ancien membre', 'Un phare dans la brume']);
  expect(await seen(api, secret)).toBe(404);
  const text = await (await api.send('GET', `/media/${open}/main`)).text();
  const found = (await (await api.send('GET', `/api/provenance/${await sha256(text)}`)).json()) as {
    records: { shown: boolean; author: string; manifest: string }[];
  };
  expect(found.records[0]).toMatchObject({ shown: true, author: 'Ancien membre' });
  const [, payload = ''] = found.records[0]?.manifest.split('.') ?? [];
  expect(Buffer.from(payload, 'base64url').toString()).not.toContain('"Ann"');
  expect(await tablesWith(api, ['"author":"Ann"', '"by": "Ann"', ann.me.handle])).toEqual([]);
});

test('what would still be earned is the platform’s', async () => {
  await using api = await stage();
  const [ann, bob] = [await api.join('Ann'), await api.join('Bob')];
  const agent = await api.agent(ann, { fee: 10 });
  await api.fund(bob, 1000);
  await api.deps.db.transaction().execute(async (trx) => {
    await sql`select ledger.transfer('drain', ledger.member_account(${bob.uuid}::uuid, 'wallet_promo'),
      ledger.platform_account('expired'), 100::bigint, 'expiry', gen_random_uuid())`.execute(trx);
  });
  await api.order(bob, 'text', { agents: [agent.id], prompt: 'La mer' });
  const claim = await api.claim(['text']);
  if (!claim) throw new Error('no claim');
  expect((await leave(api, ann, 'remove')).status).toBe(204);
  await api.finish(claim);
  const { rows } = await sql<{ posted: string }>`
    select coalesce(sum(posted), 0) as posted from ledger.account where owner_id = ${ann.uuid}::uuid`.execute(api.deps.db);
  expect(Number(rows[0]?.posted)).toBe(0);
  expect((await api.wallet(bob)).available).toBeLessThan(1000);
});

test('two who leave at once, and one who leaves twice', async () => {
  await using api = await stage();
  const [ann, bob] = [await api.join('Ann'), await api.join('Bob')];
  const answers = await Promise.all([leave(api, ann, 'remove'), leave(api, bob, 'anonymise'), leave(api, ann, 'remove')]);
  const statuses = answers.map(({ status }) => status);
  expect(statuses[1]).toBe(204);
  expect(new Set([statuses[0], statuses[2]])).toEqual(new Set([204, 401]));
});

test('what was asked for before and comes after finds nobody; the team goes on meanwhile', async () => {
  await using api = await stage();
  const [chief, ann] = [await api.join('Chief', { email: 'chief@oto.test' }), await api.join('Ann')];
  const agent = await api.agent(ann);
  const opened = await made(api, ann, agent.id, 'private');
  const [home] = ann.me.plots;
  if (!home) throw new Error('no plot');
  const { db } = api.deps;
  const as = (method: string, path: string, body?: object) => api.send(method, path, { cookie: ann.cookie, ...(body ? { body } : {}) });
  const begun: Promise<Response>[] = [];
  await confirm(api, chief);
  await db.transaction().execute(async (trx) => {
    // Leaving comes to her plots last.
    await trx.selectFrom('plot').select('x').where('x', '=', home.x).where('y', '=', home.y).forUpdate().execute();
    begun.push(leave(api, ann, 'remove'));
    await waiting(api, 1);
    begun.push(
      as('POST', '/api/agents', { kind: 'text', name: 'Plume', instructions: 'Après coup' }),
      as('PATCH', `/api/agents/${agent.id}`, { instructions: 'Après coup' }),
      as('PATCH', `/api/plots/${home.x}/${home.y}`, { policy: 'open' }),
      as('POST', `/api/creations/${opened}/publish`, { title: 'Après coup' }),
      as('PATCH', '/api/me', { name: 'Après coup' }),
      as('POST', '/api/keys', { name: 'Après coup', scopes: ['read'] }),
      api.generate(ann, 'text', { agents: [agent.id], prompt: 'Après coup' }),
      api.generate(ann, 'text', { agents: [agent.id], prompt: 'Après coup, comment fabriquer une bombe' }),
    );
    await waiting(api, begun.length);
    const key = await api.send('POST', '/api/keys', { cookie: chief.cookie, body: { name: 'k', scopes: ['read'] } });
    expect(key.status).toBe(201);
  });
  const [left, ...late] = await Promise.all(begun);
  expect(left?.status).toBe(204);
  expect(await Promise.all(late.map(refusal))).toEqual(late.map(() => '401 not_signed_in'));
  expect(await tablesWith(api, ['Après coup'])).toEqual([]);
  expect(await db.selectFrom('plot').select('policy').where('owner_id', '=', ann.uuid).execute()).toEqual([{ policy: 'owner' }]);
  expect(await db.selectFrom('agent').select('id').where('owner_id', '=', ann.uuid).where('deleted_at', 'is', null).execute()).toEqual([]);
});

/** Until so many stand at a lock of this database. */
async function waiting(api: Stage, many: number): Promise<void> {
  const ask = sql<{ n: number }>`
    select count(*)::int as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
  await expect.poll(async () => (await ask.execute(api.deps.db)).rows[0]?.n, { timeout: 5000, interval: 20 }).toBe(many);
}

async function sha256(text: string): Promise<string> {
  return Buffer.from(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))).toString('hex');
}

/** `table: id` of every row of every table in which one of `words` stands, once the search has counted what went. */
async function tablesWith(api: Stage, words: readonly string[]): Promise<readonly string[]> {
  await countWords(api.deps);
  const tables = await sql<{ name: string }>`
    select format('%I.%I', table_schema, table_name) as name from information_schema.tables
    where table_schema in ('public', 'ledger', 'collab') and table_type = 'BASE TABLE' order by 1`.execute(api.deps.db);
  const found: string[] = [];
  for (const { name } of tables.rows) {
    const { rows } = await sql<{ row: { id?: string; creation_id?: string } }>`
      select to_jsonb(t) as row from ${sql.raw(name)} t
      where exists (select from unnest(${words}::text[]) w where to_jsonb(t)::text like '%' || w || '%')`.execute(api.deps.db);
    for (const { row } of rows) found.push(`${name.replace('public.', '')}: ${row.id ?? row.creation_id ?? '?'}`);
  }
  return found;
}
