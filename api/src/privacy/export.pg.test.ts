import { expect, test } from 'vitest';
import { refusal, type Person } from '../testing/api.ts';
import { stage, tone, type Stage } from '../testing/generation.ts';
import { photograph } from '../testing/picture.ts';
import { exportDesk } from './export/export-desk.ts';
import { confirm } from './testing/confirmed.ts';
import { unzip } from '@oto/ops/testing/unzip';

const ask = (api: Stage, person: Person) => api.send('GET', '/api/me/export', { cookie: person.cookie });

async function taken(api: Stage, person: Person): Promise<ReadonlyMap<string, Buffer>> {
  await confirm(api, person);
  const answer = await ask(api, person);
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toBe('application/zip');
  expect(answer.headers.get('cache-control')).toBe('private, no-store');
  return unzip(Buffer.from(await answer.arrayBuffer()));
}

const read = (files: ReadonlyMap<string, Buffer>, name: string): unknown => JSON.parse(files.get(name)?.toString() ?? 'null');

test('an export needs a confirmed session, and only a session', async () => {
  await using api = await stage();
  const ann = await api.join('Ann');
  await api.deps.db.updateTable('session').set({ confirmedUntil: null }).execute();
  expect(await refusal(await ask(api, ann))).toBe('403 confirm_identity');
  expect(await refusal(await api.send('GET', '/api/me/export'))).toBe('401 not_signed_in');
  await confirm(api, ann);
  const head = await api.send('HEAD', '/api/me/export', { cookie: ann.cookie });
  expect([head.status, await head.text()]).toEqual([200, '']);
});

test('everything of mine, in my language, and nothing of anybody else’s', async () => {
  await using api = await stage();
  const [ann, bob] = [await api.join('Ann Noir'), await api.join('Bob')];
  const agent = await api.agent(ann, { kind: 'voice', name: 'Voix', instructions: 'Parle bas.' });
  await api.send('PATCH', `/api/agents/${agent.id}`, { cookie: ann.cookie, body: { instructions: 'Parle plus bas.' } });
  const hers = await api.agent(bob, { instructions: 'Le secret de Bob' });
  const words = await api.order(ann, 'text', { agents: [hers.id], prompt: 'Un phare', where: 'private', title: 'L’été à Noël' });
  const wordsClaim = await api.claim(['text']);
  if (!wordsClaim) throw new Error('no claim');
  await api.finish(wordsClaim);
  const voice = await api.order(ann, 'voice', { agents: [agent.id], prompt: 'Bonjour' });
  const claim = await api.claim(['voice']);
  if (!claim) throw new Error('no claim');
  expect((await api.work(claim, 'PUT', '/media/0/main', tone(), 'audio/wav')).status).toBe(200);
  await api.finish(claim);
  await api.order(bob, 'text', { agents: [hers.id], prompt: 'À Bob seul', where: 'private' });
  const sent = await photograph(3);
  await api.send('POST', '/api/inputs', { cookie: ann.cookie, body: sent, headers: { 'content-type': 'image/jpeg' } });
  const key = (await (await api.send('POST', '/api/keys', { cookie: ann.cookie, body: { name: 'robot', scopes: ['read'] } })).json()) as {
    secret: string;
  };

  const files = await taken(api, ann);
  const names = [...files.keys()];
  expect(names[0]).toBe('README.txt');
  expect(files.get('README.txt')?.toString()).toContain('Tout ce que oTo garde de Ann Noir');
  for (const name of names) expect(name).toMatch(/^[\w.-]+(\/[\w.-]+)*$/);
  const folder = (id: string) => names.filter((name) => name.includes(id)).map((name) => name.split('/').at(-1));
  expect(folder(words.creation)).toEqual(['creation.json', 'l-ete-a-noel.md']);
  expect(folder(voice.creation)).toEqual(['creation.json', expect.stringMatching(/\.wav$/)]);
  const wav = names.find((name) => name.endsWith('.wav')) ?? '';
  expect(files.get(wav)?.toString('latin1', 0, 4)).toBe('RIFF');
  expect(names.filter((name) => name.startsWith('files/'))).toHaveLength(1);

  const account = read(files, 'account.json') as { email: string; handle: string; terms: unknown[]; plots: unknown[] };
  expect(account).toMatchObject({ email: ann.email, handle: ann.me.handle });
  expect([account.terms.length, account.plots.length]).toEqual([1, 1]);
  const agents = read(files, 'agents.json') as { versions: { instructions: string }[] }[];
  expect(agents.map(({ versions }) => versions.map(({ instructions }) => instructions))).toEqual([['Parle bas.', 'Parle plus bas.']]);
  expect(read(files, `creations/${folderOf(names, words.creation)}/creation.json`)).toMatchObject({
    prompt: 'Un phare',
    steps: [{ index: 0 }],
  });
  const statement = files.get('wallet/available.csv')?.toString().trim().split('\r\n') ?? [];
  const { available } = await api.wallet(ann);
  expect(statement.at(-1)?.split(',')[4]).toBe(String(available));
  expect(read(files, 'wallet/balance.json')).toMatchObject({ available });
  expect((read(files, 'audit.json') as { action: string }[]).map(({ action }) => action)).toContain('account.export');

  const all = Buffer.concat([...files.values()]).toString('latin1');
  const secrets = [key.secret, ann.cookie.split('=')[1]?.slice(0, 24) ?? '', '$argon2', 'À Bob seul', bob.email];
  for (const secret of secrets) expect([secret, all.includes(secret)]).toEqual([secret, false]);

  await api.send('PATCH', '/api/me', { cookie: ann.cookie, body: { lang: 'en' } });
  expect((await taken(api, ann)).get('README.txt')?.toString()).toContain('All that oTo keeps of Ann Noir');
});

test('a file that is missing is named, and the rest comes all the same', async () => {
  await using api = await stage();
  const ann = await api.join('Ann');
  const sent = await photograph(4);
  await api.send('POST', '/api/inputs', { cookie: ann.cookie, body: sent, headers: { 'content-type': 'image/jpeg' } });
  await api.deps.db
    .updateTable('input_file')
    .set({ sha256: '0'.repeat(64) })
    .execute();
  const files = await taken(api, ann);
  expect([...files.keys()].filter((name) => name.startsWith('files/'))).toEqual([expect.stringMatching(/\.webp\.missing\.txt$/)]);
  expect(files.has('audit.json')).toBe(true);
});

test('one archive at a time a person, and a few an hour', async () => {
  await using api = await stage();
  const ann = await api.join('Ann');
  await confirm(api, ann);
  const first = await ask(api, ann);
  expect(await refusal(await ask(api, ann))).toBe('429 too_many_requests');
  await first.body?.cancel();
  for (let i = 0; i < 5; i++) await taken(api, ann);
  expect(await refusal(await ask(api, ann))).toBe('429 too_many_requests');
});

test('two archives begun in the same moment are one', async () => {
  await using api = await stage();
  const ann = await api.join('Ann');
  const desk = exportDesk(api.deps);
  const begun = await Promise.allSettled([desk.open(ann.uuid), desk.open(ann.uuid)]);
  expect(begun.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  for (const one of begun) if (one.status === 'fulfilled') await one.value.cancel();
});

function folderOf(names: readonly string[], id: string): string {
  return (names.find((name) => name.includes(id)) ?? '').split('/')[1] ?? '';
}
