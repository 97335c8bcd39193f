import { newId } from '@oto/schema/base/id';
import { KINDS } from '@oto/schema/board/kind';
import type { Creation, Step } from '@oto/schema/contract/creation';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { filesOf, givenTo } from './sources.ts';

const step = (index: number, change: Partial<Step> = {}): Step => ({
  index,
  agent: {
    id: newId(),
    versionId: newId(),
    name: `a${index}`,
    role: '',
    colour: 0,
    owner: { id: newId(), name: '', handle: '' },
    editedSince: false,
  },
  kind: 'text',
  engine: '',
  engineName: '',
  model: '',
  trained: false,
  prompt: `words ${index}`,
  instructions: '',
  output: '',
  sources: [],
  media: [],
  tokens: 0,
  startedAt: '',
  durationMs: 0,
  ...change,
});
const creation = (change: Partial<Creation>): Creation =>
  ({ steps: [], parents: [], inputs: [], media: [], ...change }) as unknown as Creation;

test('a film made from a drawing of a poem: each step says whose words and whose picture it had', () => {
  const poem = step(0, { sources: [{ from: 'prompt' }, { from: 'parent' }] });
  const drawing = step(1, {
    kind: 'image',
    sources: [
      { from: 'step', step: 0 },
      { from: 'input', index: 0 },
    ],
  });
  const film = step(2, {
    kind: 'video',
    sources: [
      { from: 'step', step: 0 },
      { from: 'step', step: 1 },
    ],
  });
  const parent = { id: newId(), title: 'Ciel', author: { id: newId(), name: '', handle: '' } };
  const whole = creation({ steps: [poem, drawing, film], parents: [parent], inputs: [{ role: 'image' }] });
  expect(givenTo(poem, whole)).toEqual([
    { type: 'words', text: 'words 0', from: 'prompt' },
    { type: 'parent', parent },
  ]);
  expect(givenTo(drawing, whole)).toEqual([
    { type: 'words', text: 'words 1', from: poem },
    { type: 'file', input: { role: 'image' } },
  ]);
  expect(givenTo(film, whole)).toEqual([
    { type: 'words', text: 'words 2', from: poem },
    { type: 'made', step: drawing },
  ]);
});

test('whatever sources say, the words come first and no step is given what comes after it', () => {
  const source = fc.oneof(
    fc.constant({ from: 'prompt' as const }),
    fc.constant({ from: 'parent' as const }),
    fc.record({ from: fc.constant('input' as const), index: fc.nat(3) }),
    fc.record({ from: fc.constant('step' as const), step: fc.nat(5) }),
  );
  const shapes = fc.array(fc.record({ kind: fc.constantFrom(...KINDS), sources: fc.array(source, { maxLength: 4 }) }), {
    minLength: 1,
    maxLength: 4,
  });
  fc.assert(
    fc.property(shapes, (list) => {
      const whole = creation({ steps: list.map((change, index) => step(index, change)), inputs: [{ role: 'audio' }] });
      for (const one of whole.steps) {
        const [first, ...rest] = givenTo(one, whole);
        expect(first?.type).toBe('words');
        const steps = [first, ...rest].flatMap((given) =>
          given?.type === 'made' ? [given.step] : given?.type === 'words' && given.from !== 'prompt' ? [given.from] : [],
        );
        expect(steps.every((other) => other.index < one.index)).toBe(true);
      }
    }),
    { seed: 41, numRuns: 200 },
  );
});

test('the last step left the creation’s own files', () => {
  const own = { variant: 'main', url: '/media/x/main' } as Step['media'][number];
  const between = { variant: 'main', url: '/media/x/step/0/main' } as Step['media'][number];
  const whole = creation({ steps: [step(0, { media: [between] }), step(1)], media: [own] });
  expect(whole.steps.map((one) => filesOf(one, whole))).toEqual([[between], [own]]);
});
