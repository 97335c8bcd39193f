import { createLocalJWKSet, compactVerify, type JSONWebKeySet } from 'jose';
import { expect, test } from 'vitest';
import sharp from 'sharp';
import { uuidFromId } from '@oto/schema/base/id';
import { Manifest, ProvenanceAnswer, VerifyReport } from '@oto/schema/contract/provenance';
import type { Job } from '@oto/schema/contract/job';
import { mediaStore, sha256Hex } from '../media/store.ts';
import { makeWaitingForms } from '../media/forms.ts';
import { newSigningKey } from '../pass/signer.ts';
import { refusal, type Person } from '../testing/api.ts';
import { bareMp4, stage, tone, type Stage } from '../testing/generation.ts';
import { photograph } from '../testing/picture.ts';
import { makeCredential } from './credential.ts';
import { embedCredential } from './embed.ts';

let pictures = 0;

/** A creation with a file of its own. */
async function painted(api: Stage, person: Person, more: object = {}, kind: 'image' | 'video' | 'voice' = 'image'): Promise<Job> {
  const agent = await api.agent(person, { kind, name: 'Pinceau' });
  const job = await api.order(person, kind, { agents: [agent.id], prompt: 'Une forêt bleue', where: 'board', ...more });
  const claim = await api.claim();
  if (!claim) throw new Error('no claim');
  const [bytes, mime] =
    kind === 'image'
      ? ([await photograph(++pictures, 'png', 320), 'image/png'] as const)
      : kind === 'video'
        ? ([bareMp4(1000, 1000), 'video/mp4'] as const)
        : ([tone(), 'audio/wav'] as const);
  await api.work(claim, 'PUT', '/media/0/main', bytes, mime);
  await api.finish(claim);
  return job;
}

async function fetched(api: Stage, path: string, headers: Record<string, string> = {}) {
  const answer = await api.send('GET', path, { headers });
  expect(answer.status).toBe(200);
  return { answer, bytes: Buffer.from(await answer.arrayBuffer()) };
}

const lookUp = async (api: Stage, bytes: Uint8Array) =>
  ProvenanceAnswer.parse(await (await api.send('GET', `/api/provenance/${sha256Hex(bytes)}`)).json()).records;

const verify = async (api: Stage, bytes: Uint8Array) =>
  VerifyReport.parse(
    await (await api.send('POST', '/api/verify', { body: bytes, headers: { 'content-type': 'application/octet-stream' } })).json(),
  );

test('every file that is served is known by its bytes, with a manifest anybody can check', async () => {
  await using api = await stage({ limitsFactor: 100 });
  const ann = await api.join('Ann');
  const { creation } = await painted(api, ann);
  expect(await makeWaitingForms(api.deps, mediaStore(api.deps))).toBe(1);
  const jwks = (await (await api.send('GET', '/.well-known/jwks.json')).json()) as JSONWebKeySet;
  const files = [
    { path: `/media/${creation}/main`, mime: 'image/webp', variant: 'main' },
    { path: `/media/${creation}/main`, accept: 'image/avif,image/webp,*/*', mime: 'image/avif', variant: 'avif' },
    { path: `/media/${creation}/main`, accept: 'image/avif;q=0, image/webp', mime: 'image/webp', variant: 'main' },
    { path: `/media/${creation}/thumb`, mime: 'image/webp', variant: 'thumb' },
    { path: `/media/${creation}/main?download=1`, mime: 'image/jpeg', variant: 'jpeg' },
    { path: `/media/${creation}/main?download=png`, mime: 'image/png', variant: 'png' },
  ];
  for (const { path, accept, mime, variant } of files) {
    const { answer, bytes } = await fetched(api, path, accept === undefined ? {} : { accept });
    expect([path, answer.headers.get('content-type')]).toEqual([path, mime]);
    expect(answer.headers.get('etag')).toBe(`"${sha256Hex(bytes)}"`);
    const [record, ...others] = await lookUp(api, bytes);
    expect(others).toEqual([]);
    expect(record).toMatchObject({ creation, variant, shown: true, title: 'Une forêt bleue', author: 'Ann', trained: false });
    const { payload, protectedHeader } = await compactVerify(record?.manifest ?? '', createLocalJWKSet(jwks));
    expect(protectedHeader.typ).toBe('oto-manifest');
    expect(Manifest.parse(JSON.parse(Buffer.from(payload).toString('utf8')))).toMatchObject({
      sha256: sha256Hex(bytes),
      mime,
      creation,
      steps: [{ agent: 'Pinceau', engine: 'builtin-image', trained: false }],
      ingredients: [],
    });
    const { xmp } = await sharp(bytes).metadata();
    expect(String(xmp)).toContain('digitalsourcetype/algorithmicMedia');
  }
  const again = await fetched(api, `/media/${creation}/main?download=1`);
  expect(sha256Hex(again.bytes)).toBe(sha256Hex((await fetched(api, `/media/${creation}/main?download=jpeg`)).bytes));
  expect(again.answer.headers.get('content-disposition')).toBe(
    `attachment; filename="une-foret-bleue.jpg"; filename*=UTF-8''Une%20for%C3%AAt%20bleue.jpg`,
  );
  expect(await refusal(await api.send('GET', `/media/${creation}/main?download=wav`))).toBe('400 bad_request');
  expect(await lookUp(api, Buffer.from('unknown'))).toEqual([]);
});

test('films, sounds and words are known too, and say that a machine made them', async () => {
  await using api = await stage({ limitsFactor: 100 });
  const ann = await api.join('Ann');
  for (const [kind, form] of [
    ['video', 'mp4'],
    ['voice', 'wav'],
  ] as const) {
    const { creation } = await painted(api, ann, {}, kind);
    const { bytes } = await fetched(api, `/media/${creation}/main?download=${form}`);
    expect(await lookUp(api, bytes)).toMatchObject([{ creation, variant: 'main', kind, shown: true }]);
    const report = await verify(api, bytes);
    expect(report.sourceType).toBe('http://cv.iptc.org/newscodes/digitalsourcetype/algorithmicMedia');
    expect(report.records).toHaveLength(1);
  }
  const writer = await api.agent(ann);
  const { creation } = await api.order(ann, 'text', { agents: [writer.id], prompt: 'Un phare', where: 'board' });
  const claim = await api.claim();
  if (claim) await api.finish(claim);
  const { bytes } = await fetched(api, `/media/${creation}/main?download=txt`);
  expect(await lookUp(api, bytes)).toMatchObject([{ creation, variant: 'main', kind: 'text', title: expect.any(String) }]);
  expect(await verify(api, bytes)).toMatchObject({ mime: 'text/plain', credential: null, records: [{ creation }] });
});

test('a downloaded picture carries a credential, and one changed bit shows', async () => {
  await using api = await stage({ limitsFactor: 100 });
  const ann = await api.join('Ann');
  const { creation } = await painted(api, ann);
  for (const form of ['jpeg', 'png']) {
    const { bytes } = await fetched(api, `/media/${creation}/main?download=${form}`);
    const report = await verify(api, bytes);
    expect(report).toMatchObject({
      mime: `image/${form}`,
      sourceType: 'http://cv.iptc.org/newscodes/digitalsourcetype/algorithmicMedia',
      credential: { ours: true, intact: true, title: 'Une forêt bleue', manifest: { creation, author: 'Ann' } },
      records: [{ creation, variant: form }],
    });
    const changed = Buffer.from(bytes);
    const at = bytes.length - 200;
    changed.writeUInt8(bytes.readUInt8(at) ^ 1, at);
    expect(await verify(api, changed)).toMatchObject({ credential: { ours: true, intact: false }, records: [] });
    expect(await verify(api, Buffer.concat([bytes, Buffer.from('PK')]))).toMatchObject({ credential: { intact: false }, records: [] });
  }
});

test('a credential of another instance is not ours, whatever it says', async () => {
  await using api = await stage({ limitsFactor: 100 });
  const manifest = Manifest.parse({
    sha256: '00'.repeat(32),
    mime: 'image/webp',
    creation: (await painted(api, await api.join('Ann'))).creation,
    kind: 'image',
    title: 'A forgery',
    author: 'Ann',
    madeAt: new Date().toISOString(),
    digitalSourceType: 'http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture',
    steps: [],
    ingredients: [],
  });
  const theirs = await makeCredential({ signingKey: await newSigningKey(), retiredKeys: [], publicUrl: api.deps.config.publicUrl });
  const told = { jws: 'e30.e30.e30', manifest, trained: false, publicUrl: api.deps.config.publicUrl };
  const forged = await embedCredential(theirs, 'image/png', await photograph(2, 'png'), told);
  expect(await verify(api, forged)).toMatchObject({
    credential: { ours: false, intact: true, title: 'A forgery', manifest: null },
    records: [],
  });
});

/** What the manifest of a file says, its signature checked. */
async function signedWords(api: Stage, bytes: Uint8Array): Promise<Manifest> {
  const jwks = (await (await api.send('GET', '/.well-known/jwks.json')).json()) as JSONWebKeySet;
  const [record] = await lookUp(api, bytes);
  const { payload } = await compactVerify(record?.manifest ?? '', createLocalJWKSet(jwks));
  return Manifest.parse(JSON.parse(new TextDecoder().decode(payload)));
}

test('what was taken down is not told again', async () => {
  await using api = await stage({ limitsFactor: 100 });
  const ann = await api.join('Ann');
  const parent = await painted(api, ann, { title: 'Le parent' });
  const { creation } = await painted(api, await api.join('Bob'), { parents: [parent.creation], title: 'L’enfant' });
  const { bytes } = await fetched(api, `/media/${creation}/main?download=png`);
  const told = async () => JSON.stringify([await lookUp(api, bytes), await verify(api, bytes)]);
  expect(await told()).toContain('Le parent');
  expect(await lookUp(api, bytes)).toMatchObject([
    { manifest: expect.any(String), ingredients: [{ relation: 'parentOf', title: 'Le parent' }] },
  ]);

  const set = (id: string, row: object) =>
    api.deps.db
      .updateTable('creation')
      .set(row)
      .where('id', '=', uuidFromId(id as Job['id']))
      .execute();
  await set(parent.creation, { hidden_at: new Date() });
  expect(await told()).not.toContain('Le parent');
  expect(await lookUp(api, bytes)).toMatchObject([{ shown: true, title: 'L’enfant', ingredients: [{ relation: 'parentOf', title: '' }] }]);
  // What is signed then names neither: it is signed anew, as it is a change of title.
  expect(await signedWords(api, bytes)).toMatchObject({ title: 'L’enfant', ingredients: [{ relation: 'parentOf', title: '' }] });
  await set(creation, { title: 'L’enfant du vent' });
  expect(await signedWords(api, bytes)).toMatchObject({ title: 'L’enfant du vent', author: 'Bob' });
  await set(creation, { title: 'L’enfant' });
  await set(parent.creation, { hidden_at: null });
  expect(await told()).toContain('Le parent');

  await set(creation, { hidden_at: new Date() });
  expect(await lookUp(api, bytes)).toMatchObject([
    { shown: false, title: null, author: null, manifest: null, ingredients: [], steps: [{ agent: 'Pinceau' }] },
  ]);
  expect(await told()).not.toMatch(/L’enfant|Bob/);
  await set(creation, { hidden_at: null, visibility: 'private' });
  expect(await told()).not.toMatch(/L’enfant|Bob/);
  await set(creation, { visibility: 'published' });
  await api.deps.db.updateTable('member').set({ hidden_at: new Date() }).where('name', '=', 'Bob').execute();
  expect(await told()).not.toMatch(/L’enfant|Bob/);
  expect(await refusal(await api.send('GET', `/media/${creation}/main`))).toBe('404 not_found');
});

test('a private parent is an ingredient without a name', async () => {
  await using api = await stage({ limitsFactor: 100 });
  const ann = await api.join('Ann');
  const parent = await painted(api, ann, { title: 'Mon secret', where: 'private' });
  const { creation } = await painted(api, ann, { parents: [parent.creation], title: 'Le monde' });
  const { bytes } = await fetched(api, `/media/${creation}/main`);
  const [record] = await lookUp(api, bytes);
  expect(record).toMatchObject({ title: 'Le monde', ingredients: [{ relation: 'parentOf', title: '', sha256: expect.any(String) }] });
  expect(record?.manifest).not.toBeNull();
  expect(Buffer.from(record?.manifest?.split('.')[1] ?? '', 'base64url').toString()).not.toContain('secret');
});

test('no file makes the verification fail', async () => {
  await using api = await stage({ limitsFactor: 1000 });
  const ann = await api.join('Ann');
  const { creation } = await painted(api, ann);
  const { bytes: png } = await fetched(api, `/media/${creation}/main?download=png`);
  const { bytes: jpeg } = await fetched(api, `/media/${creation}/main?download=jpeg`);
  let state = 7;
  const random = (below: number) => (state = (state * 1_103_515_245 + 12_345) & 0x7fffffff) % below;
  for (let round = 0; round < 40; round++) {
    const whole = round % 2 === 0 ? png : jpeg;
    const copy = Buffer.from(whole);
    // Most of the damage goes where the credential is.
    for (let hit = 0; hit < 1 + random(8); hit++) copy.writeUInt8(random(256), random(Math.min(copy.length, 40_000)));
    const cut = random(3) === 0 ? copy.subarray(0, random(copy.length) + 1) : copy;
    const answer = await api.send('POST', '/api/verify', { body: cut });
    expect(answer.status).toBe(200);
    const report = VerifyReport.parse(await answer.json());
    expect(report.records).toHaveLength(cut.equals(whole) ? 1 : 0);
    // The credential's own padding is outside of what it vouches for; the picture never is.
    const vouched = report.credential?.ours === true && report.credential.intact;
    expect(await pixels(vouched ? cut : whole)).toBe(await pixels(whole));
  }
  expect(await refusal(await api.send('POST', '/api/verify', { body: new Uint8Array() }))).toBe('422 bad_media');
  expect(await refusal(await api.send('POST', '/api/verify', { body: new Uint8Array(25 * 1024 * 1024 + 1) }))).toBe(
    '413 payload_too_large',
  );
  for (const name of ['zz', 'A'.repeat(64), '%00'.repeat(20)]) {
    expect(await refusal(await api.send('GET', `/api/provenance/${name}`))).toBe('400 bad_request');
  }
});

const pixels = async (bytes: Buffer): Promise<string> => sha256Hex(await sharp(bytes).raw().toBuffer());

test('an address may show us twenty files a minute', async () => {
  await using api = await stage();
  const show = (ip: string) => api.send('POST', '/api/verify', { body: 'words', ip });
  const answers = await Promise.all(Array.from({ length: 6 }, () => show('198.51.100.7')));
  expect(answers.every((answer) => answer.status === 200)).toBe(true);
  for (let sent = 6; sent < 20; sent++) expect((await show('198.51.100.7')).status).toBe(200);
  expect(await refusal(await show('198.51.100.7'))).toBe('429 too_many_requests');
  expect((await show('198.51.100.8')).status).toBe(200);
});
