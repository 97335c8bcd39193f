import { expect, test } from 'vitest';
import { testApi, refusal } from '../testing/api.ts';
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
  for (const what of ['job_queued', 'job_running', 'fact', 'mail', 'payment_event']) expect(text).toContain(`oto_waiting{what="${what}"}`);
  expect(text).toContain('oto_database_connections{state="open"}');
  expect(text).toContain('process_cpu_seconds_total');
  for (const secret of [ann.me.handle, ann.email, 'nothing/at-all']) expect(text).not.toContain(secret);
  expect((await port.request('/')).status).toBe(404);
});
