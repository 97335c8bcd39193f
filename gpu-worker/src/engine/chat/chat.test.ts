import { expect, test } from 'vitest';
import { request } from '../testing/run.ts';
import { messagesOf, visible } from './messages.ts';
import { chatEstimate, shareWritten, tokensFor } from './price.ts';

test('a conversation has the agent’s instructions, the end of the parent, and the wish', () => {
  const messages = messagesOf(request({ instructions: 'Tu es bref.', parentText: `${'a'.repeat(9000)}fin`, prompt: 'la suite' }));
  expect(messages.map((message) => message.role)).toEqual(['system', 'assistant', 'user']);
  expect(messages[0]?.content).toMatch(/^Tu es bref\.\nAnswer in French/u);
  expect(messages[1]?.content).toHaveLength(6000);
  expect(messages[1]?.content.endsWith('fin')).toBe(true);
  expect(messages[2]?.content).toBe('la suite');
});

test('in a chain the person’s words stand before the earlier text', () => {
  expect(messagesOf(request({ prompt: 'vers', topic: 'la mer' })).at(-1)?.content).toBe('la mer\n\nvers');
});

test('nothing that is no text is sent or shown', () => {
  expect(messagesOf(request({ prompt: 'a\ud83db\u0000c', topic: '' })).at(-1)?.content).toBe('a\ufffdbc');
  expect(visible('a\u0000\u001b[1mb\n\tc\r')).toBe('a[1mb\n\tc');
});

test('a run costs between one token and the ceiling', () => {
  const price = { ceiling: 20, maxTokens: 800 };
  expect([0, 1, 41, 400, 1e9].map((spent) => tokensFor(price, spent))).toEqual([1, 1, 2, 10, 20]);
  expect(chatEstimate(price, request({ prompt: 'x'.repeat(8000) })).tokens).toBe(20);
  expect(shareWritten(0)).toBe(0);
  expect(shareWritten(100_000)).toBeLessThanOrEqual(1);
});
