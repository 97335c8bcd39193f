import type { EngineRequest } from '../engine.ts';

/** Characters. A model of small context still has to read the wish after it. */
const PARENT_MOST = 6000;

export type ChatMessage = { readonly role: 'system' | 'user' | 'assistant'; readonly content: string };

/** A request as a conversation: the agent's instructions, the end of the forked parent as what was said before, the wish. */
export function messagesOf(request: EngineRequest): ChatMessage[] {
  const language = request.lang === 'fr' ? 'Answer in French unless asked otherwise.' : 'Answer in English unless asked otherwise.';
  const system = [request.instructions, language, 'Begin with a short title on its own line.']
    .filter((line) => line.trim() !== '')
    .join('\n');
  const user = request.prompt === request.topic || request.topic === '' ? request.prompt : `${request.topic}\n\n${request.prompt}`;
  const parent =
    request.parentText === undefined ? [] : [{ role: 'assistant' as const, content: sendable(request.parentText.slice(-PARENT_MOST)) }];
  return [{ role: 'system', content: sendable(system) }, ...parent, { role: 'user', content: sendable(user) }];
}

/** Without control characters: models that fall back to bytes may write any, and PostgreSQL keeps no U+0000. */
export function visible(text: string): string {
  return text.replaceAll(/[^\P{Cc}\n\t]/gu, '');
}

/** As servers take it: half a character, which is no Unicode, is a refused request to some. */
function sendable(text: string): string {
  return visible(text).toWellFormed();
}
