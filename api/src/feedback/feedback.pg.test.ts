import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { uuidFromId } from '@oto/schema/base/id';
import type { Feedback, FeedbackCase, FeedbackRequest } from '@oto/schema/contract/feedback';
import { mediaStore } from '../media/store.ts';
import { sweepFiles } from '../media/sweep.ts';
import { confirm } from '../privacy/testing/confirmed.ts';
import { refusal, testApi, type Person, type TestApi } from '../testing/api.ts';
import { pruneFeedback } from './forget.ts';

const ABOUT: FeedbackRequest['about'] = {
  version: 'index-1.js',
  lang: 'en',
  width: 390,
  height: 844,
  ratio: 3,
  webgl: 'WebKit WebGL',
  browser: 'Safari',
  connection: 'live',
};
const LINE = {
  at: '2026-11-23T10:00:00.000Z',
  area: 'http',
  level: 'error' as const,
  code: 'unavailable',
  text: 'Nobody answers ann@oto.test. (POST /generate_image, 0b1f7a52-77c1)',
};

let folder: string;
let api: TestApi;
let chief: Person;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'oto-feedback-'));
  api = await testApi({ mediaFolder: folder });
  chief = await api.join('Chief', { email: 'chief@oto.test' });
});
afterAll(async () => {
  await api[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

test('what somebody says comes once, without secrets, with a picture made anew, and is answered in their language', async () => {
  const ann = await api.join('Ann', { email: 'ann@oto.test' });
  await api.send('PATCH', '/api/me', { cookie: ann.cookie, body: { lang: 'en' } });
  const sent = { key: randomUUID(), lines: [LINE, LINE], picture: await boardPicture() };
  const first = await tell(ann, sent);
  expect(first.status).toBe(201);
  const { id } = (await first.json()) as Feedback;
  expect((await (await tell(ann, sent)).json()) as Feedback).toMatchObject({ id });
  expect(await refusal(await tell(null, sent))).toBe('409 key_reused');

  const [one, ...others] = await cases('?state=open&kind=broken');
  expect(others).toEqual([]);
  expect(one).toMatchObject({ id, by: { name: 'Ann' }, reachable: true, requestIds: ['0b1f7a52-77c1'], picture: true, about: ABOUT });
  expect(JSON.stringify(one?.lines)).not.toContain('ann@oto.test');
  const picture = await api.send('GET', `/api/operator/feedback/${id}/picture`, { cookie: chief.cookie });
  expect(picture.headers.get('content-type')).toBe('image/webp');
  const seen = await sharp(Buffer.from(await picture.arrayBuffer())).metadata();
  expect([seen.width, seen.height, seen.exif]).toEqual([64, 40, undefined]);
  expect(await refusal(await api.send('GET', `/api/operator/feedback/${id}/picture`, { cookie: ann.cookie }))).toBe('403 forbidden');

  expect((await act(id, { answer: 'Mended, thank you.' })).status).toBe(200);
  expect(await refusal(await act(id, { answer: 'And again.' }))).toBe('409 wrong_state');
  const mail = await api.deps.db
    .selectFrom('mail')
    .select(['subject', 'body_text'])
    .where('recipient', '=', ann.email)
    .orderBy('id', 'desc')
    .executeTakeFirst();
  expect(mail).toMatchObject({ subject: 'oTo · An answer to your feedback', body_text: expect.stringContaining('Mended, thank you.') });
  const own = (await (await api.send('GET', '/api/feedback', { cookie: ann.cookie })).json()) as { feedback: Feedback[] };
  expect(own.feedback).toMatchObject([{ id, state: 'answered', answer: 'Mended, thank you.' }]);
  await act(id, { state: 'closed' });
  expect(await (await act(id, { state: 'open' })).json()).toMatchObject({ state: 'answered' });
});

test('a visitor may say something too, with an address or without; a file that is no picture is refused, one that may not come is left', async () => {
  expect((await tell(null, { contact: 'Eve@oto.test' })).status).toBe(201);
  expect((await tell(null, {})).status).toBe(201);
  const [nameless, known] = await cases('?state=open');
  expect([nameless?.reachable, known?.reachable, known?.by]).toEqual([false, true, null]);
  await act(known?.id ?? '', { answer: 'Bonjour' });
  expect(await api.deps.db.selectFrom('mail').select('subject').where('recipient', '=', 'eve@oto.test').execute()).toHaveLength(1);
  // Half a character, as a browser may cut its own name.
  expect((await tell(null, { about: { ...ABOUT, webgl: 'half \ud83d' } }, '192.0.2.8')).status).toBe(201);
  const line = { at: new Date().toISOString(), level: 'info' as const, area: '\ud83d', code: '\ud83d', text: 'half \ud83d' };
  expect((await tell(null, { lines: [line] }, '192.0.2.8')).status).toBe(201);
  expect(await refusal(await tell(null, { picture: Buffer.from('<script>').toString('base64') }))).toMatch(/bad_media|unsupported_media/);
  const flag = { name: 'feedback_picture', state: 'off' };
  await api.send('PUT', '/api/operator/flags', { cookie: chief.cookie, body: flag });
  expect((await tell(null, { picture: await boardPicture() })).status).toBe(201);
  expect((await cases('?state=open'))[0]).toMatchObject({ picture: false });
  await api.send('PUT', '/api/operator/flags', { cookie: chief.cookie, body: { ...flag, state: 'on' } });
  for (let n = 0; n < 3; n++) await tell(null, {}, '192.0.2.9');
  for (let n = 0; n < 3; n++) await tell(null, {}, '192.0.2.9');
  expect(await refusal(await tell(null, {}, '192.0.2.9'))).toBe('429 too_many_requests');
});

test('it goes with its member and after 180 days, and its picture then', async () => {
  const bo = await api.join('Bo');
  const said = (await (await tell(bo, { picture: await boardPicture(9) })).json()) as Feedback;
  const row = await api.deps.db.selectFrom('feedback').select('sha256').where('id', '=', uuidFromId(said.id)).executeTakeFirstOrThrow();
  const sweep = (days: number) => sweepFiles({ ...api.deps, now: () => new Date(Date.now() + days * 86_400_000) }, mediaStore(api.deps));
  await sweep(3);
  expect((await mediaStore(api.deps).readAll(row.sha256 ?? '')).byteLength).toBeGreaterThan(0);
  await confirm(api, bo);
  const answer = await api.send('POST', '/api/me/delete', { cookie: bo.cookie, body: { handle: bo.me.handle, works: 'remove' } });
  expect(answer.status).toBe(204);
  expect(await api.deps.db.selectFrom('feedback').select('id').where('id', '=', uuidFromId(said.id)).execute()).toEqual([]);
  await sweep(3);
  await expect(mediaStore(api.deps).readAll(row.sha256 ?? '')).rejects.toThrow('Cannot read file');
  await pruneFeedback({ ...api.deps, now: () => new Date(Date.now() + 179 * 86_400_000) });
  expect((await cases('')).length).toBeGreaterThan(0);
  await pruneFeedback({ ...api.deps, now: () => new Date(Date.now() + 181 * 86_400_000) });
  expect(await cases('')).toEqual([]);
});

/** A JPEG that says who took it. */
async function boardPicture(shade = 0): Promise<string> {
  const picture = sharp({ create: { width: 64, height: 40, channels: 3, background: { r: shade, g: 200, b: 90 } } });
  return (
    await picture
      .withExif({ IFD0: { Artist: 'Ann' } })
      .jpeg()
      .toBuffer()
  ).toString('base64');
}

function tell(who: Person | null, over: Partial<FeedbackRequest>, ip = '203.0.113.1'): Promise<Response> {
  const body = { key: randomUUID(), kind: 'broken', words: 'The string let go.', about: ABOUT, ...over };
  return api.send('POST', '/api/feedback', { body, ip, ...(who === null ? {} : { cookie: who.cookie }) });
}

function act(id: string, body: object): Promise<Response> {
  return api.send('POST', `/api/operator/feedback/${id}`, { cookie: chief.cookie, body });
}

async function cases(search: string): Promise<readonly FeedbackCase[]> {
  const answer = await api.send('GET', `/api/operator/feedback${search}`, { cookie: chief.cookie });
  return ((await answer.json()) as { feedback: FeedbackCase[] }).feedback;
}
