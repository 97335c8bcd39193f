import { expect, test } from 'vitest';
import { PASSWORD, TEST_ORIGIN, testApi } from '../testing/api.ts';

const PAGE = 'http://app.oto.test';
const API = 'http://api.oto.test';
const EVIL = 'http://app.evil.test';

test('a page of the same site signs in and asks; a page of another site reads nothing and changes nothing', async () => {
  await using api = await testApi({ publicUrl: PAGE, apiOrigin: API, allowedOrigins: [TEST_ORIGIN] });
  const ours = { origin: PAGE };
  const theirs = { origin: EVIL };
  const email = 'ada@oto.test';

  const asking = { ...ours, 'access-control-request-method': 'POST', 'access-control-request-headers': 'content-type,idempotency-key' };
  const preflight = await api.send('OPTIONS', '/api/quotes', { headers: asking });
  expect(preflight.status).toBe(204);
  expect(Object.fromEntries(preflight.headers)).toMatchObject({
    'access-control-allow-origin': PAGE,
    'access-control-allow-credentials': 'true',
    'access-control-allow-headers': 'content-type,idempotency-key',
    'access-control-allow-methods': expect.stringContaining('PATCH'),
  });
  const forbidden = await api.send('OPTIONS', '/api/quotes', { headers: { ...asking, ...theirs } });
  expect(forbidden.headers.get('access-control-allow-origin')).toBeNull();

  const ada = await api.join('Ada', { email });
  expect((await api.send('POST', '/api/auth/sign-in/email', { body: { email, password: PASSWORD }, headers: theirs })).status).toBe(403);
  const signedIn = await api.send('POST', '/api/auth/sign-in/email', { body: { email: ada.email, password: PASSWORD }, headers: ours });
  expect(signedIn.status).toBe(200);
  // Bound to the api's own host; that the page's is of the same site is enough for it to be sent.
  const cookie = signedIn.headers.getSetCookie().find((one) => one.startsWith('oto.session_token='));
  expect(cookie).toMatch(/HttpOnly/i);
  expect(cookie).toMatch(/SameSite=Lax/i);
  expect(cookie).not.toMatch(/Domain=/i);
  const session = { cookie: cookie?.split(';', 1)[0] ?? '' };

  const me = await api.send('GET', '/api/me', { ...session, headers: ours });
  expect(me.status).toBe(200);
  expect(me.headers.get('access-control-allow-origin')).toBe(PAGE);
  expect(me.headers.get('vary')).toMatch(/Origin/);
  const peeking = await api.send('GET', '/api/me', { ...session, headers: theirs });
  expect(peeking.headers.get('access-control-allow-origin')).toBeNull();
  expect((await api.send('PATCH', '/api/me', { ...session, body: { name: 'Eve' }, headers: theirs })).status).toBe(403);

  // A refusal can be read too, and a picture shown.
  const refused = await api.send('GET', '/media/nothing/main', { headers: ours });
  expect(refused.status).toBe(400);
  expect(refused.headers.get('access-control-allow-origin')).toBe(PAGE);
  expect(refused.headers.get('cross-origin-resource-policy')).toBe('same-site');
  expect(refused.headers.get('content-security-policy')).toContain(`img-src 'self' ${API} `);
});

test('what visitors of several pages read at the same time is told to each under their own origin', async () => {
  const other = 'http://www.oto.test';
  await using api = await testApi({ publicUrl: PAGE, apiOrigin: API, allowedOrigins: [other] });
  const read = async (origin: string) => {
    const answer = await api.send('GET', '/api/world', { headers: { origin } });
    return [answer.status, answer.headers.get('access-control-allow-origin')];
  };
  expect([await read(PAGE), await read(other), await read(EVIL), await read(PAGE)]).toEqual([
    [200, PAGE],
    [200, other],
    [200, null],
    [200, PAGE],
  ]);
});

test('where the page is beside the api, no other origin is spoken to', async () => {
  await using api = await testApi();
  const answer = await api.send('GET', '/api/me', { headers: { origin: PAGE } });
  expect(answer.headers.get('access-control-allow-origin')).toBeNull();
  expect(answer.headers.get('cross-origin-resource-policy')).toBe('same-origin');
});
