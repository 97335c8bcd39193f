import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import sharp from 'sharp';
import type { Claim } from '@oto/schema/contract/worker';
import { isErrorCode } from '@oto/schema/contract/errors';
import { bareMp4, plainPng, stage, tone } from '../testing/generation.ts';
import { photograph } from '../testing/picture.ts';

const PAGE = Buffer.from('<!doctype html><html><script>alert(document.domain)</script></html>', 'latin1');
const PDF = Buffer.from('%PDF-1.7\n1 0 obj<</OpenAction<</S/JavaScript/JS(app.alert(1))>>>>endobj\n%%EOF', 'latin1');
/** An empty archive's end record with a comment: enough to be opened as a zip from behind. */
const ZIP = Buffer.concat([Buffer.from('PK\x03\x04payload.exe', 'latin1'), Buffer.from('PK\x05\x06', 'latin1'), Buffer.alloc(18)]);
const SVG = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><image href="file:///etc/passwd"/></svg>', 'latin1');
const MARKS = ['<script', '%PDF', 'PK\x03\x04', 'PK\x05\x06', '<svg', 'Elm Street', 'workflow'];

async function pictures(): Promise<{ readonly [name: string]: Buffer }> {
  const own: { [name: string]: Buffer } = {};
  for (const form of ['png', 'jpeg', 'webp', 'avif'] as const) own[form] = Buffer.from(await photograph(9, form));
  return own;
}

test('what rides on a picture, a sound or a film does not come out again', async () => {
  await using api = await stage();
  const ann = await api.join('Ann');
  const cookie = ann.cookie;
  for (const [form, bytes] of Object.entries(await pictures())) {
    for (const rider of [PAGE, PDF, ZIP, SVG]) {
      const answer = await api.send('POST', '/api/inputs', {
        cookie,
        body: Buffer.concat([bytes, rider]),
        headers: { 'content-type': `image/${form}` },
      });
      expect([201, 422]).toContain(answer.status);
      if (!answer.ok) continue;
      const { url } = (await answer.json()) as { url: string };
      const file = await api.send('GET', url, { cookie });
      expect(file.headers.get('x-content-type-options')).toBe('nosniff');
      const kept = Buffer.from(await file.arrayBuffer());
      for (const mark of MARKS) expect([form, mark, kept.includes(Buffer.from(mark, 'latin1'))]).toEqual([form, mark, false]);
    }
  }
  const sound = await api.send('POST', '/api/inputs', {
    cookie,
    body: Buffer.concat([Buffer.from(tone()), ZIP, PAGE]),
    headers: { 'content-type': 'audio/wav' },
  });
  const { url, bytes } = (await sound.json()) as { url: string; bytes: number };
  expect(bytes).toBe(tone().length);
  expect(Buffer.from(await (await api.send('GET', url, { cookie })).arrayBuffer()).equals(Buffer.from(tone()))).toBe(true);
});

test('of a moving picture the first frame is kept, and an orientation is obeyed', async () => {
  await using api = await stage();
  const { cookie } = await api.join('Ann');
  const frames = Buffer.concat([10, 90, 170, 250].map((grey) => Buffer.alloc(16 * 16 * 3, grey)));
  const moving = await sharp(frames, { raw: { width: 16, height: 64, channels: 3, pageHeight: 16 } })
    .webp({ loop: 0, delay: [50, 50, 50, 50] })
    .toBuffer();
  expect((await sharp(moving, { pages: -1 }).metadata()).pages).toBe(4);
  const turned = await sharp(Buffer.alloc(20 * 10 * 3, 90), { raw: { width: 20, height: 10, channels: 3 } })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer();
  const sent = async (body: Buffer, mime: string) =>
    (await (await api.send('POST', '/api/inputs', { cookie, body, headers: { 'content-type': mime } })).json()) as object;
  expect(await sent(moving, 'image/webp')).toMatchObject({ width: 16, height: 16 });
  expect(await sent(turned, 'image/jpeg')).toMatchObject({ width: 10, height: 20 });
});

test('hostile files end in coded refusals, whoever sends them, and the api goes on', async () => {
  await using api = await stage({ limitsFactor: 100 });
  const { cookie } = await api.join('Ann');
  const ann = await api.join('Bob');
  const claims: Claim[] = [];
  for (const kind of ['image', 'video', 'voice'] as const) {
    const agent = await api.agent(ann, { kind });
    await api.order(ann, kind, { agents: [agent.id], prompt: 'Un phare' });
    const claim = await api.claim();
    if (claim) claims.push(claim);
  }
  expect(claims).toHaveLength(3);
  const own = await pictures();
  const png = own['png'] ?? Buffer.alloc(0);
  const gif = Buffer.from(
    'GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff!\xf9\x04\x01\0\0\0\0,\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0;',
    'latin1',
  );
  const corpus: readonly (readonly [string, Buffer])[] = [
    ['image/png', PAGE],
    ['image/png', PDF],
    ['image/png', ZIP],
    ['image/png', SVG],
    ['image/svg+xml', SVG],
    ['image/gif', gif],
    ['image/png', gif],
    ['image/webp', gif],
    ['text/html', PAGE],
    ['application/pdf', PDF],
    ['', png],
    ['image/png; charset=x, text/html', SVG],
    ['image/png', Buffer.alloc(0)],
    ['image/png', Buffer.alloc(1_000_000)],
    ['image/png', gzipSync(Buffer.alloc(10_000_000))],
    ['image/png', Buffer.concat([PAGE, png])],
    ['image/png', png.subarray(0, png.length >> 1)],
    ['image/png', Buffer.from(plainPng(30_000, 30_000, 1))],
    ['image/png', Buffer.from(plainPng(0, 5))],
    ['image/jpeg', png],
    ...Object.entries(own).flatMap(([form, bytes]) => [
      [`image/${form}`, bytes.subarray(0, 40)] as const,
      [`image/${form}`, bytes.subarray(0, bytes.length - 200)] as const,
      [`image/${form}`, Buffer.concat([bytes.subarray(0, 30), Buffer.alloc(bytes.length, 0xff)])] as const,
    ]),
    ['audio/wav', Buffer.from(tone().subarray(0, 40))],
    ['audio/wav', Buffer.from('RIFF\xff\xff\xff\xffWAVEdata\0\0\0\0', 'latin1')],
    ['audio/wav', Buffer.concat([Buffer.from('RIFF\0\0\0\0WAVEfmt \x10\0\0\0', 'latin1'), Buffer.alloc(40, 0xff)])],
    ['audio/wav', PAGE],
    ['video/mp4', Buffer.from(bareMp4(1, 1)).subarray(0, 60)],
    ['video/mp4', Buffer.concat([PAGE, Buffer.from(bareMp4(1, 1))])],
    ['video/mp4', Buffer.concat([Buffer.from(bareMp4(1, 1)).subarray(0, 24), Buffer.alloc(4_000, 0)])],
  ];
  for (const [mime, bytes] of corpus) {
    const headers = { 'content-type': mime };
    const answers = [
      await api.send('POST', '/api/inputs', { cookie, body: bytes, headers }),
      ...(await Promise.all(claims.map((claim) => api.work(claim, 'PUT', '/media/0/main', bytes, mime)))),
    ];
    for (const answer of answers) {
      const body = (await answer.json()) as { error?: { code: string } };
      const name = `${mime} ${bytes.subarray(0, 12).toString('latin1')} ${bytes.length}: ${answer.status} ${body.error?.code ?? 'taken'}`;
      expect(name).toMatch(/: (413 payload_too_large|415 unsupported_media|422 bad_media)$/);
      expect(isErrorCode(body.error?.code)).toBe(true);
    }
  }
  expect((await api.send('GET', '/healthz')).status).toBe(200);
  const kept = await api.deps.db.selectFrom('upload').selectAll().execute();
  expect(kept).toEqual([]);
});
