import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { silentLog } from '../../log.ts';
import { llamaCpp } from './engine.ts';
import { usualThreads } from './place.ts';
import { writeTinyModel } from './testing/tiny-model.ts';

/**
 * `npm run try:llama -- [--gguf file] [--gpu none|auto|cuda|vulkan|metal] [--threads n] [--tokens n] [--runs n] [--prompt text]`
 * streams from a GGUF file as a worker would, and tells how fast. Without a file it makes a small one
 * of random weights, which proves the whole path and says nothing of sense.
 */
const Options = z.object({
  gguf: z.string().optional(),
  gpu: z.enum(['none', 'auto', 'cuda', 'vulkan', 'metal']).default('none'),
  threads: z.coerce.number().int().min(1).max(128).default(usualThreads()),
  tokens: z.coerce.number().int().min(1).max(4000).default(64),
  runs: z.coerce.number().int().min(1).max(8).default(1),
  prompt: z.string().default('Un phare, la nuit.'),
});

const { values } = parseArgs({
  options: {
    gguf: { type: 'string' },
    gpu: { type: 'string' },
    threads: { type: 'string' },
    tokens: { type: 'string' },
    runs: { type: 'string' },
    prompt: { type: 'string' },
  },
});
const options = Options.parse(values);
const say = (line: string): void => void process.stdout.write(`${line}\n`);

const folder = await mkdtemp(join(tmpdir(), 'oto-llama-'));
const path = options.gguf === undefined ? join(folder, 'tiny.gguf') : resolve(options.gguf);
if (options.gguf === undefined) await writeTinyModel(path);
say(`file      ${options.gguf ?? 'random weights'}, ${(await stat(path)).size} bytes`);

const engine = llamaCpp({
  id: 'try',
  name: 'try',
  path,
  model: 'try',
  ceiling: 1000,
  slots: options.runs,
  maxTokens: options.tokens,
  contextSize: 2048,
  threads: options.threads,
  gpu: options.gpu,
  temperature: 0.8,
});
say(`health    ${JSON.stringify(await engine.health())}`);

const began = performance.now();
const since = (): string => `${(performance.now() - began).toFixed(0)} ms`;
try {
  await Promise.all(Array.from({ length: options.runs }, (_, index) => stream(index)));
} finally {
  await engine.close?.();
  await rm(folder, { recursive: true, force: true });
}

async function stream(index: number): Promise<void> {
  const { prompt } = options;
  const request = {
    prompt,
    topic: prompt,
    lang: 'fr',
    seed: 7 + index,
    agent: 'Ada',
    instructions: '',
    model: '',
    inputs: [],
    scale: 1,
  } as const;
  const context = {
    job: 'try',
    attempt: 1,
    signal: new AbortController().signal,
    deadline: Date.now() + 600_000,
    folder,
    log: silentLog,
  };
  let text = '';
  let pieces = 0;
  let first: number | null = null;
  for await (const event of engine.generate(request, context)) {
    if (event.type === 'delta') {
      first ??= performance.now();
      pieces += 1;
      text += event.text;
    }
    if (event.type === 'usage') {
      const seconds = (performance.now() - (first ?? began)) / 1000;
      say(
        `run ${index + 1}     first word after ${((first ?? began) - began).toFixed(0)} ms, ${pieces} pieces, ${(pieces / seconds).toFixed(1)} a second, ${event.tokens} tokens of ours, over after ${since()}`,
      );
    }
  }
  say(`          ${JSON.stringify(text.slice(0, 300))}`);
}
