import { expect, test } from 'vitest';
import sharp from 'sharp';
import { uuidFromId } from '@oto/schema/base/id';
import type { Input, Storage } from '@oto/schema/contract/input';
import { refusal, type Person } from '../testing/api.ts';
import { plainPng, stage, tone, type Stage } from '../testing/generation.ts';
import { photograph } from '../testing/picture.ts';
import { INPUT_KEPT_MS, pruneInputs } from './prune.ts';
import { resolveInputs } from './resolve-inputs.ts';

const give = (api: Stage, person: Person, bytes: Uint8Array, mime: string) =>
  api.send('POST', '/api/inputs', { cookie: person.cookie, body: bytes, headers: { 'content-type': mime } });

async function given(api: Stage, person: Person, bytes: Uint8Array, mime: string): Promise<Input> {
  const answer = await give(api, person, bytes, mime);
  expect(answer.status).toBe(201);
  return (await answer.json()) as Input;
}

const later = (api: Stage, ms: number) => ({ db: api.deps.db, now: () => new Date(Date.now() + ms) });

test('a picture is kept as what it shows, for its owner alone', async () => {
  await using api = await stage();
  const [ann, bob] = [await api.join('Ann'), await api.join('Bob')];
  for (const form of ['jpeg', 'png', 'webp', 'avif'] as const) {
    const input = await given(api, ann, await photograph(1, form), `image/${form}`);
    expect(input).toMatchObject({ role: 'image', mime: 'image/webp', width: 96, height: 96 });
    const file = await api.send('GET', input.url, { cookie: ann.cookie });
    expect(file.headers.get('cache-control')).toBe('private, no-store');
    const bytes = Buffer.from(await file.arrayBuffer());
    expect(bytes.length).toBe(input.bytes);
    expect(bytes.includes('Elm Street')).toBe(false);
    const { exif, xmp, icc } = await sharp(bytes).metadata();
    expect([exif, xmp, icc]).toEqual([undefined, undefined, undefined]);
    expect(await refusal(await api.send('GET', input.url, { cookie: bob.cookie }))).toBe('404 not_found');
    expect(await refusal(await api.send('GET', input.url))).toBe('401 not_signed_in');
    const delay = new Date(input.expiresAt).getTime() - Date.now();
    expect(delay > INPUT_KEPT_MS - 60_000 && delay <= INPUT_KEPT_MS).toBe(true);
  }
  const voice = await given(api, ann, tone(), 'audio/x-wav');
  expect(voice).toMatchObject({ role: 'audio', mime: 'audio/wav', durationMs: 500 });
  expect(voice.peaks).toHaveLength(120);
  const part = await api.send('GET', voice.url, { cookie: ann.cookie, headers: { range: 'bytes=0-3' } });
  expect([part.status, await part.text()]).toEqual([206, 'RIFF']);
});

test('the same bytes are the same input, and what one deletes is gone', async () => {
  await using api = await stage();
  const [ann, bob] = [await api.join('Ann'), await api.join('Bob')];
  const bytes = await photograph(2);
  const [first, again] = [await given(api, ann, bytes, 'image/jpeg'), await given(api, ann, bytes, 'image/jpeg')];
  expect(again.id).toBe(first.id);
  const hers = await given(api, bob, bytes, 'image/jpeg');
  expect(hers.id).not.toBe(first.id);
  expect(await refusal(await api.send('DELETE', `/api/inputs/${first.id}`, { cookie: bob.cookie }))).toBe('404 not_found');
  expect((await api.send('DELETE', `/api/inputs/${first.id}`, { cookie: ann.cookie })).status).toBe(204);
  expect(await refusal(await api.send('GET', first.url, { cookie: ann.cookie }))).toBe('404 not_found');
  expect((await api.send('GET', hers.url, { cookie: bob.cookie })).status).toBe(200);
});

test('files that are too large, too long or of another kind are refused in words', async () => {
  await using api = await stage();
  const ann = await api.join('Ann');
  const long = Buffer.alloc(44 + 301 * 4000);
  Buffer.from(tone(4000)).copy(long, 0, 0, 44);
  long.writeUInt32LE(4000, 24);
  long.writeUInt16LE(8, 34);
  long.writeUInt32LE(301 * 4000, 40);
  expect(await refusal(await give(api, ann, long, 'audio/wav'))).toBe('413 payload_too_large');
  expect(await refusal(await give(api, ann, new Uint8Array(25 * 1024 * 1024 + 1), 'image/png'))).toBe('413 payload_too_large');
  expect(await refusal(await give(api, ann, plainPng(30_000, 30_000, 1), 'image/png'))).toBe('413 payload_too_large');
  expect(await refusal(await give(api, ann, tone(), 'video/mp4'))).toBe('415 unsupported_media');
  expect(await refusal(await give(api, ann, tone(), 'image/png'))).toBe('422 bad_media');
  expect(await refusal(await give(api, ann, new Uint8Array(), 'image/png'))).toBe('422 bad_media');
  expect(await refusal(await api.send('POST', '/api/inputs', { body: tone(), headers: { 'content-type': 'audio/wav' } }))).toBe(
    '401 not_signed_in',
  );
});

test('storage is counted once for each file, and says when it is full', async () => {
  await using api = await stage({ storageBytes: 60_000 });
  const ann = await api.join('Ann');
  const used = async () => ((await (await api.send('GET', '/api/storage', { cookie: ann.cookie })).json()) as Storage).used;
  const input = await given(api, ann, await photograph(3), 'image/jpeg');
  await given(api, ann, await photograph(3), 'image/jpeg');
  expect(await used()).toBe(input.bytes);
  const sound = await given(api, ann, tone(), 'audio/wav');
  expect(await used()).toBe(input.bytes + sound.bytes);
  expect(await refusal(await give(api, ann, tone(48_000), 'audio/wav'))).toBe('409 storage_full');
  expect(await used()).toBe(input.bytes + sound.bytes);

  await api.deps.db.updateTable('input_file').set({ bytes: 60_000 }).where('sha256', 'is not', null).execute();
  const painter = await api.agent(ann, { kind: 'image' });
  const order = { agents: [painter.id], prompt: 'Un phare' };
  expect(await refusal(await api.generate(ann, 'image', order))).toBe('409 storage_full');
  const writer = await api.agent(ann);
  await api.order(ann, 'text', { agents: [writer.id], prompt: 'Un phare' });
  await api.send('DELETE', `/api/inputs/${input.id}`, { cookie: ann.cookie });
  await api.send('DELETE', `/api/inputs/${sound.id}`, { cookie: ann.cookie });
  await api.order(ann, 'image', order);
});

test('a private creation is deleted with its words and files, and makes room', async () => {
  await using api = await stage();
  const [ann, bob] = [await api.join('Ann'), await api.join('Bob')];
  const painter = await api.agent(ann, { kind: 'image' });
  const { creation } = await api.order(ann, 'image', { agents: [painter.id], prompt: 'Un phare secret' });
  const path = `/api/creations/${creation}`;
  expect(await refusal(await api.send('DELETE', path, { cookie: ann.cookie }))).toBe('409 wrong_state');
  const claim = await api.claim();
  if (!claim) throw new Error('no claim');
  await api.work(claim, 'PUT', '/media/0/main', await photograph(4, 'png'), 'image/png');
  await api.finish(claim);
  const { used } = (await (await api.send('GET', '/api/storage', { cookie: ann.cookie })).json()) as Storage;
  expect(used).toBeGreaterThan(0);
  expect(await refusal(await api.send('DELETE', path, { cookie: bob.cookie }))).toBe('404 not_found');
  expect((await api.send('DELETE', path, { cookie: ann.cookie })).status).toBe(204);
  expect(await refusal(await api.send('GET', path, { cookie: ann.cookie }))).toBe('404 not_found');
  expect(await refusal(await api.send('GET', `/media/${creation}/main`, { cookie: ann.cookie }))).toBe('404 not_found');
  expect(await refusal(await api.send('DELETE', path, { cookie: ann.cookie }))).toBe('404 not_found');
  expect(await (await api.send('GET', '/api/storage', { cookie: ann.cookie })).json()).toMatchObject({ used: 0 });
  const id = uuidFromId(creation);
  const [steps, jobs, logged] = await Promise.all([
    api.deps.db.selectFrom('creation_step').select(['prompt', 'output']).where('creation_id', '=', id).execute(),
    api.deps.db.selectFrom('job').select('request').where('creation_id', '=', id).execute(),
    api.deps.db.selectFrom('audit_log').select(['action', 'subject']).where('action', '=', 'creation.delete').execute(),
  ]);
  expect(JSON.stringify([steps, jobs])).not.toContain('secret');
  expect(logged).toEqual([{ action: 'creation.delete', subject: creation }]);

  const open = await api.order(ann, 'text', { agents: [(await api.agent(ann)).id], prompt: 'Ouvert', where: 'board' });
  const second = await api.claim();
  if (second) await api.finish(second);
  expect(await refusal(await api.send('DELETE', `/api/creations/${open.creation}`, { cookie: ann.cookie }))).toBe('409 wrong_state');
});

test('an input nobody used is forgotten after a day, one that a creation tells of stays', async () => {
  await using api = await stage();
  const ann = await api.join('Ann');
  const [used, unused] = [
    await given(api, ann, await photograph(5), 'image/jpeg'),
    await given(api, ann, await photograph(6), 'image/jpeg'),
  ];
  const voice = await given(api, ann, tone(), 'audio/wav');
  const job = await api.order(ann, 'text', { agents: [(await api.agent(ann)).id], prompt: 'Un phare' });
  await api.deps.db.transaction().execute(async (trx) => {
    for (const [position, input] of (await resolveInputs(trx, ann.uuid, [{ upload: used.id }, { upload: voice.id }])).entries()) {
      const { role, sha256, mime, bytes } = input;
      const from = { input_id: input.inputId, creation_id: input.creationId };
      await trx
        .insertInto('job_input')
        .values({ job_id: uuidFromId(job.id), step: 0, position, role, sha256, mime, bytes, ...from })
        .execute();
    }
  });
  expect(await pruneInputs(later(api, INPUT_KEPT_MS - 60_000))).toBe(0);
  expect(await pruneInputs(later(api, INPUT_KEPT_MS + 60_000))).toBe(1);
  expect((await api.send('GET', used.url, { cookie: ann.cookie })).status).toBe(200);
  expect(await refusal(await api.send('GET', unused.url, { cookie: ann.cookie }))).toBe('404 not_found');
  const detail = async () => (await (await api.send('GET', `/api/creations/${job.creation}`, { cookie: ann.cookie })).json()) as object;
  const sound = { role: 'audio', url: voice.url, durationMs: 500, peaks: voice.peaks };
  expect(await detail()).toMatchObject({ inputs: [{ role: 'image', url: used.url }, sound] });
  await api.send('DELETE', `/api/inputs/${used.id}`, { cookie: ann.cookie });
  expect(await detail()).toMatchObject({ inputs: [{ role: 'image' }, sound] });
});

test('what may be an input: one’s own upload, one’s own picture, another’s that may be forked', async () => {
  await using api = await stage();
  const [ann, bob] = [await api.join('Ann'), await api.join('Bob')];
  const painter = await api.agent(ann, { kind: 'image' });
  const { creation } = await api.order(ann, 'image', { agents: [painter.id], prompt: 'Un phare' });
  const claim = await api.claim();
  if (!claim) throw new Error('no claim');
  await api.work(claim, 'PUT', '/media/0/main', await photograph(7, 'png'), 'image/png');
  const of = (person: Person, ref: { upload: Input['id'] } | { creation: Input['id'] }) =>
    api.deps.db
      .transaction()
      .execute((trx) => resolveInputs(trx, person.uuid, [ref]))
      .then(
        ([input]) => input?.role,
        (error: unknown) => (error instanceof Error ? error.message : ''),
      );
  expect(await of(ann, { creation })).toBe('unknown_input');
  await api.finish(claim);
  expect(await of(ann, { creation })).toBe('image');
  expect(await of(bob, { creation })).toBe('unknown_input');
  const row = api.deps.db.updateTable('creation').where('id', '=', uuidFromId(creation));
  await row.set({ visibility: 'unlisted', fork: 'ask' }).execute();
  expect(await of(bob, { creation })).toBe('unknown_input');
  await row.set({ fork: 'allowed' }).execute();
  expect(await of(bob, { creation })).toBe('image');
  await row.set({ hidden_at: new Date() }).execute();
  expect(await of(bob, { creation })).toBe('unknown_input');
  const mine = await given(api, ann, tone(), 'audio/wav');
  expect(await of(ann, { upload: mine.id })).toBe('audio');
  expect(await of(bob, { upload: mine.id })).toBe('unknown_input');
  const text = await api.order(ann, 'text', { agents: [(await api.agent(ann)).id], prompt: 'Un phare' });
  const writing = await api.claim();
  if (writing) await api.finish(writing);
  expect(await of(ann, { creation: text.creation })).toBe('unknown_input');
});
