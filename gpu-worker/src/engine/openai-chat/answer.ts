import { visible } from '../chat/messages.ts';
import { EngineFailure } from '../failure.ts';
import { errorText, toldFailure } from '../http/refusal.ts';
import { ChatChunk, ChatError } from './shape.ts';

/** What has come of one answer. */
export type Answer = {
  letters: number;
  /** The server said that it is done. */
  finished: boolean;
  /** Prompt and answer together; null while untold. */
  modelTokens: number | null;
  /** Who answers, as the server names it. */
  model: string | null;
};

export function emptyAnswer(): Answer {
  return { letters: 0, finished: false, modelTokens: null, model: null };
}

/** Takes in one event's data; the text it adds. `[DONE]` ends it. Throws what the server says went wrong. */
export function hear(answer: Answer, data: string): string {
  if (data.trim() === '[DONE]') {
    answer.finished = true;
    return '';
  }
  const chunk = readChunk(data);
  if (chunk.usage) answer.modelTokens = (chunk.usage.prompt_tokens ?? 0) + (chunk.usage.completion_tokens ?? 0);
  if (chunk.model) answer.model = chunk.model.slice(0, 120);
  const choice = chunk.choices?.[0];
  if (choice?.finish_reason === 'content_filter') throw new EngineFailure('blocked', 'content filter');
  if (choice?.finish_reason) answer.finished = true;
  const text = visible(choice?.delta?.content ?? '');
  answer.letters += text.length;
  return text;
}

function readChunk(data: string): ChatChunk {
  let json: unknown;
  try {
    json = JSON.parse(data);
  } catch {
    throw new EngineFailure('protocol', 'a chunk is not JSON');
  }
  if (ChatError.safeParse(json).success) throw toldFailure(errorText(data));
  const chunk = ChatChunk.safeParse(json);
  if (!chunk.success) throw new EngineFailure('protocol', 'a chunk of unknown shape');
  return chunk.data;
}
