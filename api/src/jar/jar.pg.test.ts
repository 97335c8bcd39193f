import { expect, test } from 'vitest';
import { newId, uuidFromId, type Id } from '@oto/schema/base/id';
import type { Jar } from '@oto/schema/contract/jar';
import { grant } from '../ledger/grant.ts';
import { takeBack } from '../ledger/purchase.ts';
import { trialBalance } from '../ledger/trial-balance.ts';
import { leave } from '../privacy/testing/confirmed.ts';
import type { Person } from '../testing/api.ts';
import { stage, type Stage } from '../testing/generation.ts';
import { closeDueGifts } from './close.ts';
import { giveToJar } from './give.ts';

const DAY_MS = 86_400_000;

async function published(api: Stage, author: Person, agent: string, title: string): Promise<Id> {
  const job = await api.order(author, 'text', { agents: [agent], prompt: title, where: 'board' });
  const claim = await api.claim();
  if (!claim) throw new Error('no claim');
  await api.finish(claim);
  return job.creation;
}

async function jar(api: Stage, who: Person, method: string, path: string, body?: object): Promise<Jar> {
  const answer = await api.send(method, path, { cookie: who.cookie, headers: { 'idempotency-key': newId() }, ...(body ? { body } : {}) });
  if (!answer.ok) throw new Error(await answer.text());
  return (await answer.json()) as Jar;
}

async function refusal(answer: Promise<Response>): Promise<string> {
  const { status, body } = await answer.then(async (given) => ({
    status: given.status,
    body: (await given.json()) as { error?: { code: string } },
  }));
  return `${status} ${body.error?.code ?? ''}`;
}

const sound = async (api: Stage) => expect(await trialBalance(api.deps)).toMatchObject({ total: 0, faults: [] });

test('a gift pays the next branch first, what is not used goes back into the jar, and the giver may take it back', async () => {
  await using api = await stage();
  const [ann, bob, cleo] = [await api.join('Ann'), await api.join('Bob'), await api.join('Cleo')];
  const agent = await api.agent(cleo, { fee: 20 });
  const note = await published(api, ann, (await api.agent(ann)).id, 'Le phare');
  await api.fund(bob, 50);
  const [before, annBefore] = [await api.wallet(bob), await api.wallet(ann)];
  const given = await jar(api, bob, 'POST', `/api/creations/${note}/jar`, { tokens: 120 });
  expect(given).toMatchObject({
    tokens: 120,
    mayGive: true,
    mine: false,
    gifts: [{ tokens: 120, left: 120, mine: true, giver: { name: 'Bob' } }],
  });
  expect(await api.wallet(bob)).toMatchObject({ available: before.available - 120, held: before.held + 120 });
  expect(await jar(api, ann, 'GET', `/api/creations/${note}/jar`)).toMatchObject({ mine: true, mayGive: false });
  const news = await api.deps.db.selectFrom('notification').select(['about', 'actor_id']).where('member_id', '=', ann.uuid).execute();
  expect(news).toContainEqual({ about: 'sponsored', actor_id: bob.uuid });

  const body = { agents: [agent.id], parents: [note], jar: note };
  const quote = (await (await api.send('POST', '/api/quotes', { cookie: ann.cookie, body })).json()) as {
    token: string;
    total: number;
    jar: number;
  };
  expect(quote).toMatchObject({ total: 25, jar: 25 });
  const job = await api.order(ann, 'text', { ...body, prompt: 'Suite', quote: quote.token });
  expect(await jar(api, bob, 'GET', `/api/creations/${note}/jar`)).toMatchObject({ tokens: 95, gifts: [{ tokens: 120, left: 95 }] });
  await sound(api);
  const claim = await api.claim();
  if (!claim) throw new Error('no claim');
  await api.finish(claim, { tokens: 3 });
  expect(await api.job(ann, job.id)).toMatchObject({ state: 'succeeded', charged: 23 });
  // Promo tokens were spent, so nobody earned by them.
  expect(await api.wallet(cleo)).toMatchObject({ earnings: 0 });
  expect(await api.wallet(ann)).toMatchObject({ available: annBefore.available, held: 0 });
  expect(await api.wallet(bob)).toMatchObject({ available: before.available - 120, held: 97, promo: before.promo - 23 });
  await sound(api);

  // The next spends the last promo tokens and some that were paid for: those earn.
  const again = await api.order(ann, 'text', { ...body, prompt: 'Encore', agents: [agent.id] });
  const cancelled = await api.order(ann, 'text', { ...body, prompt: 'Non' });
  expect((await jar(api, bob, 'GET', `/api/creations/${note}/jar`)).tokens).toBe(47);
  await api.send('POST', `/api/jobs/${cancelled.id}/cancel`, { cookie: ann.cookie });
  const left = await jar(api, bob, 'GET', `/api/creations/${note}/jar`);
  expect(left.tokens).toBe(72);
  const back = await jar(api, bob, 'DELETE', `/api/jar/${left.gifts[0]?.id ?? ''}`);
  expect(back).toMatchObject({ tokens: 0, gifts: [] });
  expect(await api.wallet(bob)).toMatchObject({ held: 25 });
  const second = await api.claim();
  if (!second) throw new Error('no claim');
  expect(second.job).toBe(again.id);
  await api.finish(second, { tokens: 1 });
  // What it did not need is Bob's again, since he took the gift back.
  expect(await api.wallet(bob)).toMatchObject({ held: 0, available: before.available - 23 - 21 });
  await sound(api);
  expect(await refusal(api.generate(ann, 'text', { ...body, prompt: 'Rien' }))).toBe('409 jar_empty');
});

test('tokens that were paid for earn the others their share, and nobody pays themselves', async () => {
  await using api = await stage({ welcomeTokens: 0 });
  const [ann, bob] = [await api.join('Ann'), await api.join('Bob')];
  await api.fund(ann, 100);
  await api.fund(bob, 100);
  const agent = await api.agent(bob, { fee: 20 });
  const note = await published(api, ann, (await api.agent(ann)).id, 'Le phare');
  await jar(api, bob, 'POST', `/api/creations/${note}/jar`, { tokens: 15 });
  const before = await api.wallet(ann);
  const job = await api.order(ann, 'text', { agents: [agent.id], parents: [note], jar: note, prompt: 'Suite' });
  expect(job.price).toBe(25);
  expect(await api.wallet(ann)).toMatchObject({ held: 10 });
  const claim = await api.claim();
  if (!claim) throw new Error('no claim');
  await api.finish(claim, { tokens: 5 });
  // Bob's 15 pay the engine's 5; the other 10 would have gone to himself.
  expect(await api.job(ann, job.id)).toMatchObject({ charged: 15 });
  expect(await api.wallet(bob)).toMatchObject({ paid: 95, earnings: 10, held: 10 });
  expect(await api.wallet(ann)).toMatchObject({ paid: before.paid - 10 });
  await sound(api);
});

test('a jar ends with its term, its note, its giver or a debt of theirs, and refuses whom it must', async () => {
  await using api = await stage();
  const [ann, bob, cleo, dan] = [await api.join('Ann'), await api.join('Bob'), await api.join('Cleo'), await api.join('Dan')];
  const chief = await api.join('Chief', { email: 'chief@oto.test' });
  const agent = await api.agent(ann);
  const [first, second] = [await published(api, ann, agent.id, 'Un'), await published(api, ann, agent.id, 'Deux')];
  const give = (who: Person, note: Id, tokens: number, key: string = newId()) =>
    api.send('POST', `/api/creations/${note}/jar`, { cookie: who.cookie, body: { tokens }, headers: { 'idempotency-key': key } });
  expect(await refusal(give(ann, first, 5))).toBe('409 own_work');
  expect(await refusal(give(bob, first, 101))).toBe('402 empty_wallet');
  expect((await give(bob, first, 10, 'bobs-first-gift')).status).toBe(201);
  expect((await give(bob, first, 10, 'bobs-first-gift')).status).toBe(201);
  expect(await refusal(give(bob, first, 11, 'bobs-first-gift'))).toBe('409 key_reused');
  expect(await api.wallet(bob)).toMatchObject({ held: 10 });
  expect(await refusal(api.generate(bob, 'text', { agents: [agent.id], parents: [first], jar: first, prompt: 'x' }))).toBe(
    '403 jar_not_yours',
  );
  expect(await refusal(api.generate(ann, 'text', { agents: [agent.id], parents: [second], jar: first, prompt: 'x' }))).toBe(
    '403 jar_not_yours',
  );
  await api.deps.db.insertInto('block').values({ member_id: ann.uuid, blocked_id: cleo.uuid }).execute();
  expect(await refusal(give(cleo, first, 5))).toBe('403 blocked_here');

  // Its giver leaves.
  expect((await give(dan, first, 30)).status).toBe(201);
  expect((await leave(api, dan, 'remove')).status).toBe(204);
  expect(await jar(api, ann, 'GET', `/api/creations/${first}/jar`)).toMatchObject({ tokens: 10 });
  await sound(api);

  // Its giver owes something: the gift is passed over, then ended, and repays.
  await api.fund(bob, 200);
  await give(bob, second, 150);
  await api.deps.db.transaction().execute((trx) => takeBack(trx, { key: 'dispute:b', member: bob.uuid, tokens: 200, kind: 'dispute' }));
  expect(await refusal(api.generate(ann, 'text', { agents: [agent.id], parents: [second], jar: second, prompt: 'x' }))).toBe(
    '409 jar_empty',
  );
  expect(await closeDueGifts(api.deps)).toBe(2);
  expect(await closeDueGifts(api.deps)).toBe(0);
  expect(await api.wallet(bob)).toMatchObject({ held: 0, debt: 0 });
  await sound(api);

  // Its term, and its note.
  expect((await give(bob, first, 7)).status).toBe(201);
  expect((await give(bob, second, 8)).status).toBe(201);
  const hide = { type: 'creation', id: second, hidden: true, reason: 'essai de la maison' };
  expect((await api.send('POST', '/api/operator/hide', { cookie: chief.cookie, body: hide })).status).toBe(204);
  const states = () => api.deps.db.selectFrom('jar_gift').select(['tokens', 'state']).where('tokens', '<', '10').orderBy('id').execute();
  expect(await states()).toEqual([
    { tokens: '7', state: 'open' },
    { tokens: '8', state: 'returned' },
  ]);
  const later = { ...api.deps, now: () => new Date(Date.now() + 31 * DAY_MS) };
  expect(await closeDueGifts(later)).toBe(1);
  expect(await api.deps.db.selectFrom('ledger.hold').select('state').where('state', '=', 'expired').execute()).toHaveLength(1);
  expect(await api.wallet(bob)).toMatchObject({ held: 0 });

  // Promo tokens that end do so in a jar too, and are not given once they have.
  const eve = await api.join('Eve');
  await api.deps.db.transaction().execute((trx) => grant(trx, { key: 'eve', member: eve.uuid, amount: 40, kind: 'grant', days: 2 }));
  expect((await give(eve, first, 60)).status).toBe(201);
  const ends = await api.deps.db.selectFrom('jar_gift').select(['expires_at', 'id']).where('tokens', '=', '60').executeTakeFirstOrThrow();
  expect(ends.expires_at.getTime() - Date.now()).toBeLessThanOrEqual(2 * DAY_MS);
  const after = { ...api.deps, now: () => new Date(Date.now() + 3 * DAY_MS) };
  const anew = { creation: uuidFromId(first), member: eve.uuid, key: 'given-after-the-end' };
  await expect(giveToJar(after, { ...anew, tokens: 101 })).rejects.toMatchObject({ code: 'empty_wallet' });
  await giveToJar(after, { ...anew, tokens: 6 });
  expect(await api.wallet(eve)).toMatchObject({ available: 94, held: 6 });
  await sound(api);

  // Somebody suspended gives nothing, and takes back what they gave.
  const given = (await (await give(bob, first, 9)).json()) as Jar;
  const about = { member_id: bob.uuid, subject: 'member', subject_id: bob.uuid, reason: 'spam', ground: 'terms' } as const;
  await api.deps.db
    .insertInto('statement_of_reasons')
    .values({ ...about, id: uuidFromId(newId()), sanction: 'suspend', facts: 'essai', created_at: new Date() })
    .execute();
  expect(await refusal(give(bob, first, 1))).toBe('403 suspended');
  await jar(api, bob, 'DELETE', `/api/jar/${given.gifts.find(({ tokens }) => tokens === 9)?.id}`);
  expect(await api.wallet(bob)).toMatchObject({ held: 0 });
  // What is its author's is hidden with them, its jar too.
  await api.send('POST', '/api/operator/hide', { cookie: chief.cookie, body: { ...hide, type: 'member', id: ann.id } });
  expect(await refusal(api.send('GET', `/api/creations/${first}/jar`, { cookie: bob.cookie }))).toBe('404 not_found');
  await sound(api);
});

test('whoever leaves while others’ gifts pay for what they make gives everything back', async () => {
  await using api = await stage();
  const [ann, bob] = [await api.join('Ann'), await api.join('Bob')];
  const agent = await api.agent(ann);
  const note = await published(api, ann, agent.id, 'Un');
  await jar(api, bob, 'POST', `/api/creations/${note}/jar`, { tokens: 3 });
  const taken = await jar(api, bob, 'POST', `/api/creations/${note}/jar`, { tokens: 40 });
  await api.order(ann, 'text', { agents: [agent.id], parents: [note], jar: note, prompt: 'Suite' });
  await jar(api, bob, 'DELETE', `/api/jar/${taken.gifts[1]?.id ?? ''}`);
  expect((await leave(api, ann, 'anonymise')).status).toBe(204);
  expect(await api.wallet(bob)).toMatchObject({ held: 0, available: 100 });
  const gifts = await api.deps.db.selectFrom('jar_gift').select('state').where('creation_id', '=', uuidFromId(note)).execute();
  expect(gifts.map(({ state }) => state)).toEqual(['returned', 'returned']);
  await sound(api);
});
