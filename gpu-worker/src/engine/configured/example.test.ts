import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readEngines } from './file.ts';

const file = new URL('../../../engines.example.yml', import.meta.url);

/** Every name that the example takes from the environment. */
const environment = { VLLM_KEY: 'key-of-vllm', MISTRAL_API_KEY: 'key-of-mistral', RUNPOD_API_KEY: 'key-of-runpod' };

test('the example is valid, and shows every type of engine', () => {
  const text = readFileSync(file, 'utf8');
  const reading = readEngines(text, '/etc/oto', environment);
  expect(reading).toMatchObject({ ok: true });
  const types = new Set([...text.matchAll(/^ {4}type: (\S+)$/gmu)].map(([, type]) => type));
  expect(types).toEqual(
    new Set([
      'openai-chat',
      'llama-cpp',
      'comfyui-image',
      'comfyui-video',
      'sd-cpp',
      'openai-images',
      'openai-videos',
      'openai-speech',
      'runpod',
    ]),
  );
});

test('it names its keys and holds none', () => {
  const reading = readEngines(readFileSync(file, 'utf8'), '/etc/oto', {});
  const missing = reading.ok ? [] : reading.problems.map((problem) => problem.replace(/^.*has no /u, ''));
  expect(new Set(missing)).toEqual(new Set(Object.keys(environment)));
});
