import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Engine } from '../engine.ts';
import { readWav, secondsOf } from '../sound/wav.ts';
import { engineContract, hostilePrompts } from '../testing/contract-suite.ts';
import { faultSuite } from '../testing/fault-suite.ts';
import { httpStandIn } from '../testing/http-stand-in.ts';
import { collect, request, workbench } from '../testing/run.ts';
import { SECONDS_PER_CHARACTER, speechStandIn, type SpeechStandIn } from '../testing/speech-stand-in.ts';
import { openAiSpeech, type SpeechPlace } from './engine.ts';

const at = (url: string, over: Partial<SpeechPlace> = {}): Engine =>
  openAiSpeech({
    id: 'speech',
    name: 'Speech',
    url,
    key: null,
    ceiling: 30,
    slots: 2,
    models: ['kokoro'],
    voices: { fr: 'ff_siwis', en: 'af_heart' },
    silenceMs: 5000,
    ...over,
  });

describe('against a protocol stand-in', () => {
  let server: SpeechStandIn;
  beforeAll(async () => {
    server = await speechStandIn();
  });
  afterAll(async () => {
    await server[Symbol.asyncDispose]();
  });
  engineContract('openai-speech', () => at(server.url), { against: 'protocol stand-in', what: '/v1/audio/speech' });
  hostilePrompts('openai-speech', () => at(server.url));
});

faultSuite('openai-speech', { start: () => speechStandIn(), engine: (url, silenceMs) => at(url, { silenceMs }), at: /^POST /u });

test('voice, language, speed and format cross the wire', async () => {
  await using server = await speechStandIn();
  await using bench = await workbench();
  const english = 'The sea is calm tonight, and the tide is full.';
  await collect(at(server.url), request({ instructions: 'Parle très lentement.' }), bench.context);
  await collect(at(server.url), request({ prompt: english, topic: english }), bench.context);
  expect(server.orders).toEqual([
    { model: 'kokoro', input: 'un phare au bord de la mer', voice: 'ff_siwis', speed: 0.7, response_format: 'wav' },
    { model: 'kokoro', input: english, voice: 'af_heart', speed: 1, response_format: 'wav' },
  ]);
});

test('a long text is said in parts of whole sentences, and nothing is lost between them', async () => {
  await using server = await speechStandIn(true);
  await using bench = await workbench();
  const sentence = 'La mer monte, la mer descend, et le phare la regarde.';
  const prompt = Array.from({ length: 9 }, () => sentence).join(' ');
  const events = await collect(at(server.url, { longest: 120 }), request({ prompt, topic: prompt }), bench.context);
  expect(server.orders.map((order) => order['input'])).toEqual([...Array.from({ length: 4 }, () => `${sentence} ${sentence}`), sentence]);
  const main = events.find((event) => event.type === 'artifact');
  const sound = readWav(await readFile(main?.path ?? ''));
  const said = server.orders.reduce((sum, order) => sum + String(order['input']).length * SECONDS_PER_CHARACTER, 0);
  expect(secondsOf(sound)).toBeCloseTo(said + 4 * 0.2, 2);
  expect(main?.meta.seconds).toBeCloseTo(secondsOf(sound), 5);
  expect(events.find((event) => event.type === 'usage')?.tokens).toBe(Math.ceil(secondsOf(sound) / 4));
});

test('a text that is too long ends at a sentence', async () => {
  await using server = await speechStandIn();
  await using bench = await workbench();
  const prompt = Array.from({ length: 40 }, (_, i) => `Phrase numéro ${i} de ce long récit.`).join(' ');
  const events = await collect(at(server.url, { longest: 80, maxSeconds: 4 }), request({ prompt, topic: prompt }), bench.context);
  const main = events.find((event) => event.type === 'artifact');
  expect(main?.meta.seconds).toBeLessThanOrEqual(4);
  expect(server.orders.length).toBeLessThan(5);
});

test('sound of another kind is a broken protocol', async () => {
  await using server = await httpStandIn(() => ({ bytes: Buffer.from('ID3\u0004mp3…'), type: 'audio/mpeg' }));
  await using bench = await workbench();
  await expect(collect(at(server.url), request(), bench.context)).rejects.toMatchObject({ code: 'protocol' });
});
