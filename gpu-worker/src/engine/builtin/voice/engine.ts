import type { Engine } from '../../engine.ts';
import { runInThread } from '../../thread/run.ts';
import { CEILING } from './price.ts';

const CHARACTERS_PER_TOKEN = 55;

/** oTo voix: eSpeak NG in French and English, like a given recording if there is one, in a thread of its own. No trained model. */
export function voix(): Engine {
  return {
    id: 'oto-voix',
    kind: 'voice',
    displayName: 'oTo voix',
    models: ['espeak-ng'],
    trained: false,
    deterministic: true,
    accepts: ['audio'],
    slots: 2,
    ceiling: CEILING,
    estimate: (request) => ({
      tokens: Math.min(CEILING, Math.max(1, Math.ceil(request.prompt.length / CHARACTERS_PER_TOKEN))),
      etaMs: 400 + request.prompt.length * 3,
    }),
    health: async () => ({ healthy: true }),
    generate: (request, context) => runInThread(new URL('./thread.ts', import.meta.url), request, context),
  };
}
