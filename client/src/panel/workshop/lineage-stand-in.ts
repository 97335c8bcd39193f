import { newId, type Id } from '@oto/schema/base/id';
import { seededRandom } from '@oto/schema/base/seeded-random';
import { KINDS } from '@oto/schema/board/kind';
import type { Lineage, LineageNode, Outdated } from '@oto/schema/contract/lineage';
import type { Transport } from '../../api/http.ts';
import { CREATIONS, ME } from './fixtures.ts';

const TITLES = [
  'Le phare qui ne dort pas',
  'Ciel brûlé',
  'Marée basse',
  'La pluie sur le zinc',
  'Harbour, early',
  'Sept étoiles',
  'Où fut la lumière',
];
const PEOPLE = ['Clio', 'Tom Okoro', 'Léa Martin', 'Inès', 'Wren'];
const AGENTS = ['Plume', 'Iris', 'Écho', 'Bobine'];

/** A family of so many creations round the one asked for, and a creation that could be made again. The rest is left to `others`. */
export function withLineage(others: Transport, members: number): Transport {
  return async (path, init) => {
    const [, id, what] = /^\/api\/creations\/([^/]+)\/(lineage|outdated)/.exec(path) ?? [];
    if (id === undefined) return others(path, init);
    return Response.json(what === 'lineage' ? familyOf(id as Id, members) : outdatedOf(id as Id));
  };
}

function familyOf(root: Id, members: number): Lineage {
  const random = seededRandom(members);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const ids = Array.from({ length: members }, (_, index) => (index === Math.min(2, members - 1) ? root : newId()));
  const edges: [Id, Id][] = [];
  const generations = [0];
  for (let child = 1; child < members; child++) {
    const near = child < 4 ? child - 1 : Math.floor(Math.max(0, child - 1 - random() * Math.min(child, 70)));
    const far = Math.floor(random() * child);
    const parents = new Set(random() < 0.06 ? [near, far] : [near]);
    for (const parent of parents) edges.push([ids[parent] as Id, ids[child] as Id]);
    generations[child] = (generations[near] ?? 0) + 1;
  }
  const age = generations[ids.indexOf(root)] ?? 0;
  const nodes = ids.map((id, index): LineageNode => {
    const kind = pick(KINDS);
    const person = pick(PEOPLE);
    const agent = Math.floor(random() * AGENTS.length);
    const known = CREATIONS.find((one) => one.id === id);
    const shown = {
      title: known?.title ?? `${pick(TITLES)}${index > 6 ? ` ${index}` : ''}`,
      kind: known?.kind ?? kind,
      author: { id: ME.id, name: person, handle: person.toLowerCase() },
      agents: [{ id: ME.id, name: AGENTS[agent] ?? '', colour: agent }],
      prompt: 'Une histoire de gardien de phare, la nuit, avec une lettre que personne n’a ouverte',
      tokens: Math.round(random() * 30),
      plot: { x: 2, y: 0 },
      seat: [200, 140, -30] as [number, number, number],
      createdAt: new Date(Date.now() - (members - index) * 3_600_000).toISOString(),
      remakeOf: null,
    };
    return { id, generation: (generations[index] ?? 0) - age, shown: index % 41 === 9 ? null : shown };
  });
  return { root, nodes, edges, cut: members >= 5000 };
}

function outdatedOf(id: Id): Outdated {
  const one = CREATIONS.find((creation) => creation.id === id);
  const parent = CREATIONS[0];
  if (one?.mine !== true || parent === undefined) return { id, parents: [], agents: [], wish: null };
  return {
    id,
    parents: [{ old: parent.id, now: newId(), title: parent.title }],
    agents: one.steps.slice(0, 1).map(({ agent }) => ({ id: agent.id, name: agent.name, was: 1, now: 3 })),
    wish: {
      agents: one.steps.map(({ agent }) => agent.id),
      prompt: one.prompt,
      parents: [parent.id],
      inputs: [],
      remakeOf: id,
      title: one.title,
      kind: one.kind,
    },
  };
}
