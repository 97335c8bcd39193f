import type { Config } from '../config.ts';
import { crayon } from './builtin/image/engine.ts';
import { plume } from './builtin/text/engine.ts';
import { lanterne } from './builtin/video/engine.ts';
import { voix } from './builtin/voice/engine.ts';
import { ANSWER_TOKENS } from './chat/price.ts';
import type { Engine } from './engine.ts';
import { openAiChat } from './openai-chat/engine.ts';
import { registryOf, type Registry } from './registry.ts';

/** The built-in engines always; outside engines as configured, after them. */
export function enginesOf(config: Pick<Config, 'textPaceMs' | 'outsideText'>): Registry {
  const { outsideText } = config;
  const outside: Engine[] = outsideText
    ? [
        openAiChat({
          id: 'openai-chat',
          name: outsideText.model,
          url: outsideText.url,
          models: [outsideText.model],
          key: outsideText.key,
          ceiling: outsideText.ceiling,
          slots: 4,
          maxTokens: ANSWER_TOKENS,
        }),
      ]
    : [];
  return registryOf([plume(config.textPaceMs), crayon(), lanterne(), voix(), ...outside]);
}
