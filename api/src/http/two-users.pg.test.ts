import { beforeAll, afterAll, expect, test } from 'vitest';
import { sql, type Kysely } from 'kysely';
import { isId, uuidFromId } from '@oto/schema/base/id';
import type { Tables } from '@oto/schema/db/tables';
import type { Person } from '../testing/api.ts';
import type { Stage } from '../testing/generation.ts';
import { confirm } from '../privacy/testing/confirmed.ts';
import { CASES } from './two-users/cases.ts';
import type { RouteCase } from './two-users/route-case.ts';
import { actors, MARK, type Acts } from './two-users/stage.ts';

const METHODS = ['get', 'post', 'put', 'patch', 'delete'];
const CHANGING = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);
/** Waits for news until it is let go. */
const STREAM = 'GET /events';

type As = { readonly cookie?: string; readonly key?: string; readonly origin?: string };

let api: Stage;
let acts: Acts;
let chief: Person;
let visitors = 0;

beforeAll(async () => {
  ({ api, acts, chief } = await actors());
});
afterAll(() => api[Symbol.asyncDispose]());

test('every route that is described has a case here, and every case a route', async () => {
  const spec = (await (await api.send('GET', '/openapi.json')).json()) as { paths: Record<string, object> };
  const routes = Object.entries(spec.paths).flatMap(([path, item]) =>
    Object.keys(item)
      .filter((method) => METHODS.includes(method))
      .map((method) => `${method.toUpperCase()} ${path}`),
  );
  expect(Object.keys(CASES).toSorted()).toEqual(routes.toSorted());
});

test('nobody reads or changes what is Ann’s: not a visitor, not a member, not a key', async () => {
  const before = await standing(api, acts);
  const key = await keyOf(acts.bob);
  const answers: string[] = [];
  const expected: string[] = [];
  for (const [route, one] of cases((one) => !(one.kind === 'own' && one.last === true))) {
    await api.deps.db.updateTable('session').set({ confirmedUntil: null }).where('userId', '=', acts.bob.uuid).execute();
    for (const who of ['visitor', 'bob', 'key'] as const) {
      if (who === 'bob') await confirm(api, acts.bob);
      const as = who === 'visitor' ? {} : who === 'bob' ? { cookie: acts.bob.cookie } : { key };
      const told = await ask(route, one, as);
      expect([route, who, told.body.includes(MARK) ? told.body : '']).toEqual([route, who, '']);
      const due = dueFor(one, who, told.code);
      answers.push(`${route} ${who}: ${told.code}`);
      expected.push(`${route} ${who}: ${due}`);
    }
  }
  expect(answers).toEqual(expected);
  expect(await standing(api, acts)).toEqual(before);
});

test('a page of another site changes nothing with Ann’s own cookie', async () => {
  const before = await standing(api, acts);
  const answers: string[] = [];
  for (const [route, one] of cases(() => true)) {
    if (!CHANGING.has(route.split(' ')[0] ?? '')) continue;
    const told = await ask(route, one, { cookie: acts.ann.cookie, origin: 'https://evil.example' });
    answers.push(`${route}: ${told.code}`);
  }
  expect(answers.filter((answer) => !answer.endsWith(': 403 wrong_origin'))).toEqual([]);
  expect(await standing(api, acts)).toEqual(before);
});

test('whoever may is let: none of these requests was refused because it was a bad one', async () => {
  const answers: string[] = [];
  const expected: string[] = [];
  await confirm(api, acts.ann);
  const last = cases((one) => one.kind === 'own' && one.last === true);
  for (const [route, one] of [...cases((one) => !(one.kind === 'own' && one.last === true)), ...last]) {
    const due = rightAnswer(one);
    if (due === null) continue;
    // Whoever ended their session comes in anew.
    const who = one.kind === 'operator' ? chief : one.kind === 'own' && one.last === true ? await api.join('Carl') : acts.ann;
    await confirm(api, who);
    const told = await ask(route, one, one.kind === 'open' ? {} : { cookie: who.cookie });
    answers.push(`${route}: ${told.code}`);
    expected.push(`${route}: ${due}`);
  }
  expect(answers).toEqual(expected);
});

function cases(wanted: (one: RouteCase) => boolean): readonly (readonly [string, RouteCase])[] {
  return Object.entries(CASES).filter(([, one]) => wanted(one));
}

function rightAnswer(one: RouteCase): string | null {
  switch (one.kind) {
    case 'object':
    case 'own':
      return String(one.ann);
    case 'open':
      return String(one.answer);
    case 'operator':
      return String(one.chief);
    case 'worker':
      return null;
    default:
      return one satisfies never;
  }
}

/** What somebody else must be told. A key may be told less than its member; never more. */
function dueFor(one: RouteCase, who: 'visitor' | 'bob' | 'key', told: string): string {
  switch (one.kind) {
    case 'worker':
      return '401 bad_credential';
    case 'open':
      return who === 'key' ? or(told, String(one.answer), '403 missing_scope') : String(one.answer);
    case 'operator':
      return who === 'visitor' ? '401 not_signed_in' : who === 'bob' ? '403 forbidden' : '403 missing_scope';
    case 'object':
      return who === 'visitor' ? one.visitor : who === 'bob' ? one.bob : or(told, one.bob, '403 missing_scope');
    case 'own':
      return who === 'visitor' ? '401 not_signed_in' : who === 'bob' ? String(one.ann) : or(told, String(one.ann), '403 missing_scope');
    default:
      return one satisfies never;
  }
}

function or(told: string, ...allowed: readonly string[]): string {
  return allowed.includes(told) ? told : allowed.join(' or ');
}

async function ask(route: string, one: RouteCase, as: As): Promise<{ readonly code: string; readonly body: string }> {
  const { path, body, headers = {} } = one.asked(acts);
  const answer = await api.send(route.split(' ')[0] ?? '', path, {
    ip: `2001:db8:${(++visitors).toString(16)}::1`,
    headers: {
      ...headers,
      ...(as.origin === undefined ? {} : { origin: as.origin }),
      ...(as.key === undefined ? {} : { authorization: `Bearer ${as.key}` }),
    },
    ...(as.cookie === undefined ? {} : { cookie: as.cookie }),
    ...(body === undefined ? {} : { body }),
  });
  if (route === STREAM && answer.ok) {
    const reader = answer.body?.getReader();
    const first = await reader?.read();
    await reader?.cancel();
    return { code: String(answer.status), body: Buffer.from(first?.value ?? []).toString() };
  }
  const text = Buffer.from(await answer.arrayBuffer()).toString('latin1');
  const code = answer.status < 400 ? '' : ((JSON.parse(text) as { error?: { code?: string } }).error?.code ?? '');
  return { code: `${answer.status}${code === '' ? '' : ` ${code}`}`, body: text };
}

async function keyOf(who: Person): Promise<string> {
  const body = { name: 'all', scopes: ['generate', 'read', 'wallet'] };
  return ((await (await api.send('POST', '/api/keys', { cookie: who.cookie, body })).json()) as { secret: string }).secret;
}

/** Counters of requests, and what goes by itself. */
const FLEETING = new Set(['public.rate_limit', 'public.open_stream', 'public.map_tile']);

/** Every row of the database that names Ann or something of hers. */
async function standing(
  { deps: { db } }: Stage,
  { bob: _bob, bobsAgent: _agent, rule: _rule, invitation: _invitation, ann, ...hers }: Acts,
) {
  const ids = [ann.id, ...Object.values(hers).filter((id) => typeof id === 'string' && isId(id))];
  // Facts for documents, events and the audit tell ids in their short form.
  const names = [...ids, ...ids.map(uuidFromId)];
  const found: string[] = [];
  for (const name of await tablesOf(db)) {
    if (FLEETING.has(name)) continue;
    const { rows } = await sql<{ row: unknown }>`
      select to_jsonb(t) as row from ${sql.raw(name)} t
      where exists (select from unnest(${names}::text[]) u where to_jsonb(t)::text like '%' || u || '%')`.execute(db);
    for (const { row } of rows) found.push(`${name} ${JSON.stringify(row)}`);
  }
  return found.toSorted();
}

async function tablesOf(db: Kysely<Tables>): Promise<readonly string[]> {
  const { rows } = await sql<{ name: string }>`
    select format('%I.%I', table_schema, table_name) as name from information_schema.tables
    where table_schema in ('public', 'ledger') and table_type = 'BASE TABLE'`.execute(db);
  return rows.map(({ name }) => name);
}
