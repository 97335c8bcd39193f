import type { Id } from '@oto/schema/base/id';
import type { Hit, Marks, SearchResult } from '@oto/schema/contract/search';
import type { Transport } from '../../api/http.ts';
import { AGENTS, CREATIONS, ME } from './fixtures.ts';

/** Answers searches out of the fixtures, and leaves the rest to `others`. */
export function withSearch(others: Transport): Transport {
  return async (path, init) => {
    if (!path.startsWith('/api/search?')) return others(path, init);
    const asked = new URLSearchParams(path.slice(path.indexOf('?')));
    return new Response(JSON.stringify(found((asked.get('q') ?? '').toLowerCase(), asked.get('in') ?? 'all')));
  };
}

function found(q: string, scope: string): SearchResult {
  const marks = (text: string): Marks => {
    const at = text.toLowerCase().indexOf(q);
    return at === -1 ? [] : [[at, at + q.length]];
  };
  const person: Hit = { type: 'person', person: ME, marks: marks(ME.name), plot: ME.plots[0] ?? null, notes: 12 };
  const note = (
    type: 'agent' | 'creation',
    id: Id,
    kind: (typeof AGENTS)[number]['kind'],
    title: string,
    text: string,
    thumb?: string,
  ): Hit => ({
    type,
    id,
    kind,
    title,
    titleMarks: marks(title),
    author: { id: ME.id, name: ME.name, handle: ME.handle },
    plot: { x: 2, y: 0 },
    seat: [0, 0, 0],
    excerpt: text.slice(0, 160),
    marks: marks(text.slice(0, 160)),
    createdAt: '2026-01-02T03:04:05.000Z',
    ...(thumb === undefined ? {} : { thumb }),
  });
  const all: readonly Hit[] = [
    person,
    ...AGENTS.map((agent) => note('agent', agent.id, agent.kind, agent.name, agent.instructions)),
    ...CREATIONS.map((creation) => note('creation', creation.id, creation.kind, creation.title, creation.prompt)),
  ];
  const isOf = (hit: Hit): boolean => scope === 'all' || scope.startsWith(hit.type === 'person' ? 'people' : hit.type);
  const bears = (hit: Hit): boolean => (hit.type === 'person' ? hit.marks : [...hit.titleMarks, ...hit.marks]).length > 0;
  return { hits: all.filter((hit) => isOf(hit) && bears(hit)), readAs: null };
}
