import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { silentLog } from '../../log.ts';
import type { Engine, EngineContext, EngineEvent, EngineRequest } from '../engine.ts';

export function request(over: Partial<EngineRequest> = {}): EngineRequest {
  const prompt = over.prompt ?? 'un phare au bord de la mer';
  return { prompt, topic: prompt, lang: 'fr', seed: 7, agent: 'Ada', instructions: '', model: '', inputs: [], scale: 1, ...over };
}

/** A context in a folder that lives until disposal. */
export async function workbench(
  signal: AbortSignal = new AbortController().signal,
  deadlineMs = 60_000,
): Promise<{ context: EngineContext; [Symbol.asyncDispose](): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'oto-engine-'));
  return {
    context: { job: 'AAAAAAAAAAAAAAAAAAAAAA', attempt: 1, signal, deadline: Date.now() + deadlineMs, folder, log: silentLog },
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}

export async function collect(engine: Engine, asked: EngineRequest, context: EngineContext): Promise<EngineEvent[]> {
  return Array.fromAsync(engine.generate(asked, context));
}
