import { setImmediate as yieldToLoop, setTimeout as sleep } from 'node:timers/promises';
import type { Engine, EngineContext, EngineEvent, EngineRequest } from '../../engine.ts';
import { asEngineFailure, EngineFailure } from '../../failure.ts';
import { compose } from './compose.ts';

const CEILING = 12;
const WORDS_PER_TOKEN = 20;
/** Words come a few at a time, so that people see the note being written. */
const WORDS_PER_DELTA = 3;

/** oTo plume: a composer of short texts in French and English. No model. `paceMs` parts its deltas. */
export function plume(paceMs: number): Engine {
  return {
    id: 'oto-plume',
    kind: 'text',
    displayName: 'oTo plume',
    models: ['plume-1'],
    trained: false,
    deterministic: true,
    accepts: [],
    slots: 2,
    ceiling: CEILING,
    estimate: () => ({ tokens: 6, etaMs: 50 + 30 * paceMs }),
    health: async () => ({ healthy: true }),
    generate: (request, context) => write(request, context, paceMs),
  };
}

async function* write(request: EngineRequest, context: EngineContext, paceMs: number): AsyncGenerator<EngineEvent> {
  try {
    context.signal.throwIfAborted();
    const { title, body } = compose(request);
    const words = `${title}\n\n${body}`.match(/\S+\s*/gu) ?? [];
    for (let i = 0; i < words.length; i += WORDS_PER_DELTA) {
      if (Date.now() > context.deadline) throw new EngineFailure('timeout', 'deadline passed');
      yield { type: 'delta', text: words.slice(i, i + WORDS_PER_DELTA).join('') };
      yield { type: 'progress', value: Math.min(words.length, i + WORDS_PER_DELTA), max: words.length, stage: 'writing' };
      await (paceMs > 0 ? sleep(paceMs, undefined, { signal: context.signal }) : yieldToLoop());
      context.signal.throwIfAborted();
    }
    yield { type: 'usage', tokens: Math.min(CEILING, Math.max(1, Math.ceil(words.length / WORDS_PER_TOKEN))) };
    yield { type: 'done' };
  } catch (thrown) {
    throw asEngineFailure(thrown, context.signal);
  }
}
