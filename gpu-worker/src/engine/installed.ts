import type { Config } from '../config.ts';
import { crayon } from './builtin/image/engine.ts';
import { plume } from './builtin/text/engine.ts';
import { lanterne } from './builtin/video/engine.ts';
import { voix } from './builtin/voice/engine.ts';
import { ANSWER_TOKENS } from './chat/price.ts';
import { remembered } from './configured/remembered.ts';
import type { Engine } from './engine.ts';
import { openAiChat } from './openai-chat/engine.ts';
import { registryOf, type Registry } from './registry.ts';

const SLOTS = 4;

type Wanted = Pick<Config, 'textPaceMs' | 'outsideText' | 'engines'>;

/**
 * The built-in engines, those of the engines file, and the one text engine that the environment names.
 * Throws Error when the file asks for a built-in engine that does not exist, or two share an id.
 */
export function enginesOf(config: Wanted): Registry {
  const builtin = [plume(config.textPaceMs), crayon(), lanterne(), voix()];
  return registryOf([...wantedOf(builtin, config.engines.builtin), ...config.engines.engines, ...outsideText(config)]);
}

function wantedOf(builtin: readonly Engine[], wanted: 'all' | readonly string[]): readonly Engine[] {
  if (wanted === 'all') return builtin;
  const unknown = wanted.filter((id) => !builtin.some((engine) => engine.id === id));
  if (unknown.length > 0)
    throw new Error(`engines file: builtin: no ${unknown.join(', ')}; there are ${builtin.map((engine) => engine.id).join(', ')}`);
  return builtin.filter((engine) => wanted.includes(engine.id));
}

function outsideText({ outsideText: place }: Wanted): Engine[] {
  if (place === null) return [];
  const { url, model, key, ceiling } = place;
  return [
    remembered(openAiChat({ id: 'openai-chat', name: model, url, models: [model], key, ceiling, slots: SLOTS, maxTokens: ANSWER_TOKENS })),
  ];
}
