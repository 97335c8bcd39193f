import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { collect, request, workbench } from '../../testing/run.ts';
import { voix } from './engine.ts';
import { sentencesOf, speakable } from './speech.ts';
import { timbreOf } from './timbre.ts';
import { normalise } from './wave.ts';

test('instructions steer variant, pitch and rate', () => {
  const usual = timbreOf('fr', '', 'Ada');
  expect(timbreOf('fr', 'voix grave', 'Ada').pitch).toBeLessThan(usual.pitch);
  expect(timbreOf('fr', 'parle très lentement, lente', 'Ada').rate).toBeLessThan(usual.rate);
  expect(timbreOf('en', 'fast', 'Ada').rate).toBeGreaterThan(usual.rate);
  expect(timbreOf('fr', 'f3', 'Ada').voice).toBe('fr+f3');
  expect(timbreOf('en', 'a British woman', 'Ada').voice).toBe('en-gb+f3');
  expect(timbreOf('fr', '', 'Ada')).toEqual(usual);
});

test('only what can be said is said', () => {
  expect(speakable('Bonjour 🎉 <b>toi</b> https://x.example/y')).toBe('Bonjour b toi /b');
  expect(sentencesOf('Un. Deux ! Trois ?\nQuatre')).toEqual(['Un.', 'Deux !', 'Trois ?', 'Quatre']);
  expect(sentencesOf('x'.repeat(1000)).every((sentence) => sentence.length <= 300)).toBe(true);
});

test('loudness is evened without clipping', () => {
  const quiet = Int16Array.from({ length: 2000 }, (_, i) => Math.round(300 * Math.sin(i / 5)));
  const loud = normalise(quiet, 22050);
  const peak = loud.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
  expect(peak).toBeGreaterThan(3000);
  expect(peak).toBeLessThanOrEqual(29_400);
  expect(Math.abs(loud[0] ?? 0)).toBeLessThan(50);
});

test('a long text is cut between sentences before 60 s, and is audible', async () => {
  await using bench = await workbench();
  const prompt = 'La mer est calme ce soir et les bateaux rentrent au port. '.repeat(60);
  const events = await collect(voix(), request({ prompt }), bench.context);
  const artifact = events.find((event) => event.type === 'artifact');
  expect(artifact?.meta.seconds).toBeGreaterThan(50);
  expect(artifact?.meta.seconds).toBeLessThanOrEqual(60);
  const file = await readFile(artifact?.path ?? '');
  expect(file.readUInt32LE(24)).toBeGreaterThanOrEqual(22_050);
  let sum = 0;
  for (let at = 44; at + 1 < file.length; at += 2) sum += file.readInt16LE(at) ** 2;
  expect(Math.sqrt(sum / ((file.length - 44) / 2))).toBeGreaterThan(1000);
});
