import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { seededRandom } from '@oto/schema/base/seeded-random';
import type { EngineRequest } from '../../engine.ts';
import { collect, request, workbench } from '../../testing/run.ts';
import { loudnessOf } from '../sound/level.ts';
import { mastered } from '../sound/master.ts';
import { paceOf } from '../sound/pace.ts';
import { readWave, type Pcm } from '../sound/pcm.ts';
import { pitchOf } from '../sound/pitch.ts';
import { voix } from './engine.ts';
import { speak } from './speak.ts';
import { phrasesOf, speakable } from './speech.ts';
import { timbreOf } from './timbre.ts';
import { wave } from './wave.ts';

const RATE = 22_050;
const SAYING = 'La mer est calme ce soir, et les bateaux rentrent au port en chantant doucement.';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'oto-voice-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function spoken(over: Partial<EngineRequest>): Promise<Pcm> {
  const events = await Array.fromAsync(speak(request({ prompt: SAYING, ...over }), folder));
  const artifact = events.find((event) => event.type === 'artifact');
  return readWave(await readFile(artifact?.path ?? ''));
}

/** A buzz of 12 harmonics at `hertz` that swells `pace` times a second, with hiss of the given share. */
function buzz(hertz: number, pace: number, seconds = 3, hiss = 0): Pcm {
  const random = seededRandom(5);
  const samples = Float32Array.from({ length: Math.round(RATE * seconds) }, (_, i) => {
    const t = i / RATE;
    let value = 0;
    for (let k = 1; k <= 12; k++) value += Math.sin(2 * Math.PI * hertz * k * t) / k;
    return 0.2 * value * (0.12 + 0.88 * Math.sin(Math.PI * pace * t) ** 2) + hiss * (random() - 0.5);
  });
  return { samples, rate: RATE };
}

async function recording(name: string, sound: Pcm | Buffer): Promise<EngineRequest['inputs']> {
  const path = join(folder, `${name}.wav`);
  await writeFile(path, Buffer.isBuffer(sound) ? sound : wave(sound));
  return [{ role: 'audio', path, mime: 'audio/wav' }];
}

describe('instructions steer the voice', () => {
  const usual = timbreOf('fr', '', 'Ada');
  test.each([
    ['voix grave', 'pitch', -1],
    ['une petite voix aiguë', 'pitch', 1],
    ['parle lentement', 'rate', -1],
    ['speak very fast', 'rate', 1],
    ['joyeuse', 'range', 1],
    ['a sad voice', 'range', -1],
    ['solennelle', 'breath', 1],
  ] as const)('%s', (instructions, key, way) => {
    expect(Math.sign(timbreOf('fr', instructions, 'Ada')[key] - usual[key])).toBe(way);
  });

  test.each([
    ['fr', 'f3', 'fr+f3'],
    ['en', 'a British woman', 'en-gb+f3'],
    ['fr', 'elle chuchote', 'fr+whisper'],
    ['fr', 'un accent belge, voix d’homme', 'fr-be+m3'],
    ['fr', 'la voix d’une vieille dame', 'fr+grandma'],
  ] as const)('%s: %s is %s', (lang, instructions, voice) => {
    expect(timbreOf(lang, instructions, 'Ada').voice).toBe(voice);
  });

  test('unsaid, an agent keeps its own', () => {
    expect(timbreOf('fr', '', 'Ada')).toEqual(usual);
  });
});

describe('what is said', () => {
  test('only what can be said, and no word is spelt', () => {
    expect(speakable('Bonjour 🎉 <b>toi</b> https://x.example/y')).toBe('Bonjour b toi /b');
    expect(speakable('1. VITE, dehors\n– ADA')).toBe('1 : Vite, dehors\nADA');
  });

  test('silence after a sentence, more after a verse, most after a paragraph', () => {
    const phrases = phrasesOf('Un, deux. Trois ?\nQuatre\n\nCinq…');
    expect(phrases.map((phrase) => phrase.text)).toEqual(['Un, deux.', 'Trois ?', 'Quatre', 'Cinq…']);
    const [sentence = 0, question = 0, paragraph = 0] = phrases.map((phrase) => phrase.pause);
    expect(question).toBeGreaterThan(sentence);
    expect(paragraph).toBeGreaterThan(question);
    expect(phrasesOf('x'.repeat(1000)).every(({ text }) => text.length <= 300)).toBe(true);
  });

  test('each of a dialogue speaks for himself, without his name', () => {
    const phrases = phrasesOf('Ada — Bonjour.\nLéon — Tiens !\nAda — Oui.');
    expect(phrases.map(({ text, speaker }) => [text, speaker])).toEqual([
      ['Bonjour.', 1],
      ['Tiens !', 2],
      ['Oui.', 1],
    ]);
  });
});

describe('the level', () => {
  test.each([
    ['quiet', 0.004],
    ['loud', 0.98],
  ])('a %s voice is brought to one, without clipping, faded at both ends', (_name, amplitude) => {
    const source = buzz(140, 4);
    const scaled = { rate: RATE, samples: source.samples.map((value) => value * amplitude * 2) };
    const sound = mastered(scaled);
    const { level, peak } = loudnessOf(sound);
    expect(level).toBeGreaterThan(-18.5);
    expect(level).toBeLessThan(-15.5);
    expect(peak).toBeLessThanOrEqual(0.85);
    expect(Math.abs(sound.samples[0] ?? 1)).toBeLessThan(0.005);
    expect(Math.abs(sound.samples.at(-1) ?? 1)).toBeLessThan(0.005);
  });

  test('spoken words keep it, and pauses are heard', async () => {
    const { level, peak, silence } = loudnessOf(await spoken({ prompt: `${SAYING} Puis la nuit vient.\n\nOn dort.` }));
    expect(level).toBeGreaterThan(-18.5);
    expect(level).toBeLessThan(-15.5);
    expect(peak).toBeLessThan(0.9);
    expect(silence).toBeGreaterThan(0.12);
    expect(silence).toBeLessThan(0.5);
  });
});

describe('listening', () => {
  test.each([85, 120, 180, 260, 400])('a voice of %i Hz is heard so, with hiss too', (hertz) => {
    expect(Math.abs((pitchOf(buzz(hertz, 4))?.hertz ?? 0) / hertz - 1)).toBeLessThan(0.03);
    expect(Math.abs((pitchOf(buzz(hertz, 4, 3, 0.06))?.hertz ?? 0) / hertz - 1)).toBeLessThan(0.05);
  });

  test.each([2, 4, 6])('%i syllables a second are counted', (pace) => {
    expect(Math.abs((paceOf(buzz(130, pace)) ?? 0) / pace - 1)).toBeLessThan(0.3);
  });

  test('silence, noise and a click have no voice', () => {
    const random = seededRandom(9);
    const blank = new Float32Array(RATE * 2);
    expect(pitchOf({ samples: blank, rate: RATE })).toBeNull();
    expect(pitchOf({ samples: blank.map(() => random() - 0.5), rate: RATE })).toBeNull();
    expect(pitchOf({ samples: blank.map((_, i) => (i === 4000 ? 1 : 0)), rate: RATE })).toBeNull();
    expect(pitchOf({ samples: new Float32Array(3), rate: RATE })).toBeNull();
    expect(paceOf({ samples: blank, rate: RATE })).toBeNull();
  });

  test('WAV of other makes is read; what is none is refused', () => {
    const sound = buzz(100, 3, 0.2);
    const read = readWave(wave(sound));
    expect(read.samples.every((value, i) => Math.abs(value - (sound.samples[i] ?? 0)) < 0.001)).toBe(true);
    const stereo = wave(sound);
    stereo.writeUInt16LE(2, 22);
    expect(readWave(stereo).samples).toHaveLength(Math.floor(sound.samples.length / 2));
    for (const file of [Buffer.alloc(0), Buffer.from('RIFF....WAVE'), wave(sound).subarray(0, 30), Buffer.alloc(100, 7)])
      expect(() => readWave(file)).toThrow(expect.objectContaining({ code: 'invalid' }));
  });
});

describe('speaking like a recording', () => {
  test.each([
    [92, 3],
    [215, 4],
    [330, 6],
  ])('pitch follows %i Hz, pace %i', async (hertz, pace) => {
    const sound = await spoken({ inputs: await recording(`like-${hertz}`, buzz(hertz, pace)) });
    expect(Math.abs((pitchOf(sound)?.hertz ?? 0) / hertz - 1)).toBeLessThan(0.12);
  });

  test('a slow speaker makes it slower than a quick one', async () => {
    const slow = await spoken({ inputs: await recording('slow', buzz(120, 2.6)) });
    const quick = await spoken({ inputs: await recording('quick', buzz(120, 6)) });
    expect(slow.samples.length).toBeGreaterThan(quick.samples.length * 1.2);
  });

  test('a silent recording changes nothing', async () => {
    const silent = await spoken({ inputs: await recording('silent', { samples: new Float32Array(RATE), rate: RATE }) });
    expect(silent.samples.length).toBe((await spoken({})).samples.length);
  });

  test('a file that is no recording is invalid', async () => {
    await expect(spoken({ inputs: await recording('lie', Buffer.from('no sound')) })).rejects.toMatchObject({ code: 'invalid' });
  });
});

test('a long text is cut between phrases before 60 s', async () => {
  await using bench = await workbench();
  const prompt = 'La mer est calme ce soir et les bateaux rentrent au port. '.repeat(60);
  const events = await collect(voix(), request({ prompt }), bench.context);
  const artifact = events.find((event) => event.type === 'artifact');
  expect(artifact?.meta.seconds).toBeGreaterThan(50);
  expect(artifact?.meta.seconds).toBeLessThanOrEqual(60);
});
