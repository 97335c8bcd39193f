import { expect, test } from 'vitest';
import { uuidFromId, type Id } from '@oto/schema/base/id';
import type { ServerEvent } from '@oto/schema/contract/event';
import type { Person } from '../testing/api.ts';
import { stage, type Stage } from '../testing/generation.ts';

async function make(api: Stage, person: Person, agent: string, parents: readonly Id[], more: object = {}): Promise<Id> {
  const job = await api.order(person, 'text', { agents: [agent], prompt: 'Suite', parents, where: 'board', ...more });
  const claim = await api.claim();
  if (!claim) throw new Error('no claim');
  await api.finish(claim);
  return job.creation;
}

async function lights(api: Stage): Promise<readonly { readonly plot: string; readonly paths: readonly (readonly Id[])[] }[]> {
  const facts = await api.facts();
  return facts.flatMap((fact) => (fact.type === 'light' ? [{ plot: `${fact.plot.x},${fact.plot.y}`, paths: fact.light.paths }] : []));
}

async function earned(api: Stage, person: Person): Promise<readonly ServerEvent[]> {
  const rows = await api.deps.db.selectFrom('event').select('body').where('member_id', '=', person.uuid).orderBy('id').execute();
  return rows.map((row) => row.body as ServerEvent).filter((event) => event.type === 'earned');
}

const home = (person: Person): string => `${person.me.plots[0]?.x},${person.me.plots[0]?.y}`;

test('paid tokens light every region that their cords touch, and tell whoever earned; gifts do neither', async () => {
  await using api = await stage();
  const [ann, bob, cyd, dan] = [await api.join('Ann'), await api.join('Bob'), await api.join('Cyd'), await api.join('Dan')];
  const agent = await api.agent(ann, { fee: 20 });
  const root = await make(api, bob, agent.id, []);
  const middle = await make(api, cyd, agent.id, [root]);
  expect(await lights(api)).toEqual([]);
  expect(await earned(api, ann)).toEqual([]);

  // A welcome gift is spent first.
  await api.deps.db.updateTable('creation').set({ fork: 'allowed' }).where('id', '=', uuidFromId(middle)).execute();
  await api.fund(dan, 1000);
  for (let spent = 0; spent < 5; spent++) await make(api, dan, agent.id, []);
  const before = (await lights(api)).length;
  const leaf = await make(api, dan, agent.id, [middle]);
  const told = (await lights(api)).slice(before);
  const [toAgent, toMiddle, toRoot] = [
    [leaf, agent.id],
    [leaf, middle],
    [leaf, middle, root],
  ];
  expect(new Map(told.map(({ plot, paths }) => [plot, paths]))).toEqual(
    new Map([
      [home(dan), [toAgent, toMiddle, toRoot]],
      [home(ann), [toAgent]],
      [home(cyd), [toMiddle, toRoot]],
      [home(bob), [toRoot]],
    ]),
  );
  expect((await earned(api, ann)).at(-1)).toMatchObject({ tokens: 20, creation: leaf, agents: [agent.id], ancestors: [] });
  expect(await earned(api, cyd)).toMatchObject([{ creation: leaf, agents: [], ancestors: [middle] }]);
  expect(await earned(api, bob)).toMatchObject([{ creation: leaf, agents: [], ancestors: [root] }]);
});

test('what is made in private earns without a light; what is hidden is passed over', async () => {
  await using api = await stage();
  const [ann, bob, dan] = [await api.join('Ann'), await api.join('Bob'), await api.join('Dan')];
  const agent = await api.agent(ann, { fee: 200 });
  const root = await make(api, bob, (await api.agent(bob)).id, []);
  await api.fund(dan, 2000);
  await make(api, dan, agent.id, [root], { where: 'private' });
  expect(await lights(api)).toEqual([]);
  expect(await earned(api, ann)).toMatchObject([{ creation: null, agents: [agent.id] }]);
  const job = await api.order(dan, 'text', { agents: [agent.id], prompt: 'Suite', parents: [root], where: 'board' });
  const claim = await api.claim();
  if (!claim) throw new Error('no claim');
  await api.deps.db.updateTable('creation').set({ hidden_at: new Date() }).where('id', '=', uuidFromId(root)).execute();
  await api.finish(claim);
  const told = await lights(api);
  expect(told.flatMap(({ paths }) => paths).every((path) => path.join() === [job.creation, agent.id].join())).toBe(true);
  expect(told).toHaveLength(2);
});
