import { sql } from 'kysely';
import { expect, test, vi } from 'vitest';
import { testApi, refusal } from '../testing/api.ts';
import { makeMetrics } from './metrics.ts';
import { metricsApp } from './serve.ts';

test('figures are told on their own port alone, and name routes, never addresses or people', async () => {
  await using api = await testApi();
  const ann = await api.join('Ann');
  await api.send('GET', `/api/members/${ann.me.handle}`);
  await api.send('GET', '/api/members/nobody-at-all');
  await api.send('GET', '/api/nothing/at-all');
  expect(await refusal(await api.send('GET', '/metrics'))).toBe('404 not_found');
  const port = metricsApp(api.metrics);
  const answer = await port.request('/metrics');
  expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'no-store']);
  const text = await answer.text();
  expect(text).toContain('oto_http_requests_total{method="GET",route="/api/members/:handle",status="200"} 1');
  expect(text).toContain('oto_http_requests_total{method="GET",route="/api/members/:handle",status="404"} 1');
  expect(text).toContain('route="none",status="404"');
  expect(text).toMatch(/oto_http_seconds_bucket\{le="30",method="GET",route="\/api\/members\/:handle"\} 2/);
  for (const what of ['job_queued', 'job_running', 'fact', 'mail', 'payment_event', 'report'])
    for (const name of ['oto_waiting', 'oto_oldest_seconds']) expect(text).toContain(`${name}{what="${what}"}`);
  expect(text).toContain('oto_database_up 1\n');
  expect(text).toContain('oto_members 1\n');
  expect(text).toContain('oto_event_streams 0\n');
  expect(text).toContain('oto_engine_healthy{engine="builtin-text"} 1\n');
  expect(text).toContain('oto_database_connections{state="open"}');
  expect(text).toContain('process_cpu_seconds_total');
  for (const secret of [ann.me.handle, ann.email, 'nothing/at-all']) expect(text).not.toContain(secret);
  expect((await port.request('/')).status).toBe(404);
});

test('the books are added up in the background, and a token too many shows', async () => {
  await using api = await testApi();
  await api.join('Ann');
  const metrics = makeMetrics(api.deps);
  expect(await metrics.text()).not.toMatch(/^oto_ledger_drift_tokens /m);
  await vi.waitFor(async () => expect(await metrics.text()).toContain('oto_ledger_drift_tokens 0\n'));
  await sql`update ledger.account set posted = posted + 7 where kind = 'wallet_promo'`.execute(api.deps.db);
  const later = makeMetrics(api.deps);
  await vi.waitFor(async () => expect(await later.text()).toContain('oto_ledger_drift_tokens 7\n'));
  expect(await later.text()).toMatch(/^oto_ledger_faults [1-9]/m);
});
