import { expect, test } from 'vitest';
import { sql } from 'kysely';
import type { AuditEntry } from '@oto/schema/contract/account';
import { refusal, testApi, type Person, type TestApi } from '../testing/api.ts';
import { audit, auditOwn } from './audit.ts';

async function entries(api: TestApi, who: Person, path: string): Promise<readonly AuditEntry[]> {
  return ((await (await api.send('GET', path, { cookie: who.cookie })).json()) as { entries: AuditEntry[] }).entries;
}

test('operators read what anybody did, by deed, by person and page by page; others only what is theirs', async () => {
  await using api = await testApi();
  const [chief, ann, bob] = [await api.join('Chief', { email: 'chief@oto.test' }), await api.join('Ann'), await api.join('Bob')];
  const body = { member: ann.id, amount: 5, reason: 'a present' };
  await api.send('POST', '/api/operator/grant', { cookie: chief.cookie, body, headers: { 'idempotency-key': 'present-1' } });
  await api.send('POST', '/api/keys', { cookie: ann.cookie, body: { name: 'k', scopes: ['read'] }, ip: '192.0.2.7' });

  const [grant] = await entries(api, chief, '/api/operator/audit?action=grant');
  expect(grant).toMatchObject({ action: 'grant', actor: { id: chief.id, name: 'Chief' }, subject: ann.id, detail: { amount: 5 } });
  const hers = await entries(api, chief, `/api/operator/audit?actor=${ann.id}`);
  expect(new Set(hers.map(({ actor }) => actor?.id))).toEqual(new Set([ann.id]));
  const all = await entries(api, chief, '/api/operator/audit');
  expect(all.map(({ id }) => Number(id))).toEqual(all.map(({ id }) => Number(id)).toSorted((a, b) => b - a));
  const rest = await entries(api, chief, `/api/operator/audit?before=${all[0]?.id}`);
  expect(rest).toEqual(all.slice(1));

  const own = await entries(api, ann, '/api/me/audit');
  expect(own.map(({ action }) => action)).toEqual(['key_made', 'grant', 'sign_up']);
  expect(own[0]).toMatchObject({ actor: { id: ann.id }, detail: { ip: '192.0.2.7', scopes: ['read'] } });
  // Who of the team it was is not told.
  expect(own[1]).toMatchObject({ actor: null, detail: { amount: 5, reason: 'a present' } });
  expect((await entries(api, bob, '/api/me/audit')).map(({ action }) => action)).toEqual(['sign_up']);
  expect(await refusal(await api.send('GET', '/api/operator/audit', { cookie: bob.cookie }))).toBe('403 forbidden');
  expect(await refusal(await api.send('GET', '/api/operator/audit?before=x', { cookie: chief.cookie }))).toBe('400 bad_request');
});

test('whatever a member is told that others did to them is without an address', async () => {
  await using api = await testApi();
  const [ann, bob] = [await api.join('Ann'), await api.join('Bob')];
  await api.deps.db.transaction().execute((trx) => auditOwn(trx, bob.uuid, 'something', ann.id, { kept: 1 }, '192.0.2.9'));
  const [newest] = await entries(api, ann, '/api/me/audit');
  expect(newest).toMatchObject({ action: 'something', actor: null, detail: { kept: 1 } });
  expect(newest?.detail).not.toHaveProperty('ip');
});

test('a line never changes and never goes; only where it was done from may be forgotten', async () => {
  await using api = await testApi();
  const ann = await api.join('Ann');
  const { db } = api.deps;
  await db.transaction().execute(async (trx) => {
    await auditOwn(trx, ann.uuid, 'deed', 'x', { kept: 1 }, '192.0.2.9');
    await audit(trx, ann.uuid, 'bare', null, {});
  });
  const change = (statement: string) =>
    sql
      .raw(statement)
      .execute(db)
      .then(
        () => 'done',
        (error: unknown) => (error as { code?: string }).code,
      );
  for (const refused of [
    `update audit_log set action = 'other'`,
    `update audit_log set actor_id = null`,
    `update audit_log set subject = 'y'`,
    `update audit_log set created_at = now() - interval '1 day'`,
    `update audit_log set detail = detail - 'ip' - 'kept' where action = 'deed'`,
    `update audit_log set detail = '{"ip": "198.51.100.1"}' where action = 'deed'`,
    `update audit_log set detail = detail || '{"ip": "198.51.100.1"}'`,
    `delete from audit_log`,
    `truncate audit_log`,
  ]) {
    expect([refused, await change(refused)]).toEqual([refused, 'OT001']);
  }
  expect(await change(`update audit_log set detail = detail - 'ip'`)).toBe('done');
  const rows = await db.selectFrom('audit_log').select('detail').where('action', '=', 'deed').execute();
  expect(rows).toEqual([{ detail: { kept: 1 } }]);
});

test('of an agent’s version only the words may go', async () => {
  await using api = await testApi();
  const ann = await api.join('Ann');
  await api.send('POST', '/api/agents', { cookie: ann.cookie, body: { kind: 'text', name: 'Plume', role: 'r', instructions: 'i' } });
  const change = (set: string) =>
    sql
      .raw(`update agent_version set ${set}`)
      .execute(api.deps.db)
      .then(
        () => 'done',
        (error: unknown) => (error as { code?: string }).code,
      );
  for (const set of [`name = 'x'`, `fee = 3`, `instructions = 'other'`, `role = '', instructions = '', fee = 3`, `role = ''`]) {
    expect([set, await change(set)]).toEqual([set, 'OT001']);
  }
  expect(await change(`role = '', instructions = ''`)).toBe('done');
});
