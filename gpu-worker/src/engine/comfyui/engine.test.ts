import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Engine, EngineContext } from '../engine.ts';
import { CHECKPOINTS, MOTION_MODEL } from '../testing/comfy-nodes.ts';
import { comfyStandIn, type ComfyScript, type ComfyStandIn } from '../testing/comfy-stand-in.ts';
import { engineContract, hostilePrompts } from '../testing/contract-suite.ts';
import { faultSuite } from '../testing/fault-suite.ts';
import { collect, request, workbench } from '../testing/run.ts';
import { sampleInput } from '../testing/sample-input.ts';
import { comfyUi } from './engine.ts';
import type { ComfyPlace } from './place.ts';

const place = (url: string) => ({ id: 'comfy', name: 'ComfyUI', url, key: null, ceiling: 16, slots: 2, models: CHECKPOINTS, pollMs: 20 });
const pictures = (url: string, over: Partial<ComfyPlace> = {}): Engine =>
  comfyUi({ ...place(url), silenceMs: 5000, ...over, makes: 'image' });
const films = (url: string): Engine =>
  comfyUi({ ...place(url), silenceMs: 5000, makes: 'video', motion: { frames: 16 }, ffmpeg: '/nowhere/ffmpeg' });
const impatient = (url: string, silenceMs: number): Engine => pictures(url, { silenceMs, pollMs: 10 });

describe('against a protocol stand-in', () => {
  let server: ComfyStandIn;
  beforeAll(async () => {
    server = await comfyStandIn();
  });
  afterAll(async () => {
    await server[Symbol.asyncDispose]();
  });
  const saw = (bytes: Uint8Array): boolean => server.uploads.some((upload) => upload.equals(bytes));
  engineContract('comfyui picture', () => pictures(server.url), { against: 'protocol stand-in', what: 'ComfyUI, Stable Diffusion', saw });
  engineContract('comfyui film', () => films(server.url), { against: 'protocol stand-in', what: 'ComfyUI, AnimateDiff-Evolved', saw });
  hostilePrompts('comfyui', () => pictures(server.url), 6);
});

const start = (): Promise<ComfyStandIn> => comfyStandIn();
faultSuite('comfyui, the order', { start, engine: impatient, at: /^POST \/prompt/u });
faultSuite('comfyui, the history', {
  start,
  engine: impatient,
  at: /^GET \/history/u,
  faults: ['cut', 'garbage', 'status 503', 'slow', 'hang'],
});
faultSuite('comfyui, the picture', {
  start,
  engine: impatient,
  at: /^GET \/view/u,
  faults: ['cut', 'garbage', 'status 503'],
});

async function failureOf(
  script: ComfyScript,
  make: (url: string) => Engine = pictures,
): Promise<{ failure: unknown; server: ComfyStandIn }> {
  const server = await comfyStandIn(script);
  await using bench = await workbench();
  const failure = await collect(make(server.url), request(), bench.context).catch((thrown: unknown) => thrown);
  await server[Symbol.asyncDispose]();
  return { failure, server };
}

test('previews come as they are painted, in a run named by a UUID', async () => {
  await using server = await comfyStandIn();
  await using bench = await workbench();
  const events = await collect(pictures(server.url), request(), bench.context);
  expect(events.filter((event) => event.type === 'preview').length).toBeGreaterThan(0);
  const [id] = [...server.prompts.keys()];
  expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/u);
  expect(server.log.filter((line) => line === 'POST /prompt')).toHaveLength(1);
  expect(server.stopped).toEqual([]);
});

test('a film is the nodes of AnimateDiff, as many latents as frames, and a poster from the last preview', async () => {
  await using server = await comfyStandIn();
  await using bench = await workbench();
  const events = await collect(films(server.url), request({ scale: 0.5 }), bench.context);
  const [prompt] = [...server.prompts.values()];
  const nodes = Object.values(prompt?.workflow ?? {});
  const inputs = (type: string): Record<string, unknown> | undefined => nodes.find((node) => node.class_type === type)?.inputs;
  expect(inputs('EmptyLatentImage')).toEqual({ width: 256, height: 256, batch_size: 16 });
  expect(inputs('ADE_LoadAnimateDiffModel')).toEqual({ model_name: MOTION_MODEL });
  expect(inputs('ADE_LoopedUniformContextOptions')).toMatchObject({ context_length: 16, context_stride: 1, context_overlap: 4 });
  expect(inputs('VHS_VideoCombine')).toMatchObject({ format: 'video/h264-mp4', save_metadata: false });
  const artifacts = events.filter((event) => event.type === 'artifact');
  expect(artifacts.map((event) => event.mime)).toEqual(['video/mp4', 'image/jpeg']);
});

test('a given picture is where sampling starts, for each frame of a film', async () => {
  await using server = await comfyStandIn();
  await using bench = await workbench();
  const input = await sampleInput('image', 1, bench.context.folder);
  await collect(films(server.url), request({ inputs: [input.file] }), bench.context);
  const [prompt] = [...server.prompts.values()];
  const nodes = Object.values(prompt?.workflow ?? {});
  expect(nodes.find((node) => node.class_type === 'RepeatLatentBatch')?.inputs['amount']).toBe(16);
  expect(nodes.find((node) => node.class_type === 'KSampler')?.inputs['denoise']).toBe(0.8);
  expect(String(nodes.find((node) => node.class_type === 'LoadImage')?.inputs['image'])).toMatch(/^oto-[0-9a-f]{32}\.png$/u);
});

test.each([
  ['cut while it runs', { cuts: true }],
  ['never had', { deaf: true }],
  ['that of an older server', { old: true }],
] as const)('a socket that is %s leaves the history to ask', async (_what, script) => {
  await using server = await comfyStandIn(script);
  await using bench = await workbench();
  const events = await collect(pictures(server.url), request(), bench.context);
  expect(events.at(-1)).toEqual({ type: 'done' });
  expect(server.log.some((line) => line.startsWith('GET /history/'))).toBe(true);
});

test.each([
  [{ goes: { fails: 'This error means you ran out of memory on your GPU.' } }, 'oom', true],
  [{ goes: { fails: 'mat1 and mat2 shapes cannot be multiplied' } }, 'unavailable', false],
  [{ goes: 'interrupted' }, 'unavailable', true],
  [{ goes: 'lost' }, 'unavailable', true],
  [{ lacks: ['VAEDecode'] }, 'unavailable', false],
  [{ goes: { fails: 'ran out of memory on your GPU' }, deaf: true }, 'oom', true],
  [{ goes: 'interrupted', deaf: true }, 'unavailable', true],
] as const satisfies readonly (readonly [ComfyScript, string, boolean])[])('%j is coded %s', async (script, code, retryable) => {
  const { failure, server } = await failureOf(script);
  expect(failure).toMatchObject({ code, retryable });
  expect(server.log.includes('POST /free')).toBe(code === 'oom');
  expect(server.stopped).toEqual([]);
});

test('a workflow that the server cannot check is invalid, and its words name the node', async () => {
  const { failure } = await failureOf({}, (url) => pictures(url, { sampling: { sampler: 'no such sampler' } }));
  expect(failure).toMatchObject({ code: 'invalid', retryable: false });
});

test.each([
  [{ goes: 'endless' }, 'cancel'],
  [{ goes: 'waiting' }, 'cancel'],
  [{ goes: 'waiting', old: true }, 'delete'],
] as const)('a cancel stops our prompt: %j', async (script, how) => {
  await using server = await comfyStandIn(script);
  const controller = new AbortController();
  await using bench = await workbench(controller.signal);
  const running = collect(pictures(server.url), request(), bench.context).catch((thrown: unknown) => thrown);
  await expect.poll(() => server.prompts.size, { interval: 5 }).toBe(1);
  await expect.poll(() => server.log.some((line) => line === 'GET /queue') || script.goes === 'endless', { interval: 5 }).toBe(true);
  controller.abort();
  expect(await running).toMatchObject({ code: 'cancelled' });
  expect(server.stopped).toEqual([`${how} ${[...server.prompts.keys()][0] ?? ''}`]);
});

test('an older server is interrupted by name, and only while ours runs', async () => {
  await using server = await comfyStandIn({ goes: 'endless', old: true });
  const controller = new AbortController();
  await using bench = await workbench(controller.signal);
  const running = (async (): Promise<void> => {
    for await (const event of pictures(server.url).generate(request(), bench.context)) if (event.type === 'preview') controller.abort();
  })();
  await expect(running).rejects.toMatchObject({ code: 'cancelled' });
  const [id = ''] = server.prompts.keys();
  expect(server.stopped).toEqual([`interrupt ${id} ${id}`]);
});

test('its place in the queue is told when it changes', async () => {
  await using server = await comfyStandIn({ goes: 'waiting' });
  const controller = new AbortController();
  await using bench = await workbench(controller.signal);
  const positions: number[] = [];
  const running = (async (): Promise<void> => {
    for await (const event of pictures(server.url).generate(request(), bench.context)) {
      if (event.type !== 'queued') continue;
      positions.push(event.position);
      controller.abort();
    }
  })();
  await expect(running).rejects.toMatchObject({ code: 'cancelled' });
  expect(positions).toEqual([2]);
});

describe('after a crash', () => {
  const again = (context: EngineContext): EngineContext => ({ ...context, attempt: 2 });

  test('what an earlier attempt had made is taken', async () => {
    await using server = await comfyStandIn();
    await using bench = await workbench();
    await collect(pictures(server.url), request(), bench.context);
    const events = await collect(pictures(server.url), request(), again(bench.context));
    expect(events.at(-1)).toEqual({ type: 'done' });
    expect(server.prompts.size).toBe(1);
  });

  test('another wish of the same job is another run', async () => {
    await using server = await comfyStandIn();
    await using bench = await workbench();
    await collect(pictures(server.url), request(), bench.context);
    await collect(pictures(server.url), request({ scale: 0.5 }), again(bench.context));
    await collect(pictures(server.url), request({ prompt: 'un renard' }), again(bench.context));
    expect(server.prompts.size).toBe(3);
  });

  test('what is still in the making is followed to its end', async () => {
    await using elsewhere = await comfyStandIn();
    await using bench = await workbench();
    await collect(pictures(elsewhere.url), request(), bench.context);
    const [queued] = elsewhere.prompts.values();
    await using server = await comfyStandIn();
    server.put(queued?.id ?? '', queued?.workflow ?? {});
    const events = await collect(pictures(server.url), request(), again(bench.context));
    expect(events.at(-1)).toEqual({ type: 'done' });
    expect(server.log).not.toContain('POST /prompt');
  });

  test('what did not end well begins anew', async () => {
    await using server = await comfyStandIn({ goes: 'interrupted once' });
    await using bench = await workbench();
    await expect(collect(pictures(server.url), request(), bench.context)).rejects.toMatchObject({ code: 'unavailable', retryable: true });
    const events = await collect(pictures(server.url), request(), again(bench.context));
    expect(events.at(-1)).toEqual({ type: 'done' });
    expect(server.prompts.size).toBe(2);
  });
});

describe('health', () => {
  test.each([
    [{ lacks: ['ADE_UseEvolvedSampling', 'VHS_VideoCombine'] }, 'missing nodes: ADE_UseEvolvedSampling, VHS_VideoCombine'],
    [{ lacks: ['ADE_LoadAnimateDiffModel'] }, 'missing nodes: ADE_LoadAnimateDiffModel'],
  ] as const)('says what is missing: %j', async (script, detail) => {
    await using server = await comfyStandIn(script);
    expect(await films(server.url).health()).toEqual({ healthy: false, detail });
  });

  test('names models that the server does not have', async () => {
    await using server = await comfyStandIn();
    expect(await pictures(server.url, { models: ['other.safetensors'] }).health()).toEqual({
      healthy: false,
      detail: 'missing checkpoint: other.safetensors',
    });
    const engine = comfyUi({ ...place(server.url), makes: 'video', motion: { model: 'other.ckpt' } });
    expect(await engine.health()).toEqual({ healthy: false, detail: 'missing motion model: other.ckpt' });
  });

  test('of a server that has gone since it was asked', async () => {
    const server = await comfyStandIn();
    const engine = pictures(server.url);
    expect(await engine.health()).toEqual({ healthy: true });
    await server[Symbol.asyncDispose]();
    expect(await engine.health()).toMatchObject({ healthy: false });
  });
});

describe('a workflow of one’s own', () => {
  const workflow = {
    load: { class_type: 'CheckpointLoaderSimple', inputs: { ckpt_name: '{{checkpoint}}' } },
    words: { class_type: 'CLIPTextEncode', inputs: { clip: ['load', 1], text: 'masterpiece, {{prompt}}' } },
    against: { class_type: 'CLIPTextEncode', inputs: { clip: ['load', 1], text: '{{negative}}' } },
    empty: { class_type: 'EmptyLatentImage', inputs: { width: '{{width}}', height: '{{height}}', batch_size: 1 } },
    sample: {
      class_type: 'KSampler',
      inputs: {
        model: ['load', 0],
        positive: ['words', 0],
        negative: ['against', 0],
        latent_image: ['empty', 0],
        seed: '{{seed}}',
        steps: '{{steps}}',
        cfg: '{{cfg}}',
        sampler_name: 'euler',
        scheduler: 'normal',
        denoise: 1,
      },
    },
    decode: { class_type: 'VAEDecode', inputs: { samples: ['sample', 0], vae: ['load', 2] } },
    show: { class_type: 'PreviewImage', inputs: { images: ['decode', 0] } },
  };

  async function withFile<T>(text: string, use: (file: string) => Promise<T>): Promise<T> {
    await using bench = await workbench();
    const file = join(bench.context.folder, 'workflow.json');
    await writeFile(file, text);
    return use(file);
  }

  test('is filled by value: numbers stay numbers, and words cannot leave their place', async () => {
    await withFile(JSON.stringify(workflow), async (workflowFile) => {
      await using server = await comfyStandIn();
      await using bench = await workbench();
      const engine = pictures(server.url, { workflowFile });
      expect(engine.accepts).toEqual([]);
      const prompt = 'a "fox", {"class_type": "Evil"} {{seed}}';
      await collect(engine, request({ prompt, topic: prompt }), bench.context);
      const [made] = server.prompts.values();
      expect(made?.workflow['words']?.inputs['text']).toBe(`masterpiece, ${prompt}`);
      expect(made?.workflow['empty']?.inputs).toMatchObject({ width: 512, height: 512 });
    });
  });

  test('that starts from a picture says so to whoever gives none', async () => {
    const from = { ...workflow, given: { class_type: 'LoadImage', inputs: { image: '{{image}}' } } };
    await withFile(JSON.stringify(from), async (workflowFile) => {
      await using server = await comfyStandIn();
      await using bench = await workbench();
      const engine = pictures(server.url, { workflowFile });
      expect(engine.accepts).toEqual(['image']);
      await expect(collect(engine, request(), bench.context)).rejects.toMatchObject({ code: 'invalid' });
    });
  });

  test.each([
    ['{', 'JSON'],
    ['{"nodes": [], "links": []}', 'API format'],
    [JSON.stringify({ ...workflow, more: { class_type: 'X', inputs: { a: '{{colour}}' } } }), 'unknown placeholder {{colour}}'],
    [JSON.stringify({ load: workflow.load }), 'no {{prompt}}'],
  ])('that cannot be used is refused at the start', async (text, why) => {
    await withFile(text, async (workflowFile) => {
      expect(() => pictures('http://127.0.0.1:1', { workflowFile })).toThrow(why);
    });
  });
});

test('the kept picture is the server’s', async () => {
  await using server = await comfyStandIn();
  await using bench = await workbench();
  const events = await collect(pictures(server.url), request(), bench.context);
  const main = events.find((event) => event.type === 'artifact');
  expect((await readFile(main?.path ?? '')).length).toBeGreaterThan(0);
  expect(events.find((event) => event.type === 'usage')).toEqual({ type: 'usage', tokens: 16, model: CHECKPOINTS[0] });
});
