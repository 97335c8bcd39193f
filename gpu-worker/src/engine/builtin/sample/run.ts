import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { EngineEvent, EngineInput, EngineRequest } from '../../engine.ts';
import type { Sample } from './prompts.ts';

const SEED = 5;

export function requestFor(sample: Sample, inputs: readonly EngineInput[] = []): EngineRequest {
  const { prompt, lang, instructions = '', agent = 'Ada' } = sample;
  return { prompt, topic: prompt, lang, seed: SEED, agent, instructions, model: '', inputs, scale: 1 };
}

/** Runs one generation in a folder of its own; gives its main file. */
export async function madeBy(
  work: (request: EngineRequest, folder: string) => AsyncIterable<EngineEvent>,
  request: EngineRequest,
  folder: string,
): Promise<string> {
  await mkdir(folder, { recursive: true });
  for await (const event of work(request, folder)) if (event.type === 'artifact' && event.role === 'main') return event.path;
  throw new Error(`nothing made of ${join(folder, request.prompt)}`);
}
