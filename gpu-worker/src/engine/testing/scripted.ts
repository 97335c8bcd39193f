import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Kind } from '@oto/schema/board/kind';
import type { Engine, EngineContext, EngineEvent, EngineRequest } from '../engine.ts';

type Script = (request: EngineRequest, context: EngineContext) => AsyncIterable<EngineEvent>;

type Over = Partial<Pick<Engine, 'id' | 'kind' | 'accepts' | 'slots'>>;

/** An engine that does what a test tells it. */
export function scripted(script: Script, over: Over = {}): Engine {
  return {
    id: 'scripted',
    kind: 'text',
    displayName: 'Scripted',
    models: ['m'],
    trained: false,
    deterministic: true,
    accepts: [],
    slots: 16,
    ceiling: 10,
    estimate: () => ({ tokens: 1, etaMs: 1 }),
    health: async () => ({ healthy: true }),
    generate: script,
    ...over,
  };
}

/** Writes `text`, then ends. */
export function says(text: string | ((request: EngineRequest) => string), over: Over = {}): Engine {
  return scripted(async function* (request) {
    yield { type: 'progress', value: 1, max: 2, stage: 'writing' };
    yield { type: 'delta', text: typeof text === 'string' ? text : text(request) };
    yield { type: 'progress', value: 2, max: 2, stage: 'writing' };
    yield { type: 'usage', tokens: 2 };
    yield { type: 'done' };
  }, over);
}

/** Makes a file of its kind out of the prompt, with a poster for a film. */
export function makes(kind: Exclude<Kind, 'text'>, over: Over = {}): Engine {
  return scripted(
    async function* (request, context) {
      yield { type: 'preview', bytes: new Uint8Array([0xff, 0xd8, 0xff]), mime: 'image/jpeg' };
      const path = join(context.folder, 'made');
      await writeFile(path, request.prompt);
      yield {
        type: 'artifact',
        role: 'main',
        path,
        mime: kind === 'image' ? 'image/png' : kind === 'video' ? 'video/mp4' : 'audio/wav',
        meta: {},
      };
      if (kind === 'video') yield { type: 'artifact', role: 'poster', path, mime: 'image/png', meta: {} };
      yield { type: 'usage', tokens: 3 };
      yield { type: 'done' };
    },
    { id: kind, kind, ...over },
  );
}

/** Runs until its signal ends it. */
export function endless(onStart: () => void = () => {}): Engine {
  return scripted(async function* (_request, context) {
    yield { type: 'progress', value: 0, max: 1, stage: 'waiting' };
    const ended = Promise.withResolvers<void>();
    context.signal.addEventListener('abort', () => ended.resolve(), { once: true });
    onStart();
    await ended.promise;
    context.signal.throwIfAborted();
  });
}
