import { expect, test } from 'vitest';
import sharp from 'sharp';
import type { Claim } from '@oto/schema/contract/worker';
import { refusal } from '../testing/api.ts';
import { keepUploads } from './keep-uploads.ts';
import { bareMp4, plainPng, stage, tone, type Stage } from '../testing/generation.ts';
import type { Kind } from '@oto/schema/board/kind';

async function started(api: Stage, kind: Kind, where = 'board'): Promise<Claim> {
  const ann = await api.join('Ann');
  const agent = await api.agent(ann, { kind });
  await api.order(ann, kind, { agents: [agent.id], prompt: 'Une forêt bleue', where });
  const claim = await api.claim();
  if (!claim) throw new Error('no claim');
  return claim;
}

const put = (api: Stage, claim: Claim, bytes: Uint8Array, mime: string, variant = 'main') =>
  api.work(claim, 'PUT', `/media/0/${variant}`, bytes, mime);

test('an image is re-encoded, marked, thumbed and served by range', async () => {
  await using api = await stage();
  const claim = await started(api, 'image');
  const png = await sharp(Buffer.from(plainPng(800, 600)))
    .withMetadata({ exif: { IFD0: { Copyright: 'the whole workflow' } } })
    .png()
    .toBuffer();
  const sent = (await (await put(api, claim, png, 'image/png')).json()) as { sha256: string; bytes: number };
  expect(await (await put(api, claim, png, 'image/png')).json()).toEqual(sent);
  await api.finish(claim);
  const path = `/media/${claim.creation}/main`;
  const whole = await api.send('GET', `${path}?r=${sent.sha256.slice(0, 8)}`);
  expect(whole.status).toBe(200);
  expect(Object.fromEntries(whole.headers)).toMatchObject({
    'content-type': 'image/webp',
    'cache-control': 'public, max-age=3600, immutable',
    vary: expect.stringContaining('Accept'),
    'content-security-policy': "default-src 'none'; sandbox",
    'x-content-type-options': 'nosniff',
    'accept-ranges': 'bytes',
    'content-disposition': `inline; filename="une-foret-bleue.webp"; filename*=UTF-8''Une%20for%C3%AAt%20bleue.webp`,
    etag: `"${sent.sha256}"`,
  });
  const bytes = Buffer.from(await whole.arrayBuffer());
  expect(bytes.byteLength).toBe(sent.bytes);
  const meta = await sharp(bytes).metadata();
  expect(meta).toMatchObject({ format: 'webp', width: 800, height: 600 });
  expect(meta.exif).toBeUndefined();
  expect(String(meta.xmp)).toContain('digitalsourcetype/algorithmicMedia');
  const thumb = Buffer.from(await (await api.send('GET', `/media/${claim.creation}/thumb`)).arrayBuffer());
  expect(await sharp(thumb).metadata()).toMatchObject({ format: 'webp', width: 320, height: 240 });

  const get = (headers: Record<string, string>) => api.send('GET', path, { headers });
  const part = await get({ range: 'bytes=4-9' });
  expect([part.status, part.headers.get('content-range')]).toEqual([206, `bytes 4-9/${bytes.byteLength}`]);
  expect(Buffer.from(await part.arrayBuffer())).toEqual(bytes.subarray(4, 10));
  const tail = await get({ range: 'bytes=-3' });
  expect(Buffer.from(await tail.arrayBuffer())).toEqual(bytes.subarray(-3));
  const beyond = await get({ range: `bytes=${bytes.byteLength}-` });
  expect(beyond.headers.get('content-range')).toBe(`bytes */${bytes.byteLength}`);
  expect(await refusal(beyond)).toBe('416 range_not_satisfiable');
  expect((await get({ range: 'bytes=0-0', 'if-range': '"other"' })).status).toBe(200);
  const fresh = await get({ 'if-none-match': `W/"${sent.sha256}"` });
  expect([fresh.status, await fresh.text()]).toEqual([304, '']);
  const head = await api.send('HEAD', path);
  expect([head.status, head.headers.get('content-length'), await head.text()]).toEqual([200, String(bytes.byteLength), '']);
  expect(await refusal(await api.send('GET', `/media/${claim.creation}/poster`))).toBe('404 not_found');
});

test('a file that is not what it says is refused, and so is one that unpacks to too much', async () => {
  await using api = await stage();
  const claim = await started(api, 'image');
  const page = new TextEncoder().encode('<!doctype html><script>alert(1)</script>');
  expect(await refusal(await put(api, claim, page, 'image/png'))).toBe('422 bad_media');
  expect(await refusal(await put(api, claim, tone(), 'image/png'))).toBe('422 bad_media');
  expect(await refusal(await put(api, claim, plainPng(8, 8), 'image/jpeg'))).toBe('422 bad_media');
  expect(await refusal(await put(api, claim, plainPng(8, 8).subarray(0, 40), 'image/png'))).toBe('422 bad_media');
  expect(await refusal(await put(api, claim, plainPng(20_000, 20_000, 1), 'image/png'))).toBe('422 bad_media');
  expect(await refusal(await put(api, claim, page, 'text/html'))).toBe('415 unsupported_media');
  expect(await refusal(await put(api, claim, tone(), 'audio/wav'))).toBe('415 unsupported_media');
  expect(await refusal(await put(api, claim, new Uint8Array(25 * 1024 * 1024 + 1), 'image/png'))).toBe('413 payload_too_large');
  expect(await refusal(await api.work(claim, 'PUT', '/media/3/main', plainPng(8, 8), 'image/png'))).toBe('404 not_found');
  const kept = await api.deps.db.selectFrom('upload').selectAll().execute();
  expect(kept).toEqual([]);
});

test('a film is written anew with its header first, its poster gives the thumb', async () => {
  await using api = await stage();
  const claim = await started(api, 'video');
  const film = bareMp4(4000, 1000);
  expect((await put(api, claim, film, 'video/mp4')).status).toBe(200);
  expect(await refusal(await put(api, claim, film.subarray(0, film.length - 3), 'video/mp4'))).toBe('422 bad_media');
  expect((await put(api, claim, plainPng(512, 512), 'image/png', 'poster')).status).toBe(200);
  await api.finish(claim);
  const served = await api.send('GET', `/media/${claim.creation}/main`);
  expect(served.headers.get('content-type')).toBe('video/mp4');
  const bytes = Buffer.from(await served.arrayBuffer());
  expect(bytes.indexOf('moov')).toBeLessThan(bytes.indexOf('mdat'));
  expect(bytes.includes(Buffer.alloc(64, 'picture'))).toBe(true);
  expect(bytes.includes('workflow')).toBe(false);
  expect(bytes.includes('digitalsourcetype/algorithmicMedia')).toBe(true);
  const detail = (await (await api.send('GET', `/api/creations/${claim.creation}`)).json()) as {
    media: { variant: string }[];
    durationMs: number;
  };
  expect(detail.media.map((file) => file.variant)).toEqual(['main', 'poster', 'thumb']);
  expect(detail.durationMs).toBe(4000);
});

test('a voice has its peaks, a text is a file too', async () => {
  await using api = await stage();
  const voice = await started(api, 'voice');
  await put(api, voice, tone(), 'audio/wav');
  await api.finish(voice);
  const detail = (await (await api.send('GET', `/api/creations/${voice.creation}`)).json()) as { peaks: number[]; durationMs: number };
  expect(detail.durationMs).toBe(500);
  expect(detail.peaks).toHaveLength(120);
  expect(Math.max(...detail.peaks)).toBe(1);

  const text = await started(api, 'text');
  await api.finish(text);
  const file = await api.send('GET', `/media/${text.creation}/main?download=md`);
  expect(file.headers.get('content-type')).toBe('text/markdown; charset=utf-8');
  expect(file.headers.get('content-disposition')).toBe(`attachment; filename="le-phare.md"; filename*=UTF-8''Le%20phare.md`);
  expect(await file.text()).toContain('Il éclaire la mer.');
  const part = await api.send('GET', `/media/${text.creation}/main`, { headers: { range: 'bytes=2-9' } });
  expect([part.status, await part.text()]).toEqual([206, 'Le phare']);
});

test('what a step on the way left is served as the creation is, and may become the creation’s own', async () => {
  await using api = await stage();
  const claim = await started(api, 'image', 'private');
  const bob = await api.join('Bob');
  await put(api, claim, plainPng(400, 300), 'image/png');
  const job = await api.deps.db.selectFrom('job').selectAll().executeTakeFirstOrThrow();
  const delivery = { jobId: job.id, creationId: job.creation_id, step: 0, attempt: 1 } as const;
  const keep = (as: 'step' | 'creation', step = 0) =>
    api.deps.db.transaction().execute((trx) => keepUploads(trx, { ...delivery, step, as }));
  expect([await keep('step'), await keep('step'), await keep('step', 1)]).toEqual([true, true, false]);
  await api.deps.db.updateTable('creation').set({ state: 'done', visibility: 'published' }).execute();
  const path = `/media/${claim.creation}/step/0`;
  const main = await api.send('GET', `${path}/main?r=1`, { cookie: bob.cookie });
  expect([main.status, main.headers.get('content-type'), main.headers.get('cache-control')]).toEqual([
    200,
    'image/webp',
    'public, max-age=3600, immutable',
  ]);
  expect((await api.send('GET', `${path}/thumb`)).status).toBe(200);
  for (const other of [`${path}/poster`, `/media/${claim.creation}/step/1/main`, `/media/${claim.creation}/main`]) {
    expect(await refusal(await api.send('GET', other))).toBe('404 not_found');
  }
  expect(await refusal(await api.send('GET', `/media/${claim.creation}/step/99/main`))).toBe('400 bad_request');
  await api.deps.db.updateTable('creation').set({ visibility: 'private' }).execute();
  expect(await refusal(await api.send('GET', `${path}/main`, { cookie: bob.cookie }))).toBe('404 not_found');

  await api.deps.db.deleteFrom('upload').execute();
  expect([await keep('creation'), await keep('creation')]).toEqual([true, true]);
  const own = await api.deps.db.selectFrom('media').select('variant').orderBy('variant').execute();
  expect(own.map((file) => file.variant)).toEqual(['main', 'thumb']);
  expect(await api.deps.db.selectFrom('step_media').selectAll().execute()).toEqual([]);
});

test('a preview is shown for a minute under an address nobody guesses', async () => {
  await using api = await stage();
  const claim = await started(api, 'image');
  const shown = await api.work(claim, 'PUT', '/preview/0', plainPng(600, 600), 'image/png');
  const { url } = (await shown.json()) as { url: string };
  const seen = await api.send('GET', url);
  expect([seen.status, seen.headers.get('content-type'), seen.headers.get('cache-control')]).toEqual([
    200,
    'image/webp',
    'private, no-store',
  ]);
  expect(await sharp(Buffer.from(await seen.arrayBuffer())).metadata()).toMatchObject({ width: 384 });
  for (const token of ['%00', 'a'.repeat(31), '..%2f'.repeat(8)])
    expect(await refusal(await api.send('GET', `/media/preview/${token}`))).toBe('400 bad_request');
  expect(await refusal(await api.work(claim, 'PUT', '/preview/0', tone(), 'image/png'))).toBe('422 bad_media');
  await api.deps.db
    .updateTable('preview')
    .set({ expires_at: new Date(0) })
    .execute();
  expect(await refusal(await api.send('GET', url))).toBe('404 not_found');
});
