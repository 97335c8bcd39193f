import { expect, test } from 'vitest';
import type { Block } from './paper.ts';
import { PAPERS } from './papers.ts';

const shape = (block: Block): string => {
  if ('list' in block) return `list of ${block.list.length}`;
  return 'kept' in block ? `kept ${block.kept.length}` : Object.keys(block).join();
};

test.each(['terms', 'privacy'] as const)('%s say the same things in the same order in both languages', (name) => {
  const shapes = (lang: 'fr' | 'en') => PAPERS[name][lang].sections.map(({ id, body }) => [id, ...body.map(shape)]);
  expect(shapes('en')).toEqual(shapes('fr'));
  const ids = PAPERS[name].fr.sections.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
});

test('both papers begin with who runs the place', () => {
  for (const paper of [PAPERS.terms.fr, PAPERS.privacy.fr]) expect(paper.sections[0]?.body).toContainEqual({ publisher: true });
});

test('French is spaced as French', () => {
  expect(JSON.stringify(PAPERS)).toContain('«\u202Fancien membre\u202F»');
});
