import type { Config } from '../config.ts';
import { crayon } from './builtin/image/engine.ts';
import { plume } from './builtin/text/engine.ts';
import { lanterne } from './builtin/video/engine.ts';
import { voix } from './builtin/voice/engine.ts';
import type { Engine } from './engine.ts';
import { openAiChat } from './openai-chat/engine.ts';
import { registryOf, type Registry } from './registry.ts';

/** The built-in engines always; outside engines as configured, after them. */
export function enginesOf(config: Pick<Config, 'textPaceMs' | 'outsideText'>): Registry {
  const outside: Engine[] = config.outsideText ? [openAiChat(config.outsideText)] : [];
  return registryOf([plume(config.textPaceMs), crayon(), lanterne(), voix(), ...outside]);
}
