import { expect, test } from 'vitest';
import { enginesOf } from './installed.ts';
import { scripted } from './testing/scripted.ts';

const own = { textPaceMs: 0, outsideText: null };
const ids = (config: Parameters<typeof enginesOf>[0]): string[] => enginesOf(config).all.map((engine) => engine.id);

test('built-in engines are all there, some, or none', () => {
  const extra = scripted(async function* () {}, { id: 'extra' });
  expect(ids({ ...own, engines: { builtin: 'all', engines: [extra] } })).toEqual([
    'oto-plume',
    'oto-crayon',
    'oto-lanterne',
    'oto-voix',
    'extra',
  ]);
  expect(ids({ ...own, engines: { builtin: ['oto-voix'], engines: [extra] } })).toEqual(['oto-voix', 'extra']);
  expect(ids({ ...own, engines: { builtin: [], engines: [extra] } })).toEqual(['extra']);
  expect(() => ids({ ...own, engines: { builtin: ['oto-harp'], engines: [] } })).toThrow(/no oto-harp; there are oto-plume/u);
});

test('the environment’s own text engine comes last, and its id is its alone', () => {
  const outsideText = { url: 'http://a.test', model: 'mistral', key: null, ceiling: 40 };
  const taken = scripted(async function* () {}, { id: 'openai-chat' });
  expect(ids({ ...own, outsideText, engines: { builtin: [], engines: [] } })).toEqual(['openai-chat']);
  expect(() => ids({ ...own, outsideText, engines: { builtin: [], engines: [taken] } })).toThrow(/two engines named openai-chat/u);
});
