import { expect, test } from 'vitest';
import { decodeJwt } from 'jose';
import { stage, type Stage } from '../testing/generation.ts';
import type { Person } from '../testing/api.ts';

async function make(api: Stage, person: Person, agent: string, title: string, more: object): Promise<string> {
  const job = await api.order(person, 'text', { agents: [agent], prompt: title, ...more });
  const claim = await api.claim();
  if (!claim) throw new Error('no claim');
  await api.finish(claim, { text: `# ${title}\n\nIl éclaire la mer.` });
  return job.creation;
}

test('a private ancestor earns its share, and its title is told to its author alone', async () => {
  await using api = await stage();
  const [ann, bob] = [await api.join('Ann'), await api.join('Bob')];
  const agent = await api.agent(ann, { fee: 60 });
  const draft = await make(api, ann, agent.id, 'Brouillon intime', {});
  const shown = await make(api, ann, agent.id, 'Le phare', { parents: [draft], where: 'board' });
  await api.send('POST', `/api/creations/${shown}/publish`, { cookie: ann.cookie, body: { fork: 'allowed' } });

  const quote = await api.quote(bob, [agent.id], [shown]);
  const royalties = quote.lines.filter(({ kind }) => kind === 'royalty');
  expect(royalties.map(({ label, payee, generation }) => [label, payee, generation])).toEqual([
    ['Le phare', ann.id, 1],
    ['', ann.id, 2],
  ]);
  expect(JSON.stringify(decodeJwt(quote.token))).not.toContain('Brouillon');
  expect(quote.lines.reduce((sum, { tokens }) => sum + tokens, 0)).toBe(quote.total);
  const job = await api.order(bob, 'text', { agents: [agent.id], prompt: 'Suite', parents: [shown], quote: quote.token });
  expect(job.price).toBe(quote.total);
});
