import { expect, test } from 'vitest';
import { newId, uuidFromId, type Id } from '@oto/schema/base/id';
import type { Feed } from '@oto/schema/contract/social';
import { refusal, testApi, type Person } from '../testing/api.ts';
import { closeWeeks } from './close-weeks.ts';
import { readFeatured } from './read-featured.ts';
import { wallOf } from './testing/wall.ts';
import { weekOf } from './week.ts';

type Wall = ReturnType<typeof wallOf>;

const feed = async (wall: Wall, who: Person | null, query: string) => wall.read<Feed>(await wall.as(who, 'GET', `/api/feed?${query}`));
const lines = ({ items }: Feed) => items.map((one) => `${one.actor.name} ${one.verb}`);

test('the feed tells what people did where all can see it; mine, what those I follow did', async () => {
  await using api = await testApi();
  const wall = wallOf(api);
  const [ann, bob, carl] = [await api.join('Ann'), await api.join('Bob'), await api.join('Carl')];
  const open = await wall.note(ann);
  await wall.note(ann, { visibility: 'private' });
  await wall.note(ann, { visibility: 'unlisted' });
  const fork = await wall.note(bob);
  await api.deps.db
    .insertInto('creation_parent')
    .values({ creation_id: uuidFromId(fork), parent_id: uuidFromId(open), position: 0 })
    .execute();
  const agent = await wall.agent(bob);
  await wall.say(carl, open, 'x'.repeat(400));
  await wall.say(carl, agent, 'Bel agent');
  const all = await feed(wall, null, 'of=all');
  expect(lines(all)).toEqual(['Carl commented', 'Carl commented', 'Bob agent', 'Bob forked', 'Ann published']);
  expect(all.items[1]).toMatchObject({ note: { id: open, type: 'creation', title: 'Le phare', plot: ann.me.plots[0] } });
  expect(all.items[1]?.excerpt).toHaveLength(160);
  expect(all.next).toBeNull();
  expect(lines(await feed(wall, ann, 'of=followed'))).toEqual([]);
  await wall.as(ann, 'PUT', `/api/members/${bob.me.handle}/follow`);
  expect(lines(await feed(wall, ann, 'of=followed'))).toEqual(['Bob agent', 'Bob forked']);
  await wall.block(ann, carl);
  expect(lines(await feed(wall, ann, 'of=all'))).toEqual(['Bob agent', 'Bob forked', 'Ann published']);
  await api.deps.db.updateTable('creation').set({ hidden_at: new Date() }).where('id', '=', uuidFromId(open)).execute();
  expect(lines(await feed(wall, null, 'of=all'))).toEqual(['Carl commented', 'Bob agent', 'Bob forked']);
  expect(await refusal(await wall.as(null, 'GET', '/api/feed?of=followed'))).toBe('401 not_signed_in');
  expect(await refusal(await wall.as(null, 'GET', '/api/feed?of=all&before=nonsense'))).toBe('400 bad_request');
});

test('pages of the feed tell each line once, also of many that happened at the same moment', async () => {
  await using api = await testApi();
  const wall = wallOf(api);
  const [ann, bob] = [await api.join('Ann'), await api.join('Bob')];
  const at = new Date('2026-03-01T10:00:00Z');
  const notes: Id[] = [];
  for (let n = 0; n < 40; n++) notes.push(await wall.note(ann, {}, n < 35 ? at : new Date(at.getTime() + n)));
  const said = { note_type: 'creation', thread_id: null, author_id: bob.uuid, body: 'Oui', lang: 'fr', request_hash: '' } as const;
  await api.deps.db
    .insertInto('comment')
    .values(notes.slice(0, 30).map((note) => ({ ...said, id: uuidFromId(newId()), note_id: uuidFromId(note), key: note, created_at: at })))
    .execute();
  const seen: string[] = [];
  let pages = 0;
  for (let next: string | null = ''; next !== null; pages++) {
    const page: Feed = await feed(wall, null, `of=all${next === '' ? '' : `&before=${next}`}`);
    seen.push(...page.items.map((one) => one.id));
    next = page.next;
  }
  expect([seen.length, new Set(seen).size, pages]).toEqual([70, 70, 3]);
});

test('the wall hangs what the week before liked best, and shows the week that runs', async () => {
  await using api = await testApi({ limitsFactor: 10 });
  const wall = wallOf(api);
  const people = [await api.join('Ann'), await api.join('Bob'), await api.join('Carl'), await api.join('Dora')] as const;
  const [ann, bob, carl, dora] = people;
  const agents = [await wall.agent(bob), await wall.agent(carl)] as const;
  const [best, second] = [await wall.note(ann), await wall.note(ann, {}, new Date(), [agents[1], agents[0], agents[1]])];
  const [late, secret] = [await wall.note(bob), await wall.note(carl)];
  const { db } = api.deps;
  const featured = () => readFeatured(db, api.deps.now());
  const vote = (who: Person, note: Id) => wall.as(who, 'PUT', `/api/notes/${note}/vote`);
  for (const who of [bob, carl, dora]) await vote(who, best);
  await vote(carl, second);
  await vote(dora, late);
  await vote(dora, secret);
  await db.updateTable('creation').set({ hidden_at: new Date() }).where('id', '=', uuidFromId(secret)).execute();
  const running = await featured();
  expect(running.last.frames).toEqual([]);
  expect(running.running.frames.map((one) => [one.creation, one.votes])).toEqual([
    [best, 3],
    [second, 1],
    [late, 1],
  ]);
  expect(await closeWeeks(api.deps)).toBe(0);

  // A week later.
  const week = weekOf(api.deps.now());
  await db
    .updateTable('vote')
    .set({ created_at: new Date(Date.now() - 7 * 86_400_000) })
    .execute();
  const later = { ...api.deps, now: () => new Date(Date.now() + 7 * 86_400_000) };
  // The second finds the week open still, or closed already: it is closed once, as the news below say.
  expect(await Promise.all([closeWeeks(later), closeWeeks(later)])).toContain(1);
  expect(await closeWeeks(later)).toBe(0);
  const hung = await featured();
  expect(hung.last.week).toBe(week);
  expect(hung.last.frames).toMatchObject([
    { creation: best, title: 'Le phare', author: { name: 'Ann' }, votes: 3, plot: ann.me.plots[0] },
    { creation: second, agents: [agents[1], agents[0]] },
    { creation: late, agents: [] },
  ]);
  expect((await wall.news(ann)).filter((one) => one.about === 'featured')).toHaveLength(2);
  expect((await wall.news(bob)).map((one) => one.about)).toEqual(['featured']);
  expect((await db.selectFrom('note_count').select('votes').where('votes', '>', 0).execute()).length).toBe(0);
});
