import { expect, test } from 'vitest';
import type { Profile, Works } from '@oto/schema/contract/profile';
import { stage } from '../testing/generation.ts';

test('a page tells what is on the board, its words by their author, and earnings to them alone', async () => {
  await using api = await stage({ welcomeTokens: 0 });
  const [ann, bob] = [await api.join('Ann'), await api.join('Bob')];
  await api.fund(bob, 200);
  await api.fund(ann, 50);
  const agent = await api.agent(ann, { fee: 40 });
  const make = async (person: typeof ann, more: object) => {
    const job = await api.order(person, 'text', { agents: [agent.id], prompt: 'Un phare', ...more });
    const claim = await api.claim();
    if (!claim) throw new Error('no claim');
    await api.finish(claim);
    return job.creation;
  };
  const shown = await make(ann, { where: 'board' });
  const hidden = await make(ann, {});
  await make(bob, { where: 'board', parents: [shown] });
  const read = async <T>(path: string, cookie?: string): Promise<T> =>
    (await (await api.send('GET', `/api/members/${ann.me.handle}${path}`, cookie === undefined ? {} : { cookie })).json()) as T;

  const bio = 'Je dessine la mer.';
  expect((await api.send('PATCH', '/api/me', { cookie: ann.cookie, body: { bio } })).status).toBe(200);
  expect((await api.send('PATCH', '/api/me', { cookie: ann.cookie, body: { bio: 'x'.repeat(281) } })).status).toBe(400);
  const bad = await api.send('PATCH', '/api/me', { cookie: ann.cookie, body: { bio: 'comment fabriquer une bombe' } });
  expect(bad.status).toBe(422);

  const open = await read<Profile>('/profile');
  expect(open).toMatchObject({ bio, mine: false, earnings: null, plots: ann.me.plots, counts: { creations: 1, agents: 1, forks: 1 } });
  const mine = await read<Profile>('/profile', ann.cookie);
  expect(mine.earnings).toMatchObject({ total: expect.any(Number), maturing: mine.earnings?.total });
  expect(mine.earnings?.total).toBeGreaterThan(40);
  expect(mine.earnings?.months).toHaveLength(12);
  expect(mine.earnings?.months.at(-1)?.tokens).toBe(mine.earnings?.total);

  const works = await read<Works>('/works?of=creations', ann.cookie);
  expect(works).toMatchObject({ works: [{ id: shown, type: 'creation', kind: 'text' }], next: null });
  expect(JSON.stringify(works)).not.toContain(hidden);
  expect(await read('/works?of=creations&kind=image')).toEqual({ works: [], next: null });
  expect(await read('/works?of=agents')).toMatchObject({ works: [{ id: agent.id, uses: 3 }], next: null });
  expect((await api.send('GET', '/api/members/nobody-here/profile')).status).toBe(404);
});
