import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Engine } from '../engine.ts';
import { engineContract, hostilePrompts } from '../testing/contract-suite.ts';
import { collect, request, workbench } from '../testing/run.ts';
import { importBinding, type Binding } from './binding.ts';
import { llamaCpp } from './engine.ts';
import type { LlamaPlace } from './place.ts';
import { tinyModel } from './testing/tiny-model.ts';

let folder = '';
let path = '';
const open: Engine[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'oto-gguf-'));
  path = join(folder, 'tiny.gguf');
  await writeFile(path, tinyModel());
});
afterEach(async () => {
  for (const engine of open.splice(0)) await engine.close?.();
});
afterAll(async () => rm(folder, { recursive: true, force: true }));

const place = (over: Partial<LlamaPlace> = {}): LlamaPlace => ({
  id: 'llama',
  name: 'Tiny',
  path,
  model: 'tiny',
  ceiling: 40,
  slots: 1,
  maxTokens: 12,
  contextSize: 2048,
  threads: 1,
  gpu: 'none',
  temperature: 0.8,
  ...over,
});

function engine(over: Partial<LlamaPlace> = {}): Engine {
  const made = llamaCpp(place(over));
  open.push(made);
  return made;
}

/** One for all tests of the contract, as a worker has one; its model is loaded once. */
let lasting: Engine | null = null;
function shared(): Engine {
  lasting ??= llamaCpp(place());
  return lasting;
}
afterAll(() => lasting?.close?.());

engineContract('llama-cpp', shared, { against: 'real code', what: 'node-llama-cpp, a GGUF of random weights' });
hostilePrompts('llama-cpp', shared, 4);

test('the model file is the same for the same seed', () => {
  expect(Buffer.from(tinyModel(3)).equals(Buffer.from(tinyModel(3)))).toBe(true);
  expect(Buffer.from(tinyModel(3)).equals(Buffer.from(tinyModel(4)))).toBe(false);
});

test('words stream one by one, and tokens are counted', async () => {
  await using bench = await workbench();
  const events = await collect(shared(), request(), bench.context);
  expect(events.filter((event) => event.type === 'delta').length).toBeGreaterThan(6);
  // Over 120 tokens read and 12 written, 40 of them to one of ours.
  expect(events.find((event) => event.type === 'usage')?.tokens).toBeGreaterThanOrEqual(3);
});

test('one model is loaded once for many runs, and more of them than slots wait in line', async () => {
  let loads = 0;
  const made = llamaCpp(place({ slots: 2 }), async () => {
    loads += 1;
    return importBinding();
  });
  open.push(made);
  const runs = await Promise.all(
    [1, 2, 3, 4].map(async (seed) => {
      await using bench = await workbench();
      return collect(made, request({ seed }), bench.context);
    }),
  );
  expect(runs.map((events) => events.at(-1)?.type)).toEqual(['done', 'done', 'done', 'done']);
  expect(
    runs.flatMap((events) => events.filter((event) => event.type === 'queued').map((event) => event.position)).toSorted((a, b) => a - b),
  ).toEqual([1, 2]);
  expect(loads).toBe(1);
  expect(await made.health()).toEqual({ healthy: true });
});

test('a run that is left gives its slot to the next, and a deadline ends one in the middle', async () => {
  const made = engine({ maxTokens: 1000 });
  const controller = new AbortController();
  await using first = await workbench(controller.signal);
  const running = (async (): Promise<void> => {
    for await (const event of made.generate(request(), first.context)) if (event.type === 'delta') controller.abort();
  })();
  await expect(running).rejects.toMatchObject({ code: 'cancelled' });
  // Whoever merely stops listening frees it as well.
  await using second = await workbench();
  for await (const event of made.generate(request(), second.context)) if (event.type === 'delta') break;
  await using third = await workbench();
  expect((await collect(made, request({ scale: 0.01 }), third.context)).at(-1)?.type).toBe('done');
  await using late = await workbench(undefined, 50);
  await expect(collect(made, request(), late.context)).rejects.toMatchObject({ code: 'timeout' });
});

test('a parent that does not fit is left out; a prompt that does not is invalid', async () => {
  await using bench = await workbench();
  const events = await collect(shared(), request({ parentText: 'la mer '.repeat(3000) }), bench.context);
  expect(events.at(-1)?.type).toBe('done');
  await expect(collect(shared(), request({ prompt: 'une phrase sans fin '.repeat(200) }), bench.context)).rejects.toMatchObject({
    code: 'invalid',
    retryable: false,
  });
});

test('what is missing is told in words', async () => {
  const none = llamaCpp(place(), () => Promise.reject(Object.assign(new Error('Cannot find package'), { code: 'ERR_MODULE_NOT_FOUND' })));
  expect(await none.health()).toEqual({ healthy: false, detail: expect.stringContaining('node-llama-cpp is not installed') });
  await using bench = await workbench();
  await expect(collect(none, request(), bench.context)).rejects.toMatchObject({ code: 'unavailable', retryable: false });
  expect(await engine({ path: join(folder, 'no.gguf') }).health()).toMatchObject({
    healthy: false,
    detail: expect.stringContaining('no file'),
  });
  await writeFile(join(folder, 'page.gguf'), '<!doctype html>');
  expect(await engine({ path: join(folder, 'page.gguf') }).health()).toMatchObject({ detail: expect.stringContaining('not a GGUF') });
});

test('a torn file is unavailable, and the engine is ill for a while', async () => {
  const torn = join(folder, 'torn.gguf');
  await writeFile(torn, tinyModel().subarray(0, 9000));
  const made = engine({ path: torn });
  await using bench = await workbench();
  await expect(collect(made, request(), bench.context)).rejects.toMatchObject({ code: 'unavailable', retryable: false });
  expect(await made.health()).toMatchObject({ healthy: false });
});

test('a model that does not fit into memory is out of memory, and the smaller try asks for half', async () => {
  const binding = await importBinding();
  const sizes: unknown[] = [];
  const tight = new Proxy(binding, {
    get: (target, name) =>
      name === 'getLlama'
        ? async (): Promise<unknown> => ({
            loadModel: async () => ({
              trainContextSize: 2048,
              createContext: async (options: { contextSize: number }) => {
                sizes.push(options.contextSize);
                throw new binding.InsufficientMemoryError('no room');
              },
            }),
            dispose: async () => {},
          })
        : Reflect.get(target, name),
  }) satisfies Binding;
  const made = llamaCpp(place(), async () => tight);
  await using bench = await workbench();
  await expect(collect(made, request(), bench.context)).rejects.toMatchObject({ code: 'oom', retryable: true });
  await expect(collect(made, request({ scale: 0.5 }), bench.context)).rejects.toMatchObject({ code: 'oom' });
  expect(sizes).toEqual([2048, 1024]);
});
