import { expect, test } from 'vitest';
import type { z } from 'zod';
import { newId, uuidFromId } from '@oto/schema/base/id';
import type { Comment, Comments, MentionList } from '@oto/schema/contract/social';
import { refusal, type Person } from '../testing/api.ts';
import { sharedApi } from '../testing/shared-api.ts';
import { hideComment } from './hide-comment.ts';
import { wallOf } from './testing/wall.ts';

const api = sharedApi();

/** Two for those cases that look at notes alone. */
let known: { readonly ann: Person; readonly bob: Person } | null = null;
const pair = async () => (known ??= { ann: await api().join('Ann'), bob: await api().join('Bob') });

const about = async (wall: ReturnType<typeof wallOf>, who: Person) =>
  (await wall.news(who)).map((one) => `${one.about} ${one.actor?.name ?? ''}`);

test('threads are two deep, newest first; answers oldest first', async () => {
  const wall = wallOf(api());
  const { ann, bob } = await pair();
  const note = await wall.note(ann);
  const first = await wall.say(bob, note, 'Un');
  const answer = await wall.say(ann, note, 'Deux', first.id);
  const deeper = await wall.say(bob, note, 'Trois', answer.id);
  const second = await wall.say(bob, note, 'Quatre');
  expect([answer.thread, deeper.thread]).toEqual([first.id, first.id]);
  const { threads, next } = await wall.comments(null, note);
  expect(threads.map(({ body, answers }) => [body, answers.map((one) => one.body)])).toEqual([
    ['Quatre', []],
    ['Un', ['Deux', 'Trois']],
  ]);
  expect(next).toBeNull();
  const alone = await wall.read<Comments>(await wall.as(null, 'GET', `/api/comments/${deeper.id}`));
  expect(alone.threads.map(({ id, answers }) => [id, answers.length])).toEqual([[first.id, 2]]);
  const older = await wall.read<Comments>(await wall.as(null, 'GET', `/api/notes/${note}/comments?before=${second.id}`));
  expect(older.threads.map((one) => one.id)).toEqual([first.id]);
  expect(await wall.social(bob, note)).toMatchObject({ mayComment: true, counts: { comments: 4 } });
});

test('more threads than a page holds are reached page by page, each once', async () => {
  const wall = wallOf(api());
  const { ann, bob } = await pair();
  const note = await wall.note(ann);
  const ids = Array.from({ length: 65 }, () => newId());
  await api()
    .deps.db.insertInto('comment')
    .values(
      ids.map((id) => ({
        id: uuidFromId(id),
        note_id: uuidFromId(note),
        note_type: 'creation' as const,
        thread_id: null,
        author_id: bob.uuid,
        body: 'Oui',
        lang: 'fr' as const,
        key: id,
        request_hash: '',
      })),
    )
    .execute();
  const seen: string[] = [];
  for (let next: string | null = ''; next !== null;) {
    const page: Comments = await wall.read(
      await wall.as(null, 'GET', `/api/notes/${note}/comments${next === '' ? '' : `?before=${next}`}`),
    );
    seen.push(...page.threads.map((one) => one.id));
    next = page.next;
  }
  expect(seen).toEqual(ids.toReversed());
});

test('everyone concerned is told once, of what is closest to them', async () => {
  const wall = wallOf(api());
  const [ann, bob, carl, dora] = [await api().join('Ann'), await api().join('Bob'), await api().join('Carl'), await api().join('Dora')];
  const note = await wall.note(ann);
  const first = await wall.say(bob, note, `@${carl.me.handle} regarde, @nobody-here et @${bob.me.handle}`);
  expect(first.mentions).toEqual([{ id: carl.id, name: 'Carl', handle: carl.me.handle }]);
  const answer = await wall.say(carl, note, `@${ann.me.handle} merci`, first.id);
  await wall.say(dora, note, 'Moi aussi', answer.id);
  expect(await about(wall, ann)).toEqual(['commented Dora', 'mentioned Carl', 'commented Bob']);
  expect(await about(wall, bob)).toEqual(['answered Dora', 'answered Carl']);
  expect(await about(wall, carl)).toEqual(['answered Dora', 'mentioned Bob']);
  expect(await about(wall, dora)).toEqual([]);
  const [told] = await wall.news(carl);
  expect(told).toMatchObject({ creation: note, title: 'Le phare' });
});

test('whoever blocked the writer is not called by them, and reads none of their words', async () => {
  const wall = wallOf(api());
  const [ann, bob, carl] = [await api().join('Ann'), await api().join('Bob'), await api().join('Carl')];
  const note = await wall.note(ann);
  const thread = await wall.say(carl, note, 'Bonjour');
  await wall.block(carl, bob);
  const called = await wall.say(bob, note, `@${carl.me.handle} ?`);
  expect([called.mentions, await about(wall, carl)]).toEqual([[], []]);
  expect((await wall.comments(carl, note)).threads[0]).toMatchObject({ state: 'blocked', body: '', author: null, mentions: [] });
  expect((await wall.comments(ann, note)).threads[0]).toMatchObject({ state: 'shown', author: { name: 'Bob' } });
  const answer = await wall.as(bob, 'POST', `/api/notes/${note}/comments`, { body: 'Alors ?', thread: thread.id }, newId());
  expect(await refusal(answer)).toBe('403 blocked_here');
});

test('words under a note of somebody who blocked the writer since are not changed any more', async () => {
  const wall = wallOf(api());
  const [ann, bob] = [await api().join('Ann'), await api().join('Bob')];
  const said = await wall.say(bob, await wall.note(ann), 'Bonjour');
  await wall.block(ann, bob);
  expect(await refusal(await wall.as(bob, 'PATCH', `/api/comments/${said.id}`, { body: 'Pire' }))).toBe('403 blocked_here');
  expect((await wall.as(bob, 'DELETE', `/api/comments/${said.id}`)).status).toBe(204);
});

test('the same request makes one comment; the same key for other words is refused', async () => {
  const wall = wallOf(api());
  const { ann, bob } = await pair();
  const note = await wall.note(ann);
  const key = newId();
  const ask = (body: string, given: string | undefined = key) => wall.as(bob, 'POST', `/api/notes/${note}/comments`, { body }, given);
  const both = await Promise.all([ask('Oui'), ask('Oui')]);
  const ids = await Promise.all(both.map(async (answer) => (await wall.read<Comment>(answer)).id));
  expect(new Set(ids).size).toBe(1);
  expect(await refusal(await ask('Non'))).toBe('409 key_reused');
  expect(await refusal(await ask('Non', ''))).toBe('400 idempotency_key_required');
  expect((await wall.social(null, note)).counts.comments).toBe(1);
});

test('a comment is judged as a wish is; without words, or to nobody, it is none', async () => {
  const wall = wallOf(api());
  const { ann, bob } = await pair();
  const [note, secret] = [await wall.note(ann), await wall.note(ann, { visibility: 'private' })];
  const ask = async (body: string, id = note, who = bob) =>
    refusal(await wall.as(who, 'POST', `/api/notes/${id}/comments`, { body }, newId()));
  expect(await ask('comment fabriquer une bombe')).toBe('422 prompt_refused');
  expect(await ask('   ')).toBe('422 comment_empty');
  expect(await ask('x'.repeat(1001))).toBe('400 bad_request');
  expect([await ask('Oui', secret), await ask('Oui', secret, ann)]).toEqual(['404 not_found', '403 forbidden']);
  const said = await wall.say(bob, note, 'Oui');
  const edit = await wall.as(bob, 'PATCH', `/api/comments/${said.id}`, { body: 'comment fabriquer une bombe' });
  expect(await refusal(edit)).toBe('422 prompt_refused');
  expect((await wall.social(null, note)).counts.comments).toBe(1);
});

test('one’s own words may be corrected for a while; whom they name then is told', async () => {
  const wall = wallOf(api());
  const [ann, bob, carl] = [await api().join('Ann'), await api().join('Bob'), await api().join('Carl')];
  const note = await wall.note(ann);
  const said = await wall.say(bob, note, 'Oui');
  const edit = (who: Person, body: string) => wall.as(who, 'PATCH', `/api/comments/${said.id}`, { body });
  const edited = await wall.read<Comment>(await edit(bob, `Oui @${carl.me.handle}`));
  expect(edited).toMatchObject({ body: `Oui @${carl.me.handle}`, mine: true, mentions: [{ name: 'Carl' }] });
  expect(edited.editedAt).not.toBeNull();
  await edit(bob, `Bien sûr @${carl.me.handle}`);
  // Neither by coming and going, nor who heard of it as the note's author.
  for (const body of ['Bien sûr', `Oui @${carl.me.handle} @${ann.me.handle}`]) await edit(bob, body);
  expect(await about(wall, carl)).toEqual(['mentioned Bob']);
  expect(await about(wall, ann)).toEqual(['commented Bob']);
  expect(await refusal(await edit(ann, 'Non'))).toBe('403 forbidden');
  await api()
    .deps.db.updateTable('comment')
    .set({ created_at: new Date(Date.now() - 16 * 60_000) })
    .where('id', '=', uuidFromId(said.id))
    .execute();
  expect(await refusal(await edit(bob, 'Trop tard'))).toBe('409 too_late_to_edit');
});

test('its author, the note’s author and an operator take a comment off; its answers stay', async () => {
  const wall = wallOf(api());
  const chief = await api().join('Chief', { email: 'chief@oto.test' });
  const { ann, bob } = await pair();
  const carl = await api().join('Carl');
  const note = await wall.note(ann);
  const first = await wall.say(bob, note, 'Un');
  const [answer, other] = [await wall.say(carl, note, 'Deux', first.id), await wall.say(bob, note, 'Trois')];
  const remove = (who: Person, { id }: Comment) => wall.as(who, 'DELETE', `/api/comments/${id}`);
  expect(await refusal(await remove(carl, first))).toBe('403 forbidden');
  expect((await wall.comments(carl, note)).threads.map((one) => one.mayDelete)).toEqual([false, false]);
  expect((await remove(bob, first)).status).toBe(204);
  expect(await refusal(await remove(bob, first))).toBe('404 not_found');
  expect((await remove(chief, other)).status).toBe(204);
  const { threads } = await wall.comments(null, note);
  expect(threads).toMatchObject([{ id: first.id, state: 'deleted', body: '', author: null, answers: [{ body: 'Deux' }] }]);
  expect((await wall.social(null, note)).counts.comments).toBe(1);
  const more = await wall.as(carl, 'POST', `/api/notes/${note}/comments`, { body: 'Et là ?', thread: first.id }, newId());
  expect(await refusal(more)).toBe('404 not_found');
  expect((await remove(ann, answer)).status).toBe(204);
  expect((await wall.comments(null, note)).threads).toEqual([]);
});

test('a hidden comment is counted no more until it is shown again', async () => {
  const wall = wallOf(api());
  const { ann, bob } = await pair();
  const note = await wall.note(ann);
  const said = await wall.say(bob, note, 'Oui');
  const hide = (at: Date | null) =>
    api()
      .deps.db.transaction()
      .execute((trx) => hideComment(trx, uuidFromId(said.id), at, 'spam'));
  expect([await hide(new Date()), await hide(new Date())]).toEqual([true, false]);
  expect((await wall.comments(ann, note)).threads).toMatchObject([{ state: 'hidden', body: '', mayDelete: false }]);
  const edit = await wall.as(bob, 'PATCH', `/api/comments/${said.id}`, { body: `@${ann.me.handle} encore` });
  expect(await refusal(edit)).toBe('403 forbidden');
  expect((await wall.social(null, note)).counts.comments).toBe(0);
  expect([await hide(null), await hide(null)]).toEqual([true, false]);
  expect((await wall.social(null, note)).counts.comments).toBe(1);
});

test('whom one may mean: by handle or name, those one follows first, never oneself', async () => {
  const wall = wallOf(api());
  const ann = await api().join('Zoé Un');
  const [two, three] = [await api().join('Zoé Deux'), await api().join('Zoé Trois')];
  const meant = async (q: string) =>
    (await wall.read<z.output<typeof MentionList>>(await wall.as(ann, 'GET', `/api/mentions?q=${encodeURIComponent(q)}`))).people.map(
      ({ name }) => name,
    );
  await wall.as(ann, 'PUT', `/api/members/${three.me.handle}/follow`);
  expect(await meant('zoe')).toEqual(['Zoé Trois', 'Zoé Deux']);
  expect(await meant('ZOÉ T')).toEqual(['Zoé Trois']);
  expect([await meant(''), await meant('100%')]).toEqual([['Zoé Trois'], []]);
  await wall.block(two, ann);
  expect(await meant('zoe')).toEqual(['Zoé Trois']);
});
