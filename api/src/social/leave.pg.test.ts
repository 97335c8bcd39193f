import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { idFromUuid, uuidFromId } from '@oto/schema/base/id';
import { unzip } from '@oto/ops/testing/unzip';
import { notifyOfFork } from '../notification/of-fork.ts';
import { confirm, leave } from '../privacy/testing/confirmed.ts';
import { sharedApi } from '../testing/shared-api.ts';
import { pruneSocial } from './prune.ts';
import { wallOf } from './testing/wall.ts';

const api = sharedApi();

test('who leaves takes likes, votes, words and follows along; answers and sums of others stay', async () => {
  const wall = wallOf(api());
  const { db } = api().deps;
  const [ann, bob, carl] = [await api().join('Ann'), await api().join('Bob'), await api().join('Carl')];
  const [note, own] = [await wall.note(ann), await wall.note(bob)];
  for (const who of [bob, carl]) for (const what of ['like', 'vote']) await wall.as(who, 'PUT', `/api/notes/${note}/${what}`);
  const first = await wall.say(bob, note, `Le secret de Bob, @${carl.me.handle}`);
  await wall.say(carl, note, 'Bien dit', first.id);
  const named = await wall.say(carl, note, `@${bob.me.handle} ?`);
  await wall.say(bob, own, 'Chez moi');
  for (const [who, whom] of [
    [bob, ann],
    [ann, bob],
  ] as const)
    await wall.as(who, 'PUT', `/api/members/${whom.me.handle}/follow`);
  expect((await leave(api(), bob, 'remove')).status).toBe(204);

  expect(await wall.social(null, note)).toMatchObject({ counts: { likes: 1, comments: 2, votes: 1 } });
  const { threads } = await wall.comments(null, note);
  expect(threads).toMatchObject([
    { id: named.id, mentions: [] },
    { id: first.id, state: 'deleted', author: null, body: '', answers: [{ body: 'Bien dit' }] },
  ]);
  const news = await wall.news(ann);
  expect(news.filter((one) => one.about === 'commented' || one.about === 'followed').map((one) => one.actor?.name ?? null)).toEqual([
    null,
    'Carl',
    'Carl',
    null,
  ]);
  const { rows } = await sql<{ n: number }>`
    select (select count(*)::int from follow where ${bob.uuid} in (follower_id, member_id)) +
      (select count(*)::int from comment_mention where member_id = ${bob.uuid}) +
      (select count(*)::int from event where body::text like ${`%"actor":{"id":"${idFromUuid(bob.uuid)}%`}) as n`.execute(db);
  expect(rows).toEqual([{ n: 0 }]);
});

test('what one likes, says and follows is in one’s archive, and what others say is not', async () => {
  const wall = wallOf(api());
  const [ann, bob] = [await api().join('Ann'), await api().join('Bob')];
  const note = await wall.note(ann);
  await wall.as(bob, 'PUT', `/api/notes/${note}/like`);
  await wall.as(bob, 'PUT', `/api/notes/${note}/vote`);
  await wall.as(bob, 'PUT', `/api/members/${ann.me.handle}/follow`);
  const said = await wall.say(bob, note, 'Mes mots');
  await wall.say(ann, note, 'Les siens', said.id);
  await confirm(api(), bob);
  const archive = await api().send('GET', '/api/me/export', { cookie: bob.cookie });
  const files = unzip(Buffer.from(await archive.arrayBuffer()));
  const social: unknown = JSON.parse(files.get('social.json')?.toString() ?? 'null');
  expect(social).toMatchObject({
    likes: [{ note }],
    votes: [{ creation: note }],
    comments: [{ id: said.id, note, body: 'Mes mots' }],
    follows: [{ handle: ann.me.handle }],
    followers: [],
  });
  expect(JSON.stringify(social)).not.toContain('Les siens');
});

test('what somebody who left has left behind may be liked, and nobody is told', async () => {
  const wall = wallOf(api());
  const { db } = api().deps;
  const [ann, bob] = [await api().join('Ann'), await api().join('Bob')];
  const note = await wall.note(ann);
  expect((await leave(api(), ann, 'anonymise')).status).toBe(204);
  expect((await wall.as(bob, 'PUT', `/api/notes/${note}/like`)).status).toBe(200);
  await wall.say(bob, note, 'Encore là');
  expect(await wall.social(bob, note)).toMatchObject({ liked: true, counts: { likes: 1, comments: 1 } });
  expect(await db.selectFrom('notification').select('about').where('member_id', '=', ann.uuid).execute()).toEqual([]);
  expect(await db.selectFrom('event').select('id').where('member_id', '=', ann.uuid).execute()).toEqual([]);
});

test('words that were taken off are kept for a while, then are gone', async () => {
  const wall = wallOf(api());
  const { db } = api().deps;
  const [ann, bob] = [await api().join('Ann'), await api().join('Bob')];
  const note = await wall.note(ann);
  const [off, on] = [await wall.say(bob, note, 'Ôté'), await wall.say(bob, note, 'Laissé')];
  await wall.as(bob, 'DELETE', `/api/comments/${off.id}`);
  const words = async () =>
    (
      await db
        .selectFrom('comment')
        .select('body')
        .where('id', 'in', [uuidFromId(off.id), uuidFromId(on.id)])
        .orderBy('id')
        .execute()
    ).map(({ body }) => body);
  const later = (days: number) => pruneSocial({ db, now: () => new Date(Date.now() + days * 86_400_000) });
  await later(29);
  expect(await words()).toEqual(['Ôté', 'Laissé']);
  await later(31);
  expect(await words()).toEqual(['', 'Laissé']);
});

test('a fork is told of to whoever it comes from, once each, under the title of theirs; not across a block', async () => {
  const wall = wallOf(api());
  const { db, now } = api().deps;
  const [ann, bob, carl] = [await api().join('Ann'), await api().join('Bob'), await api().join('Carl')];
  const parents = [await wall.note(ann), await wall.note(ann), await wall.note(carl), await wall.note(bob)];
  const fork = await wall.note(bob);
  await db
    .insertInto('creation_parent')
    .values(parents.map((parent, position) => ({ creation_id: uuidFromId(fork), parent_id: uuidFromId(parent), position })))
    .execute();
  await wall.block(carl, bob);
  await db.transaction().execute((trx) => notifyOfFork(trx, now(), uuidFromId(fork)));
  expect(await wall.news(ann)).toMatchObject([{ about: 'forked', title: 'Le phare', creation: fork, actor: { name: 'Bob' } }]);
  expect([await wall.news(bob), await wall.news(carl)]).toEqual([[], []]);
});
