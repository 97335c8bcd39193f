import type { ChatHistoryItem, LlamaModel } from 'node-llama-cpp';
import { messagesOf, type ChatMessage } from '../chat/messages.ts';
import type { EngineRequest } from '../engine.ts';
import { EngineFailure } from '../failure.ts';

/** What a chat template adds around each message, at most, in model tokens. */
const AROUND = 24;

/**
 * The conversation as the chat template wants it, an empty answer last. The forked parent's text is
 * left out when it does not fit into `room` model tokens; throws EngineFailure when the rest does not.
 */
export function historyOf(model: LlamaModel, request: EngineRequest, room: number): ChatHistoryItem[] {
  const messages = messagesOf(request);
  for (const tried of [messages, messages.filter((message) => message.role !== 'assistant')])
    if (lengthOf(model, tried) <= room) return [...tried.map((message) => itemOf(message)), { type: 'model', response: [] }];
  throw new EngineFailure('invalid', `a prompt of more than ${room} model tokens`);
}

function lengthOf(model: LlamaModel, messages: readonly ChatMessage[]): number {
  return messages.reduce((sum, message) => sum + AROUND + model.tokenize(message.content).length, 0);
}

function itemOf(message: ChatMessage): ChatHistoryItem {
  switch (message.role) {
    case 'system':
      return { type: 'system', text: message.content };
    case 'user':
      return { type: 'user', text: message.content };
    case 'assistant':
      return { type: 'model', response: [message.content] };
    default:
      return message.role satisfies never;
  }
}
