import type { Engine } from '../../engine.ts';
import { runInThread } from '../../thread/run.ts';
import { TOKENS } from './price.ts';

/** oTo crayon: painted scenes from the words of a prompt, or a given picture drawn anew, in a thread of its own. No model. */
export function crayon(): Engine {
  return {
    id: 'oto-crayon',
    kind: 'image',
    displayName: 'oTo crayon',
    models: ['crayon-1'],
    trained: false,
    deterministic: true,
    accepts: ['image'],
    slots: 2,
    ceiling: TOKENS,
    estimate: () => ({ tokens: TOKENS, etaMs: 1500 }),
    health: async () => ({ healthy: true }),
    generate: (request, context) => runInThread(new URL('./thread.ts', import.meta.url), request, context),
  };
}
