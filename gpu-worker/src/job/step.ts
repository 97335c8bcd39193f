import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Artifact } from './artifact.ts';
import type { Engine, EngineContext, EngineEvent, EngineRequest } from '../engine/engine.ts';
import { asEngineFailure, EngineFailure } from '../engine/failure.ts';

/** What a smaller second try after an out-of-memory shrinks to. */
const SMALLER = 0.5;

/** `model`: what really answered, where the engine said so. */
export type StepResult = {
  readonly text: string;
  readonly tokens: number;
  readonly model: string | null;
  readonly artifacts: readonly Artifact[];
};
export type StepWatcher = { onEvent(event: EngineEvent, text: string): void };

/** Runs one engine to its end; an out-of-memory gets one retry at half the size. Throws EngineFailure. */
export async function runStep(engine: Engine, request: EngineRequest, context: EngineContext, watcher: StepWatcher): Promise<StepResult> {
  try {
    return await once(engine, request, context, watcher);
  } catch (thrown) {
    const failure = asEngineFailure(thrown, context.signal);
    if (failure.code !== 'oom' || request.scale < 1) throw failure;
    context.log.warn({ engine: engine.id }, 'out of memory; one smaller try');
    return await once(engine, { ...request, scale: SMALLER }, context, watcher);
  }
}

async function once(engine: Engine, request: EngineRequest, context: EngineContext, watcher: StepWatcher): Promise<StepResult> {
  const folder = join(context.folder, request.scale < 1 ? 'smaller' : 'first');
  await mkdir(folder, { recursive: true });
  let text = '';
  let tokens: number | null = null;
  let model: string | null = null;
  let done = false;
  const artifacts: Artifact[] = [];
  try {
    for await (const event of engine.generate(request, { ...context, folder })) {
      if (context.signal.aborted) throw new EngineFailure('cancelled', 'cancelled');
      if (event.type === 'delta') text += event.text;
      if (event.type === 'artifact') artifacts.push({ role: event.role, path: event.path, mime: event.mime });
      if (event.type === 'usage') {
        tokens = event.tokens;
        model = event.model ?? null;
      }
      if (event.type === 'done') done = true;
      watcher.onEvent(event, text);
    }
  } catch (thrown) {
    throw asEngineFailure(thrown, context.signal);
  }
  if (context.signal.aborted) throw new EngineFailure('cancelled', 'cancelled');
  if (!done) throw new EngineFailure('protocol', 'the engine ended without done');
  if (tokens === null) throw new EngineFailure('protocol', 'the engine reported no usage');
  if (engine.kind === 'text' && text.trim() === '') throw new EngineFailure('protocol', 'the engine wrote nothing');
  if (engine.kind !== 'text' && !artifacts.some((artifact) => artifact.role === 'main'))
    throw new EngineFailure('protocol', 'the engine made no artifact');
  return { text, tokens: Math.min(engine.ceiling, Math.max(0, Math.round(tokens))), model, artifacts };
}
