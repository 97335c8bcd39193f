import { expect, test } from 'vitest';
import { newId, uuidFromId } from '@oto/schema/base/id';
import type { Creation } from '@oto/schema/contract/creation';
import { LINEAGE_MAX, type Lineage, type Outdated } from '@oto/schema/contract/lineage';
import { sql } from 'kysely';
import { refusal, type Person } from '../testing/api.ts';
import { stage, type Stage } from '../testing/generation.ts';
import { readLineage } from './read-lineage.ts';

async function make(api: Stage, person: Person, agent: string, title: string, more: object = {}): Promise<string> {
  const job = await api.order(person, 'text', { agents: [agent], prompt: `${title} dans la nuit`, title, where: 'board', ...more });
  const claim = await api.claim();
  if (!claim) throw new Error('no claim');
  await api.finish(claim);
  await api.send('POST', `/api/creations/${job.creation}/publish`, { cookie: person.cookie, body: { fork: 'allowed' } });
  return job.creation;
}

async function draft(api: Stage, person: Person, agent: string, title: string, parents: readonly string[]): Promise<string> {
  const job = await api.order(person, 'text', { agents: [agent], prompt: title, title, parents });
  const claim = await api.claim();
  if (!claim) throw new Error('no claim');
  await api.finish(claim);
  return job.creation;
}

async function read<T>(api: Stage, path: string, who?: Person): Promise<T> {
  const answer = await api.send('GET', path, who === undefined ? {} : { cookie: who.cookie });
  if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
  return (await answer.json()) as T;
}

const told = ({ nodes }: Lineage) => Object.fromEntries(nodes.map(({ id, generation, shown }) => [shown?.title ?? id, generation]));

test('a family over several parents is told by generations, with who made what and for how much', async () => {
  await using api = await stage({ limitsFactor: 100 });
  const [ann, bob] = [await api.join('Ann'), await api.join('Bob')];
  const agent = await api.agent(ann, { name: 'Plume', fee: 2 });
  const sea = await make(api, ann, agent.id, 'La mer');
  const lamp = await make(api, bob, agent.id, 'Le phare', { parents: [sea] });
  const moon = await make(api, ann, agent.id, 'La lune');
  const knot = await make(api, bob, agent.id, 'Le nœud', { parents: [lamp, moon] });
  const sister = await make(api, bob, agent.id, 'La sœur', { parents: [sea] });

  const lineage = await read<Lineage>(api, `/api/creations/${lamp}/lineage`);
  expect(told(lineage)).toEqual({ 'Le phare': 0, 'La mer': -1, 'Le nœud': 1, 'La lune': 0 });
  expect(new Set(lineage.edges.map((edge) => edge.join()))).toEqual(new Set([`${sea},${lamp}`, `${lamp},${knot}`, `${moon},${knot}`]));
  const shown = lineage.nodes.find(({ id }) => id === lamp)?.shown;
  expect(shown).toMatchObject({ kind: 'text', author: { name: 'Bob' }, agents: [{ id: agent.id, name: 'Plume', colour: agent.colour }] });
  expect(shown).toMatchObject({ prompt: 'Le phare dans la nuit', plot: bob.me.plots[0], remakeOf: null });
  expect(shown?.tokens).toBe((await read<Creation>(api, `/api/creations/${lamp}`)).tokens);
  expect(told(await read<Lineage>(api, `/api/creations/${lamp}/lineage?whole=1`))).toMatchObject({ 'La sœur': 0 });
  expect(told(await read<Lineage>(api, `/api/creations/${sister}/lineage`))).toEqual({ 'La sœur': 0, 'La mer': -1 });
});

test('drafts of others are told to nobody; a parent that went keeps its place without a word', async () => {
  await using api = await stage({ limitsFactor: 100 });
  const [ann, bob] = [await api.join('Ann'), await api.join('Bob')];
  const agent = await api.agent(ann);
  const sea = await make(api, ann, agent.id, 'La mer');
  const lamp = await make(api, bob, agent.id, 'Le phare', { parents: [sea] });
  const secret = await draft(api, bob, agent.id, 'Brouillon', [sea]);
  const later = await draft(api, bob, agent.id, 'Encore', [secret]);

  const forAnn = JSON.stringify(await read<Lineage>(api, `/api/creations/${sea}/lineage?whole=1`, ann));
  for (const hidden of ['Brouillon', 'Encore', secret, later]) expect(forAnn).not.toContain(hidden);
  expect(told(await read<Lineage>(api, `/api/creations/${sea}/lineage`, bob))).toMatchObject({ Brouillon: 1, Encore: 2 });
  expect(await refusal(await api.send('GET', `/api/creations/${secret}/lineage`))).toBe('404 not_found');

  await api.send('POST', `/api/creations/${later}/publish`, { cookie: bob.cookie, body: { fork: 'allowed' } });
  const between = await read<Lineage>(api, `/api/creations/${sea}/lineage`);
  expect(told(between)).toEqual({ 'La mer': 0, 'Le phare': 1, [secret]: 1, Encore: 2 });
  expect(JSON.stringify(between)).not.toContain('Brouillon');
  await api.deps.db
    .updateTable('creation')
    .set({ hidden_at: new Date(), hidden_reason: 'rule' })
    .where('id', '=', uuidFromId(sea))
    .execute();
  const orphan = await read<Lineage>(api, `/api/creations/${lamp}/lineage`);
  expect(orphan.nodes).toMatchObject([
    { id: lamp, generation: 0 },
    { id: sea, generation: -1, shown: null },
  ]);
});

test('a family larger than what is told is cut, the nearest stay', async () => {
  await using api = await stage();
  const ann = await api.join('Ann');
  const uuids = Array.from({ length: LINEAGE_MAX + 200 }, () => uuidFromId(newId()));
  const [root = '', child = ''] = uuids;
  await sql`insert into creation (id, author_id, kind, prompt, lang, state, visibility)
    select id, ${ann.uuid}::uuid, 'text', '', 'fr', 'done', 'published' from unnest(${uuids}::uuid[]) id`.execute(api.deps.db);
  // A chain whose every link has two parents: as many ways as there are powers of two, and no more steps than notes.
  await sql`insert into creation_parent (creation_id, parent_id, position)
    select ids[n], ids[n - back], back - 1 from (select ${uuids}::uuid[] as ids) as all_ids, generate_series(2, cardinality(ids)) n,
      generate_series(1, 2) back where n > back`.execute(api.deps.db);
  const ids = new Set((await readLineageOf(api, root)).map(({ id }) => id));
  expect(ids.size).toBe(LINEAGE_MAX);
  expect(uuids.slice(0, LINEAGE_MAX).every((uuid) => ids.has(uuid))).toBe(true);
  const fromChild = await readLineageOf(api, child);
  expect(fromChild.find(({ id }) => id === root)?.generation).toBe(-1);
});

async function readLineageOf(api: Stage, uuid: string) {
  const { nodes, cut } = await readLineage(api.deps.db, uuid, null, false);
  expect(cut).toBe(true);
  return nodes.map((node) => ({ ...node, id: uuidFromId(node.id) }));
}

test('a fork whose parent or agent changed says so, and its wish makes a new take', async () => {
  await using api = await stage({ limitsFactor: 100 });
  const [ann, bob] = [await api.join('Ann'), await api.join('Bob')];
  const agent = await api.agent(ann);
  const sea = await make(api, ann, agent.id, 'La mer');
  const lamp = await make(api, bob, agent.id, 'Le phare', { parents: [sea] });
  const outdated = () => read<Outdated>(api, `/api/creations/${lamp}/outdated`, bob);
  expect(await outdated()).toMatchObject({ parents: [], agents: [], wish: { parents: [sea], remakeOf: lamp } });
  expect(await refusal(await api.send('GET', `/api/creations/${lamp}/outdated`, { cookie: ann.cookie }))).toBe('404 not_found');

  const again = await draft(api, ann, agent.id, 'Brouillon', []);
  await api.deps.db
    .updateTable('creation')
    .set({ remake_of: uuidFromId(sea) })
    .where('id', '=', uuidFromId(again))
    .execute();
  expect((await outdated()).parents).toEqual([]);
  const newer = await make(api, ann, agent.id, 'La mer, plus haute', { remakeOf: sea });
  await api.send('PATCH', `/api/agents/${agent.id}`, { cookie: ann.cookie, body: { instructions: 'Plus court.' } });
  const now = await outdated();
  expect(now.parents).toEqual([{ old: sea, now: newer, title: 'La mer, plus haute' }]);
  expect(now.agents).toEqual([{ id: agent.id, name: 'Plume', was: 1, now: 2 }]);
  expect(now.wish).toMatchObject({ agents: [agent.id], parents: [newer], kind: 'text', title: 'Le phare' });

  const hideAnn = (at: Date | null) => api.deps.db.updateTable('member').set({ hidden_at: at }).where('id', '=', ann.uuid).execute();
  await hideAnn(new Date());
  expect(await outdated()).toMatchObject({ parents: [], wish: null });
  await hideAnn(null);

  const { kind: _kind, ...wish } = now.wish ?? { kind: '' };
  const job = await api.order(bob, 'text', { ...wish, where: 'board' });
  const claim = await api.claim();
  if (!claim) throw new Error('no claim');
  await api.finish(claim);
  expect((await read<Creation>(api, `/api/creations/${lamp}`)).remadeAs).toBe(job.creation);
  const take = await read<Lineage>(api, `/api/creations/${job.creation}/lineage`);
  expect(take.nodes.find(({ id }) => id === job.creation)?.shown?.remakeOf).toBe(lamp);
  expect(take.edges).toContainEqual([newer, job.creation]);

  const theft = await api.generate(bob, 'text', { agents: [agent.id], prompt: 'Non', remakeOf: sea });
  expect(await refusal(theft)).toBe('404 unknown_parent');
});
