import { expect, test } from 'vitest';
import { idFromUuid, newId, uuidFromId, type Id } from '@oto/schema/base/id';
import { Card } from '@oto/schema/contract/card';
import type { Visibility } from '@oto/schema/db/table/making';
import { refusal, testApi, type Person, type TestApi } from '../testing/api.ts';

async function creation(
  api: TestApi,
  author: Person,
  more: { visibility: Visibility; state?: 'pending' | 'done' | 'failed' },
): Promise<Id> {
  const id = newId();
  await api.deps.db
    .insertInto('creation')
    .values({
      id: uuidFromId(id),
      author_id: author.uuid,
      kind: 'text',
      title: 'T',
      prompt: 'Prompt',
      body: 'Il pleut. '.repeat(100),
      lang: 'fr',
      state: 'done',
      ...more,
    })
    .execute();
  return id;
}

async function seen(api: TestApi, ids: readonly string[], cookie?: string): Promise<readonly Card[]> {
  const answer = await api.send('GET', `/api/cards?ids=${ids.join(',')}`, cookie === undefined ? {} : { cookie });
  expect(answer.status).toBe(200);
  return ((await answer.json()) as { cards: unknown[] }).cards.map((card) => Card.parse(card));
}

test('a private creation’s card is its author’s alone; published and unlisted ones are everybody’s', async () => {
  await using api = await testApi();
  const [ann, bob] = [await api.join('Ann'), await api.join('Bob')];
  const secret = await creation(api, ann, { visibility: 'private' });
  const open = await creation(api, ann, { visibility: 'published' });
  const quiet = await creation(api, ann, { visibility: 'unlisted' });
  const failed = await creation(api, ann, { visibility: 'published', state: 'failed' });
  const ids = [quiet, secret, failed, open, newId()];
  expect((await seen(api, ids)).map((card) => card.id)).toEqual([quiet, open]);
  expect((await seen(api, ids, bob.cookie)).map((card) => card.id)).toEqual([quiet, open]);
  expect((await seen(api, ids, ann.cookie)).map((card) => card.id)).toEqual([quiet, secret, open]);
});

test('hidden and deleted notes have no card, not even for their author', async () => {
  await using api = await testApi();
  const chief = await api.join('Chief', { email: 'chief@oto.test' });
  const ann = await api.join('Ann');
  const agent = (await (await api.send('POST', '/api/agents', { cookie: ann.cookie, body: { kind: 'voice', name: 'Écho' } })).json()) as {
    id: Id;
  };
  const [gone, open] = [await creation(api, ann, { visibility: 'published' }), await creation(api, ann, { visibility: 'published' })];
  await api.deps.db.updateTable('creation').set({ deleted_at: new Date() }).where('id', '=', uuidFromId(gone)).execute();
  const hide = (type: string, id: string, hidden: boolean) =>
    api.send('POST', '/api/operator/hide', { cookie: chief.cookie, body: { type, id, hidden, reason: 'reported' } });
  const ids = async () => (await seen(api, [agent.id, gone, open], ann.cookie)).map((card) => card.id);
  expect(await ids()).toEqual([agent.id, open]);
  expect((await hide('agent', agent.id, true)).status).toBe(204);
  expect(await ids()).toEqual([open]);
  const unpin = await api.deps.db.selectFrom('outbox').select('fact').orderBy('id', 'desc').executeTakeFirstOrThrow();
  expect(unpin.fact).toMatchObject({ type: 'unpin', note: agent.id });
  expect((await hide('agent', agent.id, false)).status).toBe(204);
  expect(await ids()).toEqual([agent.id, open]);
  expect((await hide('member', ann.id, true)).status).toBe(204);
  expect(await ids()).toEqual([]);
  expect((await hide('member', ann.id, false)).status).toBe(204);
  expect(await ids()).toEqual([agent.id, open]);
  expect(await refusal(await hide('creation', gone, true))).toBe('404 not_found');
  expect(await api.deps.db.selectFrom('audit_log').select('action').where('action', '<>', 'sign_up').execute()).toHaveLength(4);
});

test('a card holds an excerpt, its media’s shape and the badge of a built-in engine', async () => {
  await using api = await testApi();
  const ann = await api.join('Ann');
  const id = await creation(api, ann, { visibility: 'published' });
  const media = { creation_id: uuidFromId(id), sha256: 'abcdef0123456789', mime: 'image/webp', bytes: 10 };
  await api.deps.db
    .insertInto('media')
    .values([
      { ...media, variant: 'main', width: 768, height: 512, duration_ms: 4000, peaks: [0, 0.5, 1] },
      { ...media, variant: 'thumb', width: 320, height: 213, duration_ms: null, peaks: null },
    ])
    .execute();
  const agent = (await (
    await api.send('POST', '/api/agents', { cookie: ann.cookie, body: { kind: 'text', name: 'Clio', fee: 3 } })
  ).json()) as { id: Id };
  const [card, gold] = await seen(api, [id, agent.id]);
  expect(card).toMatchObject({
    type: 'creation',
    width: 768,
    durationMs: 4000,
    peaks: [0, 0.5, 1],
    thumb: `/media/${id}/thumb?r=abcdef01`,
    state: 'done',
  });
  expect(card?.excerpt).toMatch(/^Il pleut\..*…$/);
  expect(card?.excerpt.length).toBeLessThanOrEqual(280);
  expect(gold).toMatchObject({ type: 'agent', title: 'Clio', fee: 3, trained: false });
});

test('too many or malformed ids are refused', async () => {
  await using api = await testApi();
  const many = Array.from({ length: 201 }, () => idFromUuid(crypto.randomUUID()));
  expect(await refusal(await api.send('GET', `/api/cards?ids=${many.join(',')}`))).toBe('400 bad_request');
  expect(await refusal(await api.send('GET', '/api/cards?ids=nope'))).toBe('400 bad_request');
  expect(await refusal(await api.send('GET', '/api/cards'))).toBe('400 bad_request');
});
