import { expect, test } from 'vitest';
import { makeMailSender } from '../notification/mail-sender.ts';
import { readable, startMailbox } from '../notification/testing/mailbox.ts';
import { refusal, testApi, TEST_ORIGIN, type TestApi } from '../testing/api.ts';
import { enqueueMail } from './enqueue.ts';
import { mailOfLetter } from './letter.ts';
import { pruneMails } from './prune.ts';
import { sendDueMails } from './send-due.ts';
import { startPost } from './start-post.ts';

const LETTER = mailOfLetter('ann@oto.test', {
  lang: 'fr',
  subject: 'Bonjour <Ann>',
  lines: ['Voilà & merci.'],
  link: { words: 'Entrer', href: `${TEST_ORIGIN}/account/reset#abc` },
});

test('a letter is sent by SMTP as it is written, once, and its words are wiped then', async () => {
  await using mailbox = await startMailbox();
  await using api = await testApi({ mail: { url: mailbox.url, from: 'oTo <oto@oto.test>' }, mailbox: false });
  const post = await startPost(api.deps, makeMailSender({ url: mailbox.url, from: 'oTo <oto@oto.test>' }));
  await put(api);
  await expect.poll(async () => (await rows(api))[0]?.sent_at ?? null).not.toBeNull();
  await post.stop();
  expect(mailbox.mails).toHaveLength(1);
  const source = readable(mailbox.mails[0]?.source ?? '');
  expect(source).toContain('Subject: Bonjour <Ann>');
  expect(source).toContain('Voilà & merci.');
  expect(source).toContain('Voilà &amp; merci.');
  expect(source).not.toContain('List-Unsubscribe');
  expect(await rows(api)).toMatchObject([{ body_text: '', body_html: '', tries: 1, error: null }]);
});

test('a letter that was not taken waits and is tried again, by one replica, until it is given up', async () => {
  await using mailbox = await startMailbox();
  await using api = await testApi();
  let now = new Date();
  const deps = { ...api.deps, now: () => now };
  const sender = makeMailSender({ url: mailbox.url, from: 'oto@oto.test' });
  mailbox.refuse(550);
  await put(api);
  const tries: number[] = [];
  for (let n = 0; n < 7; n++) {
    now = new Date(now.getTime() + 3 * 3_600_000);
    tries.push((await Promise.all([sendDueMails(deps, sender), sendDueMails(deps, sender)])).reduce((a, b) => a + b));
  }
  expect(tries).toEqual([1, 1, 1, 1, 1, 1, 0]);
  expect(await rows(api)).toMatchObject([{ sent_at: null, error: expect.stringContaining('550') }]);
  await put(api);
  mailbox.refuse(null);
  // Past the database's clock, which counts finer than milliseconds.
  now = new Date(Date.now() + 1_000);
  expect(await sendDueMails(deps, sender)).toBe(1);
  expect(mailbox.mails).toHaveLength(1);
  now = new Date(now.getTime() + 8 * 86_400_000);
  await pruneMails(deps);
  expect(await rows(api)).toEqual([]);
  sender.close();
});

test('the mailbox shows a local run’s letters to its own machine alone, under its own name', async () => {
  await using api = await testApi();
  await put(api);
  const here = { ip: '127.0.0.1' };
  const list = await (await api.send('GET', '/mailbox?lang=fr', here)).text();
  expect(list).toContain('Bonjour &lt;Ann&gt;');
  const path = /\/mailbox\/[\w-]{22}/.exec(list)?.[0] ?? '';
  expect(await (await api.send('GET', path, here)).text()).toContain(`<a href="${TEST_ORIGIN}/account/reset#abc">`);
  const seen = await api.send('GET', `${path}?as=html`, here);
  expect(seen.headers.get('content-security-policy')).toContain("script-src 'self'");
  expect(await seen.text()).toContain('Voilà &amp; merci.');
  expect(await refusal(await api.send('GET', '/mailbox'))).toBe('404 not_found');
  expect(await refusal(await api.send('GET', path))).toBe('404 not_found');
  expect(await refusal(await api.send('GET', `http://rebound.example${path}`, here))).toBe('404 not_found');
  await using production = await testApi({ production: true, mailbox: false, payments: { mode: 'off' } });
  expect((await production.send('GET', '/mailbox', here)).status).toBe(404);
});

function put(api: TestApi): Promise<void> {
  return api.deps.db.transaction().execute((trx) => enqueueMail(trx, LETTER));
}

function rows(api: TestApi) {
  return api.deps.db.selectFrom('mail').selectAll().execute();
}
