import { expect, test } from 'vitest';
import { uuidFromId } from '@oto/schema/base/id';
import { AGENT_SIZE } from '@oto/schema/board/kind';
import { Agent } from '@oto/schema/contract/agent';
import { OutboxFact } from '@oto/schema/contract/outbox';
import { PLOT_CAPACITY } from '@oto/schema/board/placement';
import { refusal, testApi, type TestApi } from '../testing/api.ts';

const WORDS = { kind: 'text', name: 'Clio', role: 'conteuse', instructions: 'Doux et lumineux.', fee: 2 } as const;

async function make(api: TestApi, cookie: string, body: object = WORDS): Promise<Agent> {
  const answer = await api.send('POST', '/api/agents', { cookie, body });
  if (answer.status !== 201) throw new Error(await answer.text());
  return Agent.parse(await answer.json());
}

test('a new agent has its seat on its owner’s plot, its first version and its fact for the board', async () => {
  await using api = await testApi();
  const ann = await api.join('Ann');
  const agent = await make(api, ann.cookie);
  expect(agent).toMatchObject({ ...WORDS, version: 1, engine: 'builtin-text', model: 'one', plot: ann.me.plots[0], mine: true });
  const facts = (await api.deps.db.selectFrom('outbox').select('fact').orderBy('id').execute()).map((row) => OutboxFact.parse(row.fact));
  expect(facts.map((fact) => fact.type)).toEqual(['claim', 'atlas', 'note']);
  expect(facts[1]).toMatchObject({ atlas: { n: 1, o: ann.id } });
  expect(facts[2]).toMatchObject({ note: agent.id, record: { k: 'agent', g: 'text', s: agent.seat, o: ann.id, c: agent.colour } });
});

test('agents made at once never share a seat', async () => {
  await using api = await testApi();
  const ann = await api.join('Ann');
  const agents = await Promise.all(Array.from({ length: 24 }, (_, n) => make(api, ann.cookie, { ...WORDS, name: `A${n}` })));
  for (const [index, a] of agents.entries()) {
    for (const b of agents.slice(index + 1)) {
      const apart = Math.max(Math.abs(a.seat[0] - b.seat[0]), Math.abs(a.seat[1] - b.seat[1]));
      expect(apart).toBeGreaterThanOrEqual(AGENT_SIZE);
    }
  }
  const plot = await api.deps.db.selectFrom('plot').select('notes').where('owner_id', '=', ann.uuid).executeTakeFirstOrThrow();
  expect(plot.notes).toBe(24);
});

test('a full plot makes its owner claim the nearest free one, once, however many arrive together', async () => {
  await using api = await testApi();
  const ann = await api.join('Ann');
  const home = ann.me.plots[0] ?? { x: 0, y: 0 };
  for (let n = 0; n < PLOT_CAPACITY; n++) {
    const id = crypto.randomUUID();
    await api.deps.db
      .insertInto('creation')
      .values({
        id,
        author_id: ann.uuid,
        kind: 'text',
        prompt: 'p',
        lang: 'fr',
        plot_x: home.x,
        plot_y: home.y,
        seat_x: n,
        seat_y: -n,
        seat_rot: 0,
      })
      .execute();
  }
  const agents = await Promise.all(Array.from({ length: 4 }, () => make(api, ann.cookie)));
  const plots = new Set(agents.map(({ plot }) => `${plot.x},${plot.y}`));
  expect(plots.size).toBe(1);
  expect(plots.has(`${home.x},${home.y}`)).toBe(false);
  const mine = await api.deps.db
    .selectFrom('plot')
    .select(['x', 'y', 'notes'])
    .where('owner_id', '=', ann.uuid)
    .orderBy('ordinal')
    .execute();
  expect(mine).toHaveLength(2);
  expect(mine[1]).toMatchObject({ notes: 4 });
  expect(Math.hypot((mine[1]?.x ?? 0) - home.x, (mine[1]?.y ?? 0) - home.y)).toBe(1);
});

test('a patch makes the next version and keeps what it leaves out', async () => {
  await using api = await testApi();
  const ann = await api.join('Ann');
  const agent = await make(api, ann.cookie);
  const answer = await api.send('PATCH', `/api/agents/${agent.id}`, { cookie: ann.cookie, body: { name: 'Calliope' } });
  const changed = Agent.parse(await answer.json());
  expect(changed).toMatchObject({ ...WORDS, name: 'Calliope', version: 2, seat: agent.seat });
  expect(changed.versionId).not.toBe(agent.versionId);
  const same = await api.send('PATCH', `/api/agents/${agent.id}`, { cookie: ann.cookie, body: { name: 'Calliope' } });
  expect(Agent.parse(await same.json()).version).toBe(2);
  const colour = (agent.colour + 1) % 8;
  await api.send('PATCH', `/api/agents/${agent.id}`, { cookie: ann.cookie, body: { colour } });
  const last = await api.deps.db.selectFrom('outbox').select('fact').orderBy('id', 'desc').executeTakeFirstOrThrow();
  expect(last.fact).toMatchObject({ type: 'note', note: agent.id, record: { c: colour } });
  const both = await Promise.all(
    ['one', 'two'].map((role) => api.send('PATCH', `/api/agents/${agent.id}`, { cookie: ann.cookie, body: { role } })),
  );
  expect(both.map((each) => each.status)).toEqual([200, 200]);
  const versions = await api.deps.db.selectFrom('agent_version').select('version').where('agent_id', '=', uuidFromId(agent.id)).execute();
  expect(versions.map((row) => row.version).toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4]);
});

test('another member’s session cannot edit my agent, nor can a visitor', async () => {
  await using api = await testApi();
  const [ann, bob] = [await api.join('Ann'), await api.join('Bob')];
  const agent = await make(api, ann.cookie);
  const body = { name: 'Stolen' };
  expect(await refusal(await api.send('PATCH', `/api/agents/${agent.id}`, { cookie: bob.cookie, body }))).toBe('403 forbidden');
  expect(await refusal(await api.send('PATCH', `/api/agents/${agent.id}`, { body }))).toBe('401 not_signed_in');
  expect(await refusal(await api.send('POST', '/api/agents', { body: WORDS }))).toBe('401 not_signed_in');
  expect(Agent.parse(await (await api.send('GET', `/api/agents/${agent.id}`)).json())).toMatchObject({ name: 'Clio', mine: false });
});

test('bad agents are refused with the fields to change', async () => {
  await using api = await testApi();
  const ann = await api.join('Ann');
  const answer = await api.send('POST', '/api/agents', { cookie: ann.cookie, body: { kind: 'smell', name: '', fee: -1 } });
  const { error } = (await answer.json()) as { error: { code: string; fields: { path: string }[] } };
  expect(error.code).toBe('bad_request');
  expect(error.fields.map((field) => field.path).toSorted()).toEqual(['fee', 'kind', 'name']);
  const engine = { ...WORDS, engine: 'builtin-image' };
  expect(await refusal(await api.send('POST', '/api/agents', { cookie: ann.cookie, body: engine }))).toBe('400 bad_request');
  expect(await refusal(await api.send('GET', '/api/agents/AAAAAAAAAAAAAAAAAAAAAA'))).toBe('404 unknown_agent');
  await api.deps.db.deleteFrom('worker').execute();
  expect(await refusal(await api.send('POST', '/api/agents', { cookie: ann.cookie, body: WORDS }))).toBe('503 no_engine');
});

test('agents are listed by kind, by words and by owner', async () => {
  await using api = await testApi();
  const [ann, bob] = [await api.join('Ann'), await api.join('Bob')];
  await make(api, ann.cookie);
  await make(api, bob.cookie, { kind: 'image', name: '100%_pur', role: 'peintre' });
  const names = async (query: string, cookie?: string) => {
    const answer = await api.send('GET', `/api/agents?${query}`, cookie === undefined ? {} : { cookie });
    return ((await answer.json()) as { agents: Agent[] }).agents.map((agent) => agent.name);
  };
  expect(await names('')).toEqual(['100%_pur', 'Clio']);
  expect(await names('kind=text')).toEqual(['Clio']);
  expect(await names('mine=1', bob.cookie)).toEqual(['100%_pur']);
  expect(await names(`q=${encodeURIComponent('%_')}`)).toEqual(['100%_pur']);
  expect(await names('q=CONTEUSE')).toEqual(['Clio']);
  expect(await refusal(await api.send('GET', '/api/agents?mine=1'))).toBe('401 not_signed_in');
});
