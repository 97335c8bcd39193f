import type { EngineRequest } from '../engine.ts';
import { EngineFailure } from '../failure.ts';

/** Characters. Models of pictures read a paragraph; the rest of a story only blurs it. */
const MOST = 1500;
const TASTE = 400;

/**
 * What a model of pictures or films is told: the person's words, an earlier step's text where there
 * is one, then the agent's taste. Throws EngineFailure when there is neither a word nor a picture.
 */
export function pictureWords(request: EngineRequest): string {
  const parts = request.prompt === request.topic ? [request.prompt] : [request.topic, request.prompt];
  const words = clean(parts.join('\n')).slice(0, MOST);
  const pictured = request.inputs.some((input) => input.role === 'image');
  if (words === '' && !pictured) throw new EngineFailure('invalid', 'empty prompt');
  return [words, clean(request.instructions).slice(0, TASTE)].filter((part) => part !== '').join('\n');
}

/** Well-formed text without control characters, and without the tag by which some servers take settings out of a prompt. */
function clean(text: string): string {
  return text
    .replaceAll(/<\/?\s*sd_cpp_extra_args\s*>?/giu, ' ')
    .replaceAll(/[\p{Cc}\p{Cs}]/gu, (char) => (char === '\n' ? char : ' '))
    .trim();
}

/** Seeds of these servers are not negative. */
export function seedOf(request: EngineRequest): number {
  return request.seed >>> 0;
}
