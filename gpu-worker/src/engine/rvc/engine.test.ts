import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Engine, EngineContext } from '../engine.ts';
import { readWav, secondsOf } from '../sound/wav.ts';
import { engineContract } from '../testing/contract-suite.ts';
import { faultSuite } from '../testing/fault-suite.ts';
import { collect, request, workbench } from '../testing/run.ts';
import { rvcStandIn, type RvcScript, type RvcStandIn } from '../testing/rvc-stand-in.ts';
import { sampleInput } from '../testing/sample-input.ts';
import { sampleWav } from '../testing/sample-media.ts';
import { scripted } from '../testing/scripted.ts';
import { rvc, type RvcPlace } from './engine.ts';
import { turnAt } from './turn.ts';

/** Says two seconds, whatever the words. */
const speaker = (seconds = 2): Engine =>
  scripted(
    async function* (asked, context: EngineContext) {
      context.signal.throwIfAborted();
      if (asked.prompt.trim() === '') throw new Error('nothing to say');
      yield { type: 'progress', value: 1, max: 2, stage: 'speaking' };
      const path = join(context.folder, 'said.wav');
      await writeFile(path, sampleWav(seconds, 220, 8000));
      yield { type: 'progress', value: 2, max: 2, stage: 'speaking' };
      yield { type: 'artifact', role: 'main', path, mime: 'audio/wav', meta: {} };
      yield { type: 'usage', tokens: 3 };
      yield { type: 'done' };
    },
    { id: 'speaker', kind: 'voice' },
  );

const at = (url: string, over: Partial<RvcPlace> = {}): Engine =>
  rvc({
    id: 'rvc',
    name: 'RVC',
    url,
    key: null,
    ceiling: 20,
    slots: 2,
    models: ['ada', 'basile'],
    speaker: speaker(),
    silenceMs: 5000,
    ...over,
  });

describe('against a protocol stand-in', () => {
  let server: RvcStandIn;
  beforeAll(async () => {
    server = await rvcStandIn();
  });
  afterAll(async () => {
    await server[Symbol.asyncDispose]();
  });
  const patient = (): Engine => at(server.url);
  engineContract('rvc', patient, {
    against: 'protocol stand-in',
    what: 'rvc-python, after a scripted speaker',
    saw: (bytes) => server.given.some((sound) => sound.equals(bytes)),
  });
});

const impatient = (url: string, silenceMs: number): Engine => at(url, { silenceMs });
faultSuite('rvc, the conversion', { start: () => rvcStandIn(), engine: impatient, at: /^POST \/convert/u });
faultSuite('rvc, the voice', {
  start: () => rvcStandIn(),
  engine: impatient,
  at: /^POST \/models/u,
  // A voice that is not there is ours to mend.
  endings: { invalid: { code: 'unavailable', retryable: false } },
  faults: ['invalid', 'status 503', 'garbage'],
});

test('words are spoken, then converted with the voice and settings of this run', async () => {
  await using server = await rvcStandIn();
  await using bench = await workbench();
  const events = await collect(at(server.url, { params: { f0up_key: 4 } }), request({ model: 'basile' }), bench.context);
  expect(server.steps.map((step) => step.split(' ').slice(0, 2).join(' '))).toEqual([
    'load basile',
    expect.stringContaining('"f0up_key":4'),
    'convert basile',
  ]);
  const main = events.find((event) => event.type === 'artifact');
  expect(secondsOf(readWav(await readFile(main?.path ?? '')))).toBeCloseTo(2, 2);
  // Three of the speaker, and one for the two seconds.
  expect(events.find((event) => event.type === 'usage')).toEqual({ type: 'usage', tokens: 4, model: 'basile' });
});

test('a given voice is converted as it is, without a word being spoken', async () => {
  await using server = await rvcStandIn();
  await using bench = await workbench();
  const input = await sampleInput('audio', 1, bench.context.folder);
  const mute = scripted(async function* () {
    yield* [];
    throw new Error('it spoke');
  });
  const events = await collect(at(server.url, { speaker: mute }), request({ inputs: [input.file], prompt: '' }), bench.context);
  expect(server.given[0]?.equals(Buffer.from(input.bytes))).toBe(true);
  expect(events.find((event) => event.type === 'artifact')?.meta.seconds).toBeCloseTo(0.5, 2);
});

test('a long voice is converted in parts, smaller ones after an out-of-memory', async () => {
  await using server = await rvcStandIn();
  for (const scale of [1, 0.5]) {
    await using bench = await workbench();
    const before = server.given.length;
    const events = await collect(at(server.url, { speaker: speaker(40) }), request({ scale }), bench.context);
    const parts = server.given.slice(before).map((part) => secondsOf(readWav(part)));
    expect(Math.max(...parts)).toBeLessThanOrEqual(30 * scale);
    expect(parts.reduce((sum, part) => sum + part, 0)).toBeCloseTo(40, 3);
    expect(events.find((event) => event.type === 'artifact')?.meta.seconds).toBeCloseTo(40, 1);
  }
});

test.each([
  ['oom', 'oom', true],
  ['forgot', 'unavailable', true],
] as const satisfies readonly (readonly [RvcScript, string, boolean])[])(
  'a server that is "%s" is coded %s',
  async (script, code, retryable) => {
    await using server = await rvcStandIn(script);
    await using bench = await workbench();
    await expect(collect(at(server.url), request(), bench.context)).rejects.toMatchObject({ code, retryable });
  },
);

test('the loaded voice is one for all: runs take turns, and each converts with its own', async () => {
  await using server = await rvcStandIn();
  const run = async (model: string): Promise<number[]> => {
    await using bench = await workbench();
    const events = await collect(at(server.url), request({ model }), bench.context);
    return events.flatMap((event) => (event.type === 'queued' ? [event.position] : []));
  };
  const waited = await Promise.all([run('ada'), run('basile'), run('ada')]);
  expect(waited.flat().length).toBeGreaterThan(0);
  const steps = server.steps.filter((step) => !step.startsWith('params'));
  expect(steps).toHaveLength(6);
  for (let i = 0; i < steps.length; i += 2) expect(steps[i + 1]?.split(' ')[1]).toBe(steps[i]?.split(' ')[1]);
});

test('whoever is cancelled in the line leaves it', async () => {
  await using server = await rvcStandIn();
  using first = turnAt(server.url);
  const controller = new AbortController();
  await using bench = await workbench(controller.signal);
  const running = (async (): Promise<void> => {
    for await (const event of at(server.url).generate(request(), bench.context)) if (event.type === 'queued') controller.abort();
  })();
  await expect(running).rejects.toMatchObject({ code: 'cancelled' });
  using next = turnAt(server.url);
  expect([first.before(), next.before()]).toEqual([0, 1]);
  expect(server.steps).toEqual([]);
});

test('health names a voice that is missing, and a speaker that is unwell', async () => {
  await using server = await rvcStandIn();
  expect(await at(server.url, { models: ['ada', 'zoe'] }).health()).toEqual({ healthy: false, detail: 'missing voice: zoe' });
  const unwell: Engine = { ...speaker(), health: async () => ({ healthy: false, detail: 'gone' }) };
  expect(await at(server.url, { speaker: unwell }).health()).toEqual({ healthy: false, detail: 'speaker: gone' });
  expect(server.log.some((line) => line.includes('upload'))).toBe(false);
});
