import { expect, test } from 'vitest';
import { stream } from '../draw.ts';
import { groundOf } from '../plan/plan.ts';
import { PAPER_LIBRARY } from '../testing/library.ts';
import { picturePrompt, textPrompt, titleFor } from './asks.ts';
import { MOTIFS } from './motifs.ts';
import { personOf, versionsOf } from './people.ts';
import { topicOf } from './topics.ts';
import { workOf } from './work.ts';

/** What no French text says: an elision that was left out, made twice, or made before a consonant. */
const ILL_ELIDED = [
  /(?<!\p{L})(?:de|le|la|que) [aeiouâàéèêîôûœ]/iu,
  /(?<!\p{L})[ldq]u?’[bcdfgjklmnpqrstvwxz]/iu,
  /(?<!\p{L})de (?:le|les)(?!\p{L})/iu,
];

test('French prompts and titles are elided and contracted', () => {
  const random = stream('elision');
  const said = new Set<string>();
  for (let n = 0; n < 4_000; n++) {
    const topic = topicOf(random, 'fr');
    said.add(textPrompt(random, 'fr', topic)).add(titleFor(random, 'fr', topic));
  }
  for (const { fr } of MOTIFS) for (let n = 0; n < 20; n++) said.add(picturePrompt(random, 'fr', fr)).add(titleFor(random, 'fr', fr));
  expect(said.size).toBeGreaterThan(3_000);
  for (const pattern of ILL_ELIDED) expect([...said].filter((line) => pattern.test(line))).toEqual([]);
});

test('a chain writes, hands on and ends in the kind that was asked', () => {
  const ground = groundOf(3, 100);
  const agents = [0, 1, 2, 3].map((note) => versionsOf(ground, note)[0]);
  const [text, image] = agents;
  if (!text || !image) throw new Error('the first plot begins with its agents');
  const painted = workOf(stream('painted'), 5, 'fr', 'image', [text, image], PAPER_LIBRARY);
  const [first, last] = painted.steps;
  expect(first?.prompt).toBe(painted.prompt);
  expect(last).toMatchObject({ agent: image, prompt: first?.output, output: '' });
  expect(painted.body).toBe('');
  expect(painted.files.map(({ variant }) => variant)).toEqual(['main', 'thumb']);

  const written = workOf(stream('written'), 5, 'en', 'text', [text], PAPER_LIBRARY);
  expect(written.body).toBe(written.steps[0]?.output);
  expect(written.body.startsWith(written.title)).toBe(true);
  expect(workOf(stream('written'), 5, 'en', 'text', [text], PAPER_LIBRARY)).toEqual(written);
});

test('members are French and English, agents keep their name through versions', () => {
  const ground = groundOf(3, 5_000);
  const people = Array.from({ length: ground.notes.plots }, (_, plot) => personOf(ground, plot));
  expect(new Set(people.map(({ lang }) => lang))).toEqual(new Set(['fr', 'en']));
  expect(new Set(people.map(({ name }) => name)).size).toBeGreaterThan(45);
  const agents = Array.from({ length: ground.notes.count }, (_, note) => note).filter((note) => ground.notes.isAgent(note));
  const versions = agents.map((agent) => versionsOf(ground, agent));
  expect(versions.some((all) => all.length === 2)).toBe(true);
  for (const all of versions) {
    expect(new Set(all.map(({ name, kind }) => `${name} ${kind}`)).size).toBe(1);
    expect(new Set(all.map(({ uuid }) => uuid)).size).toBe(all.length);
  }
});
