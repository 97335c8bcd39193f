import { decodeJwt } from 'jose';
import { expect, test } from 'vitest';
import { Pass } from '@oto/schema/contract/identity';
import { OutboxFact } from '@oto/schema/contract/outbox';
import { CollabClaims } from '@oto/schema/contract/pass';
import { GUESTS_MAX, PlotFacts } from '@oto/schema/contract/plot';
import { refusal, testApi, TEST_ORIGIN, type Person, type TestApi } from '../testing/api.ts';

const home = (person: Person): string => {
  const [plot] = person.me.plots;
  return `/api/plots/${plot?.x}/${plot?.y}`;
};

async function facts(answer: Response | Promise<Response>): Promise<PlotFacts> {
  const settled = await answer;
  if (!settled.ok) throw new Error(await settled.text());
  return PlotFacts.parse(await settled.json());
}

async function audited(api: TestApi): Promise<readonly string[]> {
  const rows = await api.deps.db.selectFrom('audit_log').select('action').where('action', '<>', 'sign_up').orderBy('id').execute();
  return rows.map((row) => row.action);
}

test('a plot begins open, but not to a newcomer who was not invited', async () => {
  await using api = await testApi();
  const [ann, bob] = [await api.join('Ann'), await api.join('Bob')];
  expect(await facts(api.send('GET', home(ann)))).toEqual({
    plot: ann.me.plots[0],
    owner: { id: ann.id, name: 'Ann', handle: ann.me.handle },
    policy: 'open',
    notes: 0,
    guests: null,
    mayWrite: false,
  });
  const asBob = () => api.send('GET', home(ann), { cookie: bob.cookie });
  const claims = async () => {
    const { token } = Pass.parse(await (await api.send('POST', '/api/pass', { cookie: bob.cookie })).json());
    return CollabClaims.parse(decodeJwt(token));
  };
  expect(await facts(asBob())).toMatchObject({ mayWrite: false });
  expect(await claims()).toMatchObject({ newcomer: true });

  await api.send('PUT', `${home(ann)}/guests/${bob.me.handle}`, { cookie: ann.cookie });
  expect(await facts(asBob())).toMatchObject({ mayWrite: true });
  await api.send('DELETE', `${home(ann)}/guests/${bob.me.handle}`, { cookie: ann.cookie });

  await api.deps.db
    .updateTable('member')
    .set({ created_at: new Date(Date.now() - 25 * 3_600_000) })
    .execute();
  expect(await facts(asBob())).toMatchObject({ mayWrite: true });
  expect(await claims()).not.toHaveProperty('newcomer');
});

test('the owner opens and closes a plot, and the documents hear of it', async () => {
  await using api = await testApi({ newcomerHours: 0 });
  const ann = await api.join('Ann');
  const ben = await api.join('Ben');
  const policyBy = (person: Person, policy: string) => api.send('PATCH', home(ann), { cookie: person.cookie, body: { policy } });
  expect(await refusal(await policyBy(ben, 'open'))).toBe('403 forbidden');
  expect(await refusal(await api.send('PATCH', home(ann), { body: { policy: 'open' } }))).toBe('401 not_signed_in');
  expect(await refusal(await policyBy(ann, 'closed'))).toBe('400 bad_request');
  expect(await facts(policyBy(ann, 'invited'))).toMatchObject({ policy: 'invited', guests: [], mayWrite: true });
  expect(await facts(policyBy(ann, 'open'))).toMatchObject({ policy: 'open', guests: [], mayWrite: true });
  expect(await facts(api.send('GET', home(ann), { cookie: ben.cookie }))).toMatchObject({ guests: null, mayWrite: true });
  expect(await facts(api.send('GET', home(ann)))).toMatchObject({ guests: null, mayWrite: false });
  expect(await facts(policyBy(ann, 'owner'))).toMatchObject({ policy: 'owner', mayWrite: true });
  await policyBy(ann, 'owner');
  expect(await facts(api.send('GET', home(ann), { cookie: ben.cookie }))).toMatchObject({ mayWrite: false });
  const rows = await api.deps.db.selectFrom('outbox').select('fact').orderBy('id').execute();
  const claims = rows
    .map((row) => OutboxFact.parse(row.fact))
    .flatMap((fact) => (fact.type === 'claim' && fact.claim.o === ann.id ? [fact] : []));
  expect(claims.map((fact) => [fact.claim.p, fact.atlas.p])).toEqual([
    ['open', 'open'],
    ['invited', 'invited'],
    ['open', 'open'],
    ['owner', 'owner'],
  ]);
  expect(await audited(api)).toEqual(['plot_policy', 'plot_policy', 'plot_policy']);
});

test('guests come and go by their handle, and only the owner learns who they are', async () => {
  await using api = await testApi();
  const ann = await api.join('Ann');
  const ben = await api.join('Ben');
  const chief = await api.join('Chief', { email: 'chief@oto.test' });
  const guest = (method: string, person: Person, handle: string) =>
    api.send(method, `${home(ann)}/guests/${handle}`, { cookie: person.cookie });
  const rights = async () =>
    (await api.deps.db.selectFrom('plot').select('rights').where('owner_id', '=', ann.uuid).executeTakeFirstOrThrow()).rights;
  expect(await rights()).toBe(0);
  expect(await refusal(await guest('PUT', ben, ben.me.handle))).toBe('403 forbidden');
  expect(await facts(guest('PUT', ann, ben.me.handle))).toMatchObject({ guests: [{ id: ben.id, handle: ben.me.handle }] });
  expect(await rights()).toBe(1);
  await guest('PUT', ann, ben.me.handle);
  await guest('PUT', ann, ann.me.handle);
  expect(await facts(api.send('GET', home(ann), { cookie: ben.cookie }))).toMatchObject({ guests: null, mayWrite: true });
  expect(await refusal(await guest('PUT', ann, 'nobody-here'))).toBe('404 not_found');
  expect(await facts(guest('DELETE', chief, ben.me.handle))).toMatchObject({ guests: null, mayWrite: true });
  expect(await facts(guest('DELETE', ann, ben.me.handle))).toMatchObject({ guests: [] });
  expect(await rights()).toBe(2);
  expect(await facts(api.send('GET', home(ann), { cookie: ben.cookie }))).toMatchObject({ mayWrite: false });
  expect(await audited(api)).toEqual(['plot_invite', 'plot_dismiss']);
});

test('a plot takes only so many guests', async () => {
  await using api = await testApi();
  const ann = await api.join('Ann');
  const ben = await api.join('Ben');
  const [plot] = ann.me.plots;
  const guests = Array.from({ length: GUESTS_MAX }, (_, n) => ({ id: crypto.randomUUID(), name: 'G', handle: `guest-${n}` }));
  await api.deps.db.insertInto('member').values(guests).execute();
  await api.deps.db
    .insertInto('plot_guest')
    .values(guests.map(({ id }) => ({ plot_x: plot?.x ?? 0, plot_y: plot?.y ?? 0, member_id: id })))
    .execute();
  const invite = () => api.send('PUT', `${home(ann)}/guests/${ben.me.handle}`, { cookie: ann.cookie });
  expect(await refusal(await invite())).toContain('guests_full');
  await api.send('DELETE', `${home(ann)}/guests/guest-7`, { cookie: ann.cookie });
  expect((await facts(invite())).guests).toHaveLength(GUESTS_MAX);
});

test('plots that nobody claimed, odd coordinates and foreign pages are refused', async () => {
  await using api = await testApi();
  const ann = await api.join('Ann');
  for (const path of ['/api/plots/0/0', '/api/plots/999/999']) expect(await refusal(await api.send('GET', path))).toBe('404 not_found');
  for (const path of ['/api/plots/1e3/0', '/api/plots/-0/0', '/api/plots/1.5/0', '/api/plots/99999999/0']) {
    expect(await refusal(await api.send('GET', path))).toBe('400 bad_request');
  }
  const foreign = { cookie: ann.cookie, body: { policy: 'open' }, headers: { origin: 'https://elsewhere.test' } };
  expect(await refusal(await api.send('PATCH', home(ann), foreign))).toContain('wrong_origin');
  const own = { ...foreign, headers: { origin: TEST_ORIGIN } };
  expect((await api.send('PATCH', home(ann), own)).status).toBe(200);
  const spec = (await (await api.send('GET', '/openapi.json')).json()) as { paths: Record<string, Record<string, unknown>> };
  expect(Object.keys(spec.paths['/api/plots/{x}/{y}'] ?? {})).toEqual(expect.arrayContaining(['get', 'patch']));
  expect(Object.keys(spec.paths['/api/plots/{x}/{y}/guests/{handle}'] ?? {})).toEqual(expect.arrayContaining(['put', 'delete']));
});
