import fc from 'fast-check';
import { Kysely, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import { expect, test } from 'vitest';
import { idFromUuid, newId, uuidFromId } from '@oto/schema/base/id';
import { TERMS_VERSION } from '@oto/schema/contract/site';
import type { Waiting, Wave } from '@oto/schema/contract/wave';
import type { Tables } from '@oto/schema/db/tables';
import type { Deps } from '../deps.ts';
import { PASSWORD, refusal, TEST_ORIGIN, testApi, type Person, type TestApi } from '../testing/api.ts';
import { waiting as waitingForLocks } from '../testing/waiting.ts';
import { forgetWaiting, leaveList, pruneWaiting } from '../waiting-list/person.ts';
import { sendNext, untilWaveDue } from './send-next.ts';

const LINK = /\/api\/waiting-list\/mine\?t=\S+/;

test('whoever leaves an address is told the same, confirms by mail, waits, is invited, comes in and is forgotten', async () => {
  await using api = await testApi();
  const chief = await beta(api);
  const said = await Promise.all(['ann@oto.test', 'Ann@oto.test', chief.email].map((email) => wait(api, email)));
  expect(await Promise.all(said.map((answer) => answer.text()))).toEqual(['{}', '{}', '{}']);
  expect(said.map(({ status }) => status)).toEqual([202, 202, 202]);
  expect(await letters(api, chief.email)).toContainEqual(expect.objectContaining({ subject: 'oTo · Vous avez déjà un compte' }));
  const link = LINK.exec((await letters(api, 'ann@oto.test'))[0]?.body_text ?? '')?.[0] ?? '';
  // A program that looks at links confirms nothing.
  expect(await (await api.send('GET', link)).text()).toContain('Confirmer ma place');
  expect((await waiting(api, chief)).counts).toMatchObject({ fr: 0, unconfirmed: 1 });
  await api.deps.db.insertInto('waiting_person').values(person('before@oto.test', -1)).execute();
  expect(await (await deed(api, link, 'confirm')).text()).toMatch(/à la place 2.*ann@oto\.test.*Des nuages/s);
  expect((await waiting(api, chief)).people).toMatchObject([{ email: 'before@oto.test' }, { email: 'ann@oto.test', wish: 'Des nuages' }]);

  const wave = await open(api, chief, { name: 'Les premiers', size: 5, perMinute: 600 });
  expect(await drain(api)).toBe(2);
  const letter = (await letters(api, 'ann@oto.test')).find(({ subject }) => subject.includes('invité'));
  const code = /invitation=([\w-]+)/.exec(letter?.body_text ?? '')?.[1];
  expect(letter?.body_text).toMatch(LINK);
  expect(await (await api.send('GET', link)).text()).toContain('Votre invitation est partie');
  expect(await refusal(await signUp(api, 'eve@oto.test', code))).toBe('422 bad_invitation');
  expect((await signUp(api, 'ann@oto.test', code)).status).toBe(200);
  expect(await (await api.send('GET', link)).text()).toContain('Rien n’est gardé');
  const { waves } = (await (await api.send('GET', '/api/operator/waves', { cookie: chief.cookie })).json()) as { waves: Wave[] };
  expect(waves).toMatchObject([{ id: wave.id, state: 'done', sent: 2, used: 1, stayed: 0 }]);
});

test('a code of a wave lets its own address in, once, while it lasts; whoever else tries it takes nothing from them', async () => {
  await using api = await testApi();
  const chief = await beta(api);
  await api.deps.db
    .insertInto('waiting_person')
    .values(['ann', 'bo', 'cy'].map((name, place) => person(`${name}@oto.test`, place)))
    .execute();
  await open(api, chief, { name: 'Three', size: 3, perMinute: 600, days: 1 });
  await drain(api);
  const codes = await Promise.all(
    ['ann', 'bo', 'cy'].map(async (name) => /invitation=([\w-]+)/.exec((await letters(api, `${name}@oto.test`))[0]?.body_text ?? '')?.[1]),
  );
  expect(new Set(codes).size).toBe(3);
  const [anns, bos, cys] = codes;
  const of = (email: string) => api.deps.db.selectFrom('invitation').select('id').where('email', '=', email).executeTakeFirstOrThrow();

  expect(await refusal(await signUp(api, 'cy@oto.test', anns))).toBe('422 bad_invitation');
  // Whoever comes by another way while the door is open leaves the code to whom it was sent.
  await switchSignUp(api, chief, 'open_signup', true);
  expect((await signUp(api, 'eve@oto.test', anns)).status).toBe(200);
  await switchSignUp(api, chief, 'open_signup', false);
  const twice = await Promise.all(['ann@oto.test', 'Ann@Oto.test'].map((email) => signUp(api, email, anns)));
  expect(twice.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 422]);
  expect(await refusal(await signUp(api, 'ann@oto.test', anns))).toBe('422 bad_invitation');

  const { id: bosId } = await of('bo@oto.test');
  const { created_at: made, expires_at: until } = await api.deps.db
    .selectFrom('invitation')
    .select(['created_at', 'expires_at'])
    .where('id', '=', bosId)
    .executeTakeFirstOrThrow();
  expect(until.getTime() - made.getTime()).toBe(86_400_000);
  await api.deps.db
    .updateTable('invitation')
    .set({ expires_at: new Date(Date.now() - 1) })
    .where('id', '=', bosId)
    .execute();
  expect(await refusal(await signUp(api, 'bo@oto.test', bos))).toBe('422 bad_invitation');
  const revoked = await api.send('DELETE', `/api/operator/invitations/${idFromUuid((await of('cy@oto.test')).id)}`, {
    cookie: chief.cookie,
  });
  expect(revoked.status).toBe(204);
  expect(await refusal(await signUp(api, 'cy@oto.test', cys))).toBe('422 bad_invitation');
  const { waves } = (await (await api.send('GET', '/api/operator/waves', { cookie: chief.cookie })).json()) as { waves: Wave[] };
  expect(waves).toMatchObject([{ sent: 3, used: 1 }]);
});

test('the way out erases the address and ends its invitation; what nobody confirmed or used goes by itself', async () => {
  await using api = await testApi();
  const chief = await beta(api);
  await wait(api, 'bo@oto.test');
  const link = LINK.exec((await letters(api, 'bo@oto.test'))[0]?.body_text ?? '')?.[0] ?? '';
  await deed(api, link, 'confirm');
  await open(api, chief, { name: 'One', size: 1 });
  await drain(api);
  const sent = api.deps.db
    .updateTable('mail')
    .set({ sent_at: new Date() })
    .where('recipient', '=', 'bo@oto.test')
    .where('subject', 'like', '%Confirmez%');
  expect((await sent.executeTakeFirstOrThrow()).numUpdatedRows).toBe(1n);
  expect(await (await deed(api, link, 'leave')).text()).toContain('Rien n’est gardé');
  expect(await api.deps.db.selectFrom('waiting_person').select('id').execute()).toEqual([]);
  expect(await letters(api, 'bo@oto.test')).toEqual([]);
  expect(await api.deps.db.selectFrom('invitation').select(['email', 'note']).where('revoked_at', 'is not', null).execute()).toEqual([
    { email: null, note: '' },
  ]);

  await wait(api, 'never@oto.test');
  await api.deps.db.insertInto('waiting_person').values(person('late@oto.test', 0)).execute();
  await open(api, chief, { name: 'Two', size: 1, days: 1 });
  await drain(api);
  const left = async (days: number) => {
    await pruneWaiting({ ...api.deps, now: () => new Date(Date.now() + days * 86_400_000) });
    return (await api.deps.db.selectFrom('waiting_person').select('email').orderBy('email').execute()).map(({ email }) => email);
  };
  expect(await left(0)).toEqual(['late@oto.test', 'never@oto.test']);
  expect(await left(2)).toEqual(['never@oto.test']);
  expect(await left(8)).toEqual([]);
});

test('whoever leaves at the moment in which a wave invites them leaves no invitation behind', async () => {
  await using api = await testApi();
  const chief = await beta(api);
  await wait(api, 'cleo@oto.test');
  const link = LINK.exec((await letters(api, 'cleo@oto.test'))[0]?.body_text ?? '')?.[0] ?? '';
  await deed(api, link, 'confirm');
  await open(api, chief, { name: 'One', size: 1 });
  const [invited, goOn] = [Promise.withResolvers<null>(), Promise.withResolvers<null>()];
  const { signer } = api.deps;
  const slow: Deps['signer'] = {
    ...signer,
    async sign(...asked) {
      invited.resolve(null);
      await goOn.promise;
      return signer.sign(...asked);
    },
  };
  const sending = sendNext({ ...api.deps, signer: slow });
  await invited.promise;
  const leaving = deed(api, link, 'leave');
  await expect.poll(() => waitingForLocks(api.deps), { interval: 5, timeout: 10_000 }).toBe(1);
  goOn.resolve(null);
  expect([await sending, (await leaving).status]).toEqual([1, 200]);
  const left = await api.deps.db.selectFrom('invitation').select(['email', 'note', 'revoked_at']).execute();
  expect(left).toEqual([{ email: null, note: '', revoked_at: expect.any(Date) }]);
  expect(await letters(api, 'cleo@oto.test')).toEqual([]);
});

test('who signs up while they are leaving the list keeps the letter to a new member', async () => {
  await using api = await testApi();
  const dora = person('dora@oto.test', -1);
  await api.deps.db.insertInto('waiting_person').values(dora).execute();
  const [signedUp, goOn] = [Promise.withResolvers<null>(), Promise.withResolvers<null>()];
  const signingUp = api.deps.db.transaction().execute(async (trx) => {
    await forgetWaiting(trx, 'dora@oto.test');
    await trx
      .insertInto('mail')
      .values({ id: uuidFromId(newId()), recipient: 'dora@oto.test', subject: 'oTo', body_text: 'Bonjour', body_html: 'Bonjour' })
      .execute();
    signedUp.resolve(null);
    await goOn.promise;
  });
  await signedUp.promise;
  const leaving = api.deps.db.transaction().execute((trx) => leaveList(trx, dora.id, new Date()));
  await expect.poll(() => waitingForLocks(api.deps), { interval: 5, timeout: 10_000 }).toBe(1);
  goOn.resolve(null);
  await signingUp;
  expect(await leaving).toBe(false);
  expect(await letters(api, 'dora@oto.test')).toHaveLength(1);
});

test('the list is closed while anybody may come in, by its flag, and to those who leave too many addresses', async () => {
  await using api = await testApi();
  const chief = await beta(api);
  const flag = (state: string) => api.send('PUT', '/api/operator/flags', { cookie: chief.cookie, body: { name: 'waiting_list', state } });
  const site = async () => (await (await api.send('GET', '/api/site', { cookie: chief.cookie })).json()) as { waitingList: boolean };
  expect(await site()).toMatchObject({ waitingList: true });
  await flag('off');
  expect(await site()).toMatchObject({ waitingList: false });
  expect(await refusal(await wait(api, 'a@oto.test'))).toBe('403 waiting_list_closed');
  await flag('on');
  // Of one address there are three letters a day at most, and nobody is told.
  for (let n = 0; n < 4; n++) expect((await wait(api, 'flooded@oto.test')).status).toBe(202);
  expect(await letters(api, 'flooded@oto.test')).toHaveLength(3);
  for (let n = 0; n < 5; n++) await wait(api, `n${n}@oto.test`);
  expect(await refusal(await wait(api, 'more@oto.test'))).toBe('429 too_many_requests');
  expect(await refusal(await api.send('PUT', '/api/operator/flags', { cookie: chief.cookie, body: { name: 'gone', state: 'on' } }))).toBe(
    '400 bad_request',
  );
});

test('a wave waits for its hour, for a pause and for the switch, keeps its pace, and lets go of whom it did not ask', async () => {
  await using api = await testApi();
  const chief = await beta(api);
  let now = new Date();
  const deps = { ...api.deps, now: () => now };
  await api.deps.db
    .insertInto('waiting_person')
    .values([0, 1, 2, 3].map((n) => person(`p${n}@oto.test`, n, n === 3 ? 'en' : 'fr')))
    .execute();
  const all = (await waiting(api, chief)).people;
  const chosen = await open(api, chief, {
    name: 'Chosen',
    size: 9,
    chosen: all.slice(1, 3).map(({ id }) => id),
    opensAt: new Date(now.getTime() + 3_600_000).toISOString(),
    perMinute: 2,
  });
  expect(chosen).toMatchObject({ who: 'chosen', size: 2 });
  expect(await refusal(await post(api, chief, '/waves', { name: 'Again', size: 1, chosen: [all[1]?.id] }))).toBe('409 wrong_state');
  expect(await sendNext(deps)).toBe(0);
  now = new Date(now.getTime() + 3_600_001);
  const act = (kind: string) => post(api, chief, `/waves/${chosen.id}`, { deed: kind });
  await act('pause');
  expect(await sendNext(deps)).toBe(0);
  expect(await untilWaveDue(deps)).toBeNull();
  await act('resume');
  await switchSignUp(api, chief, 'signup', false);
  expect([await sendNext(deps), await untilWaveDue(deps)]).toEqual([0, null]);
  await switchSignUp(api, chief, 'signup', true);
  expect([await sendNext(deps), await sendNext(deps)]).toEqual([1, 0]);
  expect(await untilWaveDue(deps)).toBe(30_000);
  expect(await (await act('stop')).json()).toMatchObject({ state: 'stopped', sent: 1 });
  expect(await refusal(await act('resume'))).toBe('409 wrong_state');
  await open(api, chief, { name: 'English', size: 5, lang: 'en', perMinute: 600 });
  await open(api, chief, { name: 'Everybody', size: 5, perMinute: 600 });
  expect(await drain(api)).toBe(3);
  const asked = await api.deps.db.selectFrom('invitation').select(['email', 'note']).orderBy('email').execute();
  expect(asked.map(({ email, note }) => `${email} ${note}`)).toEqual([
    'p0@oto.test Everybody',
    'p1@oto.test Chosen',
    'p2@oto.test Everybody',
    'p3@oto.test English',
  ]);
});

test('two replicas, one of which loses its database again and again, give each person one code and one letter', async () => {
  await using api = await testApi();
  const chief = await beta(api);
  const replica = (name: string) => {
    const pool = new pg.Pool({ connectionString: api.deps.config.databaseUrl, max: 2, application_name: name });
    pool.on('error', () => undefined);
    // A client that is thrown out while it is idle says so to nobody else.
    pool.on('connect', (client) => client.on('error', () => undefined));
    return new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  };
  const [steady, failing] = [replica('steady'), replica('failing')];
  let run = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 9 }),
      fc.integer({ min: 1, max: 9 }),
      fc.integer({ min: 0, max: 12 }),
      async (people, size, crashes) => {
        const mark = `r${run++}`;
        const { db } = api.deps;
        await db.deleteFrom('waiting_person').execute();
        await db
          .insertInto('waiting_person')
          .values(Array.from({ length: people }, (_, n) => person(`${mark}-${n}@oto.test`, n)))
          .execute();
        const wave = await open(api, chief, { name: mark, size, perMinute: 600 });
        const going = { done: false };
        const work = async (mine: Kysely<Tables>) => {
          while (!going.done) {
            const sent = await sendNext(ahead({ ...api.deps, db: mine })).catch(() => 1);
            if (sent === 0) going.done = true;
          }
        };
        const crash = async () => {
          for (let left = crashes; left > 0 && !going.done; left--) await lose(db, 'failing');
        };
        await Promise.all([work(steady), work(failing), crash()]);
        const due = Math.min(people, size);
        const codes = await db.selectFrom('invitation').select('email').where('note', '=', mark).execute();
        const mails = await db.selectFrom('mail').select('recipient').where('recipient', 'like', `${mark}-%`).execute();
        const first = Array.from({ length: due }, (_, n) => `${mark}-${n}@oto.test`);
        expect(new Set(codes.map(({ email }) => email))).toEqual(new Set(first));
        expect(codes).toHaveLength(due);
        expect(new Set(mails.map(({ recipient }) => recipient))).toEqual(new Set(first));
        expect(mails).toHaveLength(due);
        const row = await db.selectFrom('wave').select(['sent', 'state']).where('id', '=', uuidFromId(wave.id)).executeTakeFirst();
        expect(row).toEqual({ sent: due, state: 'done' });
      },
    ),
    { seed: 8, numRuns: 6, endOnFailure: true },
  );
  await Promise.all([steady.destroy(), failing.destroy()]);
});

/** Ends every connection of a replica, wherever it is. */
function lose(db: Kysely<Tables>, replica: string): Promise<unknown> {
  return sql`select pg_terminate_backend(pid) from pg_stat_activity where application_name = ${replica} and datname = current_database()`.execute(
    db,
  );
}

let minutes = 0;

/** As if the pace had passed since the last one. */
function ahead(deps: Deps): Deps {
  return { ...deps, now: () => new Date(Date.now() + ++minutes * 60_000) };
}

async function drain(api: TestApi): Promise<number> {
  const before = await count(api);
  while ((await sendNext(ahead(api.deps))) > 0);
  return (await count(api)) - before;
}

async function count(api: TestApi): Promise<number> {
  return (await api.deps.db.selectFrom('wave_invitation').select('wave_id').execute()).length;
}

function person(email: string, place: number, lang: 'fr' | 'en' = 'fr') {
  return { id: uuidFromId(newId()), email, lang, confirmed_at: new Date(Date.now() - 60_000 + place) };
}

async function beta(api: TestApi): Promise<Person> {
  const chief = await api.join('Chief', { email: 'chief@oto.test' });
  await switchSignUp(api, chief, 'open_signup', false);
  return chief;
}

function switchSignUp(api: TestApi, chief: Person, name: string, enabled: boolean): Promise<Response> {
  return api.send('PUT', '/api/operator/switches', { cookie: chief.cookie, body: { name, enabled } });
}

function wait(api: TestApi, email: string): Promise<Response> {
  return api.send('POST', '/api/waiting-list', { body: { email, lang: 'fr', wish: 'Des nuages' } });
}

function deed(api: TestApi, link: string, kind: 'confirm' | 'leave'): Promise<Response> {
  return api.send('POST', link.replace(TEST_ORIGIN, ''), {
    body: `deed=${kind}`,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  });
}

function post(api: TestApi, { cookie }: Person, path: string, body: object): Promise<Response> {
  return api.send('POST', `/api/operator${path}`, { cookie, body });
}

async function open(api: TestApi, chief: Person, body: object): Promise<Wave> {
  const answer = await post(api, chief, '/waves', body);
  expect(answer.status).toBe(201);
  return (await answer.json()) as Wave;
}

async function waiting(api: TestApi, { cookie }: Person): Promise<Waiting> {
  return (await (await api.send('GET', '/api/operator/waiting', { cookie })).json()) as Waiting;
}

function letters(api: TestApi, to: string) {
  return api.deps.db.selectFrom('mail').select(['subject', 'body_text']).where('recipient', '=', to).orderBy('id').execute();
}

function signUp(api: TestApi, email: string, invitation?: string): Promise<Response> {
  const body = { name: 'P', email, password: PASSWORD, terms: TERMS_VERSION, ...(invitation === undefined ? {} : { invitation }) };
  return api.send('POST', '/api/auth/sign-up/email', { body });
}
