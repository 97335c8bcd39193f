import type { Engine } from '../../engine.ts';
import { runInThread } from '../../thread/run.ts';
import { TOKENS } from './price.ts';

/** oTo lanterne: the painted scene of a prompt, or a given picture, in motion, in a thread of its own. No model. */
export function lanterne(): Engine {
  return {
    id: 'oto-lanterne',
    kind: 'video',
    displayName: 'oTo lanterne',
    models: ['lanterne-1'],
    trained: false,
    deterministic: true,
    accepts: ['image'],
    slots: 2,
    ceiling: TOKENS,
    estimate: () => ({ tokens: TOKENS, etaMs: 5000 }),
    health: async () => ({ healthy: true }),
    generate: (request, context) => runInThread(new URL('./thread.ts', import.meta.url), request, context),
  };
}
