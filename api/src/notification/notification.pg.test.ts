import { importJWK, jwtVerify } from 'jose';
import webPush from 'web-push';
import { expect, test, vi } from 'vitest';
import { sql } from 'kysely';
import type { z } from 'zod';
import { uuidFromId } from '@oto/schema/base/id';
import type { ServerEvent } from '@oto/schema/contract/event';
import type { NotificationOffer, Notifications } from '@oto/schema/contract/notification';
import { prune } from '../chore/prune.ts';
import type { Config } from '../config.ts';
import { refusal, testApi, TEST_ORIGIN, type Person, type TestApi } from '../testing/api.ts';
import { stage } from '../testing/generation.ts';
import { deliverDue, untilDue, type Ways } from './deliver.ts';
import { makeMailSender } from './mail-sender.ts';
import { notify } from './notify.ts';
import { notifyOfJob } from './of-job.ts';
import { makePushSender } from './push-sender.ts';
import { makeWays, startDelivery } from './start-delivery.ts';
import { startMailbox, readable } from './testing/mailbox.ts';
import { decrypted, startPushService, type Browser, type PushService } from './testing/push-service.ts';
import type { Told } from './words.ts';

const VAPID = webPush.generateVAPIDKeys();
const DAY_MS = 86_400_000;
/** How often a limit that lies in PostgreSQL clears what has expired. */
const CLEARING_MS = 300_000;

const pushConfig = (service: PushService): NonNullable<Config['push']> => ({
  ...VAPID,
  subject: 'mailto:chief@oto.test',
  hosts: [service.host],
});

async function withPush(service: PushService): Promise<{ readonly api: TestApi; readonly ways: Ways }> {
  const push = pushConfig(service);
  return { api: await testApi({ push }), ways: { push: makePushSender(push, service.agent), email: null } };
}

const put = (api: TestApi, who: Person, path: string, body: unknown) =>
  api.send('PUT', `/api/notifications${path}`, { cookie: who.cookie, body });

async function subscribe(api: TestApi, who: Person, browser: Browser): Promise<void> {
  expect((await put(api, who, '/push', browser.subscription)).status).toBe(204);
  expect((await put(api, who, '/settings', { push: true, email: false })).status).toBe(200);
}

async function tell(api: TestApi, who: Person, more: Partial<Omit<Told, 'id'>> = {}): Promise<void> {
  const news = { about: 'done' as const, kind: 'image' as const, title: 'Le phare', code: null, creation_id: null, job_id: null, ...more };
  await api.deps.db.transaction().execute((trx) => notify(trx, api.deps.now(), { member_id: who.uuid, ...news }));
}

const inbox = async (api: TestApi, who: Person): Promise<z.infer<typeof Notifications>> =>
  (await (await api.send('GET', '/api/notifications', { cookie: who.cookie })).json()) as z.infer<typeof Notifications>;

const later = (api: TestApi, ms: number) => ({ ...api.deps, now: () => new Date(Date.now() + ms) });

test('a push reaches the browser alone, in its member’s language, signed for its push service', async () => {
  await using service = await startPushService();
  const { api, ways } = await withPush(service);
  await using _api = api;
  const ann = await api.join('Ann');
  const browser = service.browser('/p/1');
  await subscribe(api, ann, browser);
  await tell(api, ann);
  await api.deps.db.updateTable('member').set({ lang: 'en' }).where('id', '=', ann.uuid).execute();
  await tell(api, ann, { about: 'failed', code: 'engine_timeout' });
  expect(await deliverDue(api.deps, ways)).toBe(2);
  expect(await deliverDue(api.deps, ways)).toBe(0);
  const messages = service.received.map(({ body }) => decrypted(browser, body));
  expect(messages).toContainEqual(expect.objectContaining({ title: 'Your image is ready', body: 'Le phare', url: '/' }));
  expect(messages).toContainEqual(
    expect.objectContaining({ title: 'Your image could not be made', body: expect.stringMatching(/^Le phare\nThe engine took too long/) }),
  );
  const [one] = service.received;
  expect(one?.headers).toMatchObject({ 'content-encoding': 'aes128gcm', ttl: '86400', topic: expect.stringMatching(/^n-\d+$/) });
  expect(() => decrypted(service.browser('/p/2'), one?.body ?? Buffer.alloc(0))).toThrow(/authenticate/);

  const [, token = '', publicKey = ''] = /^vapid t=(.+), k=(.+)$/.exec(String(one?.headers.authorization)) ?? [];
  expect(publicKey).toBe(VAPID.publicKey);
  const point = Buffer.from(publicKey, 'base64url');
  const jwk = { kty: 'EC', crv: 'P-256', x: point.subarray(1, 33).toString('base64url'), y: point.subarray(33).toString('base64url') };
  const { payload } = await jwtVerify(token, await importJWK(jwk, 'ES256'), { audience: `https://${service.host}` });
  expect(payload.sub).toBe('mailto:chief@oto.test');
});

test('two replicas never send twice, and each browser of a member is told', async () => {
  await using service = await startPushService();
  const { api, ways } = await withPush(service);
  await using _api = api;
  const ann = await api.join('Ann');
  for (const path of ['/p/1', '/p/2']) await subscribe(api, ann, service.browser(path));
  for (let n = 0; n < 6; n++) await tell(api, ann, { title: `${n}` });
  const replica = async () => {
    while ((await deliverDue(api.deps, ways)) > 0);
  };
  await Promise.all([replica(), replica(), replica()]);
  const paths = service.received.map(({ path }) => path);
  expect(paths.filter((path) => path === '/p/1')).toHaveLength(6);
  expect(paths.filter((path) => path === '/p/2')).toHaveLength(6);
});

test('a push service in trouble is tried again, ever later; one that refuses is not; a browser that is gone is forgotten', async () => {
  await using service = await startPushService();
  const { api, ways } = await withPush(service);
  await using _api = api;
  const ann = await api.join('Ann');
  await subscribe(api, ann, service.browser('/p/1'));
  service.answer(503);
  await tell(api, ann);
  await deliverDue(api.deps, ways);
  expect(await deliverDue(api.deps, ways)).toBe(0);
  expect(await untilDue(api.deps, ways)).toBeGreaterThan(20_000);
  service.answer(429, { 'retry-after': '900' });
  expect(await deliverDue(later(api, 31_000), ways)).toBe(1);
  expect(await deliverDue(later(api, 800_000), ways)).toBe(0);
  service.answer(201);
  expect(await deliverDue(later(api, 940_000), ways)).toBe(1);
  expect(service.received).toHaveLength(3);
  expect(await untilDue(api.deps, ways)).toBeNull();

  service.answer(500);
  await tell(api, ann);
  for (let n = 0; n < 10; n++) await deliverDue(later(api, n * 4_000_000), ways);
  expect(service.received).toHaveLength(3 + 5);

  service.answer(400);
  await tell(api, ann);
  await deliverDue(api.deps, ways);
  expect(await untilDue(api.deps, ways)).toBeNull();
  service.answer(410);
  await tell(api, ann);
  await deliverDue(api.deps, ways);
  expect(await api.deps.db.selectFrom('push_subscription').selectAll().execute()).toEqual([]);
});

test('who is looking is not called: the open stream tells them', async () => {
  await using service = await startPushService();
  const { api, ways } = await withPush(service);
  await using _api = api;
  const ann = await api.join('Ann');
  await subscribe(api, ann, service.browser('/p/1'));
  const stream = await api.send('GET', '/events', { cookie: ann.cookie });
  if (!stream.body) throw new Error('no stream');
  const reader = stream.body.pipeThrough(new TextDecoderStream()).getReader();
  await tell(api, ann);
  expect(await deliverDue(api.deps, ways)).toBe(1);
  expect(service.received).toEqual([]);
  const whole = /event: notification\ndata: (.*)\n[^]*\n\n/;
  let said = '';
  while (!whole.test(said)) said += (await reader.read()).value ?? '';
  const data = whole.exec(said)?.[1] ?? '{}';
  expect(JSON.parse(data) as ServerEvent).toMatchObject({
    type: 'notification',
    unread: 1,
    notification: { title: 'Le phare', read: false },
  });

  await reader.cancel();
  await expect.poll(async () => (await api.deps.db.selectFrom('open_stream').selectAll().execute()).length).toBe(0);
  await tell(api, ann);
  await deliverDue(api.deps, ways);
  expect(service.received).toHaveLength(1);

  // A replica that died leaves its streams behind: they lapse.
  await sql`insert into open_stream values (gen_random_uuid(), ${ann.uuid}, now() + interval '20 s')`.execute(api.deps.db);
  await tell(api, ann);
  await tell(api, ann);
  await deliverDue(later(api, 30_000), ways);
  expect(service.received).toHaveLength(3);
});

test('the loop of a replica wakes when something is to be sent', async () => {
  await using service = await startPushService();
  const { api, ways } = await withPush(service);
  await using _api = api;
  const ann = await api.join('Ann');
  await subscribe(api, ann, service.browser('/p/1'));
  const loop = await startDelivery(api.deps, ways);
  await tell(api, ann);
  await expect.poll(() => service.received.length, { timeout: 10_000 }).toBe(1);
  await loop.stop();
  await tell(api, ann);
  expect(service.received).toHaveLength(1);
});

test('a job that ends is told to its author alone, once; a cancelled one is not', async () => {
  await using api = await stage();
  const [ann, bob] = [await api.join('Ann'), await api.join('Bob')];
  const agent = await api.agent(ann);
  const job = await api.order(bob, 'text', { agents: [agent.id], prompt: 'Un phare au loin' });
  const claim = await api.claim();
  if (!claim) throw new Error('no claim');
  await api.finish(claim);
  await api.finish(claim);
  const gone = await api.order(bob, 'text', { agents: [agent.id], prompt: 'Rien' });
  await api.send('POST', `/api/jobs/${gone.id}/cancel`, { cookie: bob.cookie });
  const lost = await api.order(bob, 'text', { agents: [agent.id], prompt: 'Perdu\nà jamais' });
  const second = await api.claim();
  if (!second) throw new Error('no claim');
  await api.work(second, 'POST', '/fail', { attempt: 1, code: 'engine_blocked', retryable: false });
  const told = await inbox(api, bob);
  expect(told).toMatchObject({
    unread: 2,
    notifications: [
      { about: 'failed', code: 'engine_blocked', title: 'Perdu', job: lost.id, kind: 'text', read: false },
      { about: 'done', code: null, title: 'Le phare', job: job.id, creation: job.creation },
    ],
  });
  expect(await inbox(api, ann)).toEqual({ notifications: [], unread: 0 });

  const upTo = told.notifications[1]?.id;
  const read = (who: Person) => api.send('POST', '/api/notifications/read', { cookie: who.cookie, body: { upTo } });
  expect(await (await read(ann)).json()).toEqual({ unread: 0 });
  expect(await inbox(api, bob)).toMatchObject({ unread: 2 });
  expect(await (await read(bob)).json()).toEqual({ unread: 1 });
  expect((await inbox(api, bob)).notifications.map((one) => one.read)).toEqual([false, true]);
});

test('settings are off until asked for; what is not configured is said; addresses are looked at', async () => {
  await using service = await startPushService();
  const { api } = await withPush(service);
  await using _api = api;
  await using bare = await testApi();
  const [ann, bob] = [await api.join('Ann'), await api.join('Bob')];
  const offer = async (one: TestApi, who: Person) =>
    (await (await one.send('GET', '/api/notifications/settings', { cookie: who.cookie })).json()) as NotificationOffer;
  expect(await offer(api, ann)).toEqual({ push: false, email: false, pushKey: VAPID.publicKey, emailAvailable: false });
  const carl = await bare.join('Carl');
  expect(await offer(bare, carl)).toEqual({ push: false, email: false, pushKey: null, emailAvailable: false });
  expect(await refusal(await put(bare, carl, '/push', service.browser('/p').subscription))).toBe('400 bad_request');
  expect(await refusal(await api.send('GET', '/api/notifications'))).toBe('401 not_signed_in');

  for (const endpoint of ['https://127.0.0.1:1/x', 'http://fcm.googleapis.com/x', `https://${service.host}@evil.example/`]) {
    expect(await refusal(await put(api, ann, '/push', { ...service.browser('/p').subscription, endpoint }))).toBe('400 bad_request');
  }
  const { subscription } = service.browser('/p/1');
  const bad = { ...subscription, keys: { ...subscription.keys, p256dh: 'A'.repeat(87) } };
  expect(await refusal(await put(api, ann, '/push', bad))).toBe('400 bad_request');

  await subscribe(api, ann, service.browser('/p/1'));
  const remove = (who: Person) =>
    api.send('DELETE', '/api/notifications/push', { cookie: who.cookie, body: { endpoint: subscription.endpoint } });
  expect((await remove(bob)).status).toBe(204);
  const owners = async () => (await api.deps.db.selectFrom('push_subscription').select('member_id').execute()).map((row) => row.member_id);
  expect(await owners()).toEqual([ann.uuid]);
  // Somebody else signs in at the same browser.
  await put(api, bob, '/push', subscription);
  expect(await owners()).toEqual([bob.uuid]);
  expect((await remove(bob)).status).toBe(204);
  for (let n = 0; n < 12; n++) await put(api, ann, '/push', service.browser(`/p/${n}`).subscription);
  expect(await owners()).toHaveLength(10);
});

test('a mail says what happened, in the person’s language, with a link and a way to end it', async () => {
  await using box = await startMailbox();
  const mail = { url: box.url, from: 'oTo <oto@oto.test>' };
  await using api = await testApi({ mail });
  const ways = { push: null, email: makeMailSender(mail) };
  const [ann, bob] = [await api.join('Ann'), await api.join('Bob')];
  for (const who of [ann, bob])
    expect(await (await put(api, who, '/settings', { push: true, email: true })).json()).toMatchObject({ emailAvailable: true });
  await api.deps.db.updateTable('member').set({ lang: 'en' }).where('id', '=', bob.uuid).execute();
  await api.deps.db.updateTable('user').set({ emailVerified: true }).where('id', '=', bob.uuid).execute();
  const title = 'Le <b>phare</b>\r\nBcc: x@evil.example';
  await tell(api, ann, { title });
  await tell(api, bob, { title });
  expect(await deliverDue(api.deps, ways)).toBe(2);
  const to = (who: Person) => readable(box.mails.find((one) => one.to.includes(who.email))?.source ?? '');
  expect(box.mails.map((one) => one.to.length)).toEqual([1, 1]);
  const [french, english] = [to(ann), to(bob)];
  expect(french).toContain('Subject: oTo · Votre image est prête');
  expect(french).toContain(`Voir sur le tableau\u00A0: ${TEST_ORIGIN}/`);
  expect(french).not.toContain('phare');
  expect(english).toContain('Your image is ready');
  expect(english).toContain('Le &lt;b&gt;phare&lt;/b&gt; Bcc: x@evil.example');
  expect(english).not.toMatch(/^Bcc:/m);

  const link = /List-Unsubscribe: ?<([^>]+)>/.exec(french.replaceAll(/\r\n /g, ''))?.[1] ?? '';
  const path = link.slice(TEST_ORIGIN.length);
  expect((await api.send('GET', path)).headers.get('content-type')).toContain('text/html');
  const settings = async (who: Person) => (await api.send('GET', '/api/notifications/settings', { cookie: who.cookie })).json();
  expect(await settings(ann)).toMatchObject({ email: true });
  expect(
    (await api.send('POST', path, { body: 'List-Unsubscribe=One-Click', headers: { 'content-type': 'application/x-www-form-urlencoded' } }))
      .status,
  ).toBe(200);
  expect(await settings(ann)).toMatchObject({ email: false, push: true });
  expect(await settings(bob)).toMatchObject({ email: true });
  expect(await refusal(await api.send('POST', `${path}x`))).toBe('401 bad_credential');
  ways.email.close();
});

test('one mail a job, six an hour, again after a moment when the server is busy', async () => {
  await using box = await startMailbox();
  const mail = { url: box.url, from: 'oto@oto.test' };
  await using api = await stage({ mail });
  const ways = { push: null, email: makeMailSender(mail) };
  const ann = await api.join('Ann');
  await put(api, ann, '/settings', { push: false, email: true });
  const job = await api.order(ann, 'text', { agents: [(await api.agent(ann)).id], prompt: 'Un phare' });
  const claim = await api.claim();
  if (!claim) throw new Error('no claim');
  await api.finish(claim);
  await deliverDue(api.deps, ways);
  expect(readable(box.mails[0]?.source ?? '')).toContain(`${TEST_ORIGIN}/n/${job.creation}`);
  await api.deps.db.transaction().execute((trx) => notifyOfJob(trx, new Date(), uuidFromId(job.id)));
  expect(await deliverDue(api.deps, ways)).toBe(1);
  expect(box.mails).toHaveLength(1);

  box.refuse(451);
  await tell(api, ann);
  await deliverDue(api.deps, ways);
  box.refuse(null);
  expect(await deliverDue(later(api, 31_000), ways)).toBe(1);
  expect(box.mails).toHaveLength(2);
  box.refuse(550);
  await tell(api, ann);
  await deliverDue(api.deps, ways);
  box.refuse(null);
  expect(await deliverDue(later(api, 31_000), ways)).toBe(0);
  for (let n = 0; n < 5; n++) await tell(api, ann);
  while ((await deliverDue(api.deps, ways)) > 0);
  expect(box.mails).toHaveLength(2 + 2);
  ways.email.close();
});

test('a replica counts its mails in one place, however many it sends', async () => {
  await using box = await startMailbox();
  const mail = { url: box.url, from: 'oto@oto.test' };
  await using api = await testApi({ mail });
  const ann = await api.join('Ann');
  await put(api, ann, '/settings', { push: false, email: true });
  const timers = vi.spyOn(globalThis, 'setTimeout');
  const loop = await startDelivery(api.deps, makeWays(api.deps.config));
  try {
    for (let n = 1; n <= 3; n++) {
      await tell(api, ann);
      await expect.poll(() => box.mails.length, { timeout: 10_000 }).toBe(n);
    }
    expect(timers.mock.calls.filter(([, ms]) => ms === CLEARING_MS)).toHaveLength(1);
  } finally {
    timers.mockRestore();
    await loop.stop();
  }
});

test('what is read, old or no longer wanted is not sent', async () => {
  await using service = await startPushService();
  const { api, ways } = await withPush(service);
  await using _api = api;
  const ann = await api.join('Ann');
  await subscribe(api, ann, service.browser('/p/1'));
  await tell(api, ann);
  await api.send('POST', '/api/notifications/read', { cookie: ann.cookie, body: { upTo: '999999' } });
  expect(await deliverDue(api.deps, ways)).toBe(1);
  await tell(api, ann);
  expect(await deliverDue(later(api, 2 * DAY_MS), ways)).toBe(1);
  await tell(api, ann);
  await put(api, ann, '/settings', { push: false, email: false });
  expect(await deliverDue(api.deps, ways)).toBe(1);
  await tell(api, ann);
  expect(await deliverDue(api.deps, ways)).toBe(0);
  expect(service.received).toEqual([]);
});

test('old notifications and refusals go; those appealed against stay', async () => {
  await using api = await testApi();
  const ann = await api.join('Ann');
  await put(api, ann, '/settings', { push: false, email: true });
  await tell(api, ann);
  const refused = async (name: string) => {
    const answer = await api.send('POST', '/api/agents', { cookie: ann.cookie, body: { kind: 'text', name } });
    return ((await answer.json()) as { error: { refusal: { id: string } } }).error.refusal.id;
  };
  await refused('KYS 1');
  const kept = await refused('KYS 2');
  await api.send('POST', '/api/appeals', { cookie: ann.cookie, body: { refusal: kept, words: 'des initiales' } });
  const left = async (table: 'notification' | 'refusal') => (await api.deps.db.selectFrom(table).selectAll().execute()).length;
  await prune(later(api, 29 * DAY_MS));
  expect([await left('notification'), await left('refusal')]).toEqual([1, 2]);
  await prune(later(api, 31 * DAY_MS));
  expect([await left('notification'), await left('refusal')]).toEqual([1, 1]);
  await prune(later(api, 91 * DAY_MS));
  expect([await left('notification'), await left('refusal')]).toEqual([0, 1]);
});
