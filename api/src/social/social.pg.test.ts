import { expect, test } from 'vitest';
import { newId, type Id } from '@oto/schema/base/id';
import { Card } from '@oto/schema/contract/card';
import type { Counts, FollowState } from '@oto/schema/contract/social';
import { refusal, type Person } from '../testing/api.ts';
import { sharedApi } from '../testing/shared-api.ts';
import { wallOf } from './testing/wall.ts';

const api = sharedApi();

/** Two for those cases that look at notes alone. */
let known: { readonly ann: Person; readonly bob: Person } | null = null;
const pair = async () => (known ??= { ann: await api().join('Ann'), bob: await api().join('Bob') });

test('a like counts once, whoever gives it twice, and is taken back', async () => {
  const wall = wallOf(api());
  const { ann, bob } = await pair();
  const note = await wall.note(ann);
  const like = (method: string) => wall.as(bob, method, `/api/notes/${note}/like`);
  for (const method of ['PUT', 'PUT']) expect(await (await like(method)).json()).toMatchObject({ liked: true, counts: { likes: 1 } });
  expect(await wall.social(null, note)).toMatchObject({ liked: false, votesLeft: null, mayComment: false, counts: { likes: 1 } });
  for (const method of ['DELETE', 'DELETE'])
    expect(await (await like(method)).json()).toMatchObject({ liked: false, counts: { likes: 0 } });
});

test('nobody likes or votes for what is theirs, or what they do not see', async () => {
  const wall = wallOf(api());
  const { ann, bob } = await pair();
  const [open, secret, agent] = [await wall.note(ann), await wall.note(ann, { visibility: 'private' }), await wall.agent(ann)];
  const ask = async (who: typeof ann, note: Id, what: 'like' | 'vote') => refusal(await wall.as(who, 'PUT', `/api/notes/${note}/${what}`));
  expect([await ask(ann, open, 'like'), await ask(ann, open, 'vote')]).toEqual(['409 own_work', '409 own_work']);
  expect([await ask(bob, secret, 'like'), await ask(bob, newId(), 'like')]).toEqual(['404 not_found', '404 not_found']);
  expect(await ask(bob, agent, 'vote')).toBe('409 wrong_state');
  expect((await wall.as(bob, 'PUT', `/api/notes/${agent}/like`)).status).toBe(200);
});

test('likes since their author last read are one line, and coming back is no news', async () => {
  const wall = wallOf(api());
  const [ann, bob, carl] = [await api().join('Ann'), await api().join('Bob'), await api().join('Carl')];
  const note = await wall.note(ann);
  const like = (who: typeof bob, method = 'PUT') => wall.as(who, method, `/api/notes/${note}/like`);
  for (const who of [bob, carl]) await like(who);
  const [line, ...others] = await wall.news(ann);
  expect(line).toMatchObject({ about: 'liked', actor: { name: 'Carl' }, more: 1, creation: note, title: 'Le phare', read: false });
  expect(others).toEqual([]);
  await like(carl, 'DELETE');
  expect(await wall.news(ann)).toMatchObject([{ actor: { name: 'Bob' }, more: 0 }]);
  await wall.as(ann, 'POST', '/api/notifications/read', { upTo: line?.id });
  await like(bob, 'DELETE');
  await like(bob);
  expect(await wall.news(ann)).toMatchObject([{ actor: { name: 'Bob' }, read: true }]);
  await like(carl);
  expect(await wall.news(ann)).toMatchObject([{ actor: { name: 'Carl' }, more: 0, read: false }, { read: true }]);
});

test('news names nobody who is blocked or hidden since', async () => {
  const wall = wallOf(api());
  const [ann, bob, carl] = [await api().join('Ann'), await api().join('Bob'), await api().join('Carl')];
  const actors = async () => (await wall.news(ann)).map(({ actor }) => actor?.name ?? null);
  for (const who of [bob, carl]) await wall.as(who, 'PUT', `/api/members/${ann.me.handle}/follow`);
  expect(await actors()).toEqual(['Carl', 'Bob']);
  await wall.block(ann, bob);
  await api().deps.db.updateTable('member').set({ hidden_at: new Date() }).where('id', '=', carl.uuid).execute();
  expect(await actors()).toEqual([null, null]);
});

test('a member has so many votes a week, even when they press all at once', async () => {
  const wall = wallOf(api());
  const [ann, bob] = [await api().join('Ann'), await api().join('Bob')];
  const notes = await Promise.all(Array.from({ length: 7 }, () => wall.note(ann)));
  const answers = await Promise.all(notes.map((note) => wall.as(bob, 'PUT', `/api/notes/${note}/vote`)));
  expect(answers.filter((answer) => answer.status === 200)).toHaveLength(5);
  expect(answers.filter((answer) => answer.status === 409)).toHaveLength(2);
  const given = notes[answers.findIndex((answer) => answer.status === 200)];
  const refused = notes[answers.findIndex((answer) => answer.status === 409)];
  if (given === undefined || refused === undefined) throw new Error('no vote');
  expect(await wall.social(bob, given)).toMatchObject({ voted: true, votesLeft: 0, counts: { votes: 1 } });
  expect(await (await wall.as(bob, 'DELETE', `/api/notes/${given}/vote`)).json()).toMatchObject({ voted: false, votesLeft: 1 });
  expect(await (await wall.as(bob, 'PUT', `/api/notes/${refused}/vote`)).json()).toMatchObject({ voted: true, votesLeft: 0 });
});

test('counts stand on the card, and only where somebody did something', async () => {
  const wall = wallOf(api());
  const { ann, bob } = await pair();
  const [note, quiet, agent] = [await wall.note(ann), await wall.note(ann), await wall.agent(ann)];
  for (const id of [note, agent]) await wall.as(bob, 'PUT', `/api/notes/${id}/like`);
  await wall.as(bob, 'PUT', `/api/notes/${note}/vote`);
  await wall.say(bob, note, 'Belle nuit');
  const answer = await wall.as(null, 'GET', `/api/cards?ids=${note},${quiet},${agent}`);
  const { cards } = await wall.read<{ cards: unknown[] }>(answer);
  const counts: (Counts | undefined)[] = cards.map((card) => Card.parse(card).counts);
  expect(counts).toEqual([{ likes: 1, comments: 1, votes: 1 }, undefined, { likes: 1, comments: 0, votes: 0 }]);
});

test('who follows is told of once, however often they come and go', async () => {
  const wall = wallOf(api());
  const [ann, bob] = [await api().join('Ann'), await api().join('Bob')];
  const follow = async (method: string, who: typeof ann | null = bob) =>
    wall.read<FollowState>(await wall.as(who, method, `/api/members/${ann.me.handle}/follow`));
  for (const method of ['PUT', 'PUT', 'GET']) expect(await follow(method)).toEqual({ following: true, followers: 1 });
  expect(await follow('GET', null)).toEqual({ following: false, followers: 1 });
  expect(await follow('DELETE')).toEqual({ following: false, followers: 0 });
  await follow('PUT');
  expect(await wall.news(ann)).toMatchObject([{ about: 'followed', actor: { handle: bob.me.handle } }]);
  expect(await refusal(await wall.as(ann, 'PUT', `/api/members/${ann.me.handle}/follow`))).toBe('409 own_work');
});

test('a block stands between two, both ways; what was given can be taken back', async () => {
  const wall = wallOf(api());
  const [ann, bob] = [await api().join('Ann'), await api().join('Bob')];
  const [hers, his] = [await wall.note(ann), await wall.note(bob)];
  await wall.as(bob, 'PUT', `/api/notes/${hers}/like`);
  await wall.block(ann, bob);
  const acts = [
    ['PUT', `/api/notes/${hers}/like`],
    ['PUT', `/api/notes/${hers}/vote`],
    ['POST', `/api/notes/${hers}/comments`, { body: 'Bonjour' }],
    ['PUT', `/api/members/${ann.me.handle}/follow`],
  ] as const;
  for (const [method, path, body] of acts) expect(await refusal(await wall.as(bob, method, path, body, newId()))).toBe('403 blocked_here');
  expect(await refusal(await wall.as(ann, 'PUT', `/api/notes/${his}/like`))).toBe('403 blocked_here');
  expect((await wall.social(bob, hers)).mayComment).toBe(false);
  expect(await (await wall.as(bob, 'DELETE', `/api/notes/${hers}/like`)).json()).toMatchObject({ counts: { likes: 0 } });
});

test('a suspended member gives nothing, and may take back', async () => {
  const wall = wallOf(api());
  const [ann, bob] = [await api().join('Ann'), await api().join('Bob')];
  const note = await wall.note(ann);
  await wall.as(bob, 'PUT', `/api/notes/${note}/like`);
  await wall.suspend(bob);
  expect(await refusal(await wall.as(bob, 'PUT', `/api/notes/${note}/vote`))).toBe('403 suspended');
  expect(await refusal(await wall.as(bob, 'POST', `/api/notes/${note}/comments`, { body: 'Bonjour' }, newId()))).toBe('403 suspended');
  expect((await wall.as(bob, 'DELETE', `/api/notes/${note}/like`)).status).toBe(200);
});

test('what a member likes is theirs alone to change, also with a key', async () => {
  const wall = wallOf(api());
  const { ann, bob } = await pair();
  const note = await wall.note(ann);
  const key = await wall.read<{ secret: string }>(
    await wall.as(bob, 'POST', '/api/keys', { name: 'all', scopes: ['read', 'generate', 'wallet'] }),
  );
  const headers = { authorization: `Bearer ${key.secret}` };
  expect(await refusal(await api().send('PUT', `/api/notes/${note}/like`, { headers }))).toBe('403 missing_scope');
  expect(await wall.social(bob, note)).toMatchObject({ liked: false, counts: { likes: 0 } });
});
