import { Hono } from 'hono';
import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { expect, test } from 'vitest';
import type { Incident, Status } from '@oto/schema/contract/status';
import type { Tables } from '@oto/schema/db/tables';
import { proxyTrust } from '@oto/schema/proxy/trust';
import type { ApiEnv } from '../http/env.ts';
import { requestContext } from '../http/request-context.ts';
import { refusal, testApi, type TestApi } from '../testing/api.ts';
import { statusRoutes } from './routes.ts';
import { sampleStatus } from './sample.ts';

const MINUTE = 60_000;
const START = Date.parse('2026-03-01T12:00:00Z');
const beat = (api: TestApi, at: number) =>
  api.deps.db
    .insertInto('service_beat')
    .values({ service: 'collab', replica: 'zanzibar', at: new Date(at) })
    .onConflict((conflict) => conflict.columns(['service', 'replica']).doUpdateSet({ at: new Date(at) }))
    .execute();
const days = (api: TestApi, component: 'board' | 'mail') =>
  api.deps.db.selectFrom('status_day').select(['up', 'slow', 'down']).where('component', '=', component).execute();

test('one replica counts each minute, and minutes in which nobody could look count as down', async () => {
  await using api = await testApi();
  const look = (minutes: number) => sampleStatus({ ...api.deps, now: () => new Date(START + minutes * MINUTE) });
  await beat(api, START);
  expect(await Promise.all([look(0), look(0), look(0)])).toEqual(expect.arrayContaining([true, false]));
  expect(await look(0.5)).toBe(false);
  expect(await days(api, 'board')).toEqual([{ up: 1, slow: 0, down: 0 }]);
  // The documents' server has fallen silent.
  expect(await look(1)).toBe(true);
  expect(await days(api, 'board')).toEqual([{ up: 1, slow: 0, down: 1 }]);
  await beat(api, START + 11 * MINUTE);
  expect(await look(11)).toBe(true);
  expect(await days(api, 'board')).toEqual([{ up: 2, slow: 0, down: 10 }]);
  // No mail is sent here: nothing is counted.
  expect(await days(api, 'mail')).toEqual([]);
});

test('what has not come yet when a new host is looked at for the first time was not down', async () => {
  await using api = await testApi();
  const look = (minutes: number) => sampleStatus({ ...api.deps, now: () => new Date(START + minutes * MINUTE) });
  await look(0);
  expect(await days(api, 'board')).toEqual([]);
  await look(1);
  expect(await days(api, 'board')).toEqual([{ up: 0, slow: 0, down: 1 }]);
});

test('an operator tells of an incident in both languages, and it is read as page, feed and JSON until it is over', async () => {
  await using api = await testApi();
  const chief = await api.join('Chief', { email: 'chief@oto.test' });
  await beat(api, Date.now());
  await sampleStatus(api.deps);
  const body = { components: ['voice'], impact: 'down', state: 'looking', fr: 'Les voix <se taisent>.', en: 'Voices are silent.' };
  const bob = await api.join('Bob');
  expect(await refusal(await api.send('POST', '/api/operator/incidents', { cookie: bob.cookie, body }))).toBe('403 forbidden');
  const made = await api.send('POST', '/api/operator/incidents', { cookie: chief.cookie, body });
  expect(made.status).toBe(201);
  const { id } = (await made.json()) as Incident;

  const status = (await (await api.send('GET', '/api/status?days=1')).json()) as Status;
  expect(status).toMatchObject({ overall: 'slow', incidents: [{ id, state: 'looking' }] });
  expect(status.components.find(({ name }) => name === 'voice')).toMatchObject({ state: 'down', since: null });
  expect(status.components.find(({ name }) => name === 'board')).toMatchObject({ state: 'up', uptime: 1000, days: [{ up: 1 }] });
  const page = await api.send('GET', '/status?lang=fr');
  expect(page.headers.get('cache-control')).toBe('public, max-age=5');
  const html = await page.text();
  expect(html.includes('Les voix &lt;se taisent&gt;.')).toBe(true);
  // No host is named.
  expect(/zanzibar|127\.0\.0\.1/.test(html)).toBe(false);
  const feed = await api.send('GET', '/status.atom?lang=en');
  expect(feed.headers.get('content-type')).toBe('application/atom+xml; charset=utf-8');
  expect(await feed.text()).toContain('Voices are silent.');

  const go = (state: string) =>
    api.send('POST', `/api/operator/incidents/${id}`, { cookie: chief.cookie, body: { impact: 'none', state, fr: 'Fini.', en: 'Over.' } });
  expect(((await (await go('over')).json()) as Incident).updates).toMatchObject([{ en: 'Over.' }, { en: 'Voices are silent.' }]);
  expect(await refusal(await go('over'))).toBe('409 wrong_state');
  const audited = await api.deps.db.selectFrom('audit_log').select('action').where('action', 'like', '%incident').orderBy('id').execute();
  expect(audited.map(({ action }) => action)).toEqual(['open_incident', 'update_incident']);
});

test('the page answers without its database, and says so', async () => {
  await using api = await testApi();
  const page = await withoutDatabase(api).request('/status?lang=en');
  expect(page.status).toBe(200);
  const html = await page.text();
  expect(html.includes('The database does not answer')).toBe(true);
  expect(/data-part="board" data-state="down"/.test(html)).toBe(true);
});

function withoutDatabase(api: TestApi): Hono<ApiEnv> {
  const pool = new pg.Pool({ connectionString: 'postgres://nobody@127.0.0.1:1/none', connectionTimeoutMillis: 500 });
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  return new Hono<ApiEnv>().use(requestContext(proxyTrust([]))).route('/', statusRoutes({ ...api.deps, db }));
}
