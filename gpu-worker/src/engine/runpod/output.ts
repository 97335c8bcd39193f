import { z } from 'zod';
import { visible } from '../chat/messages.ts';
import type { Mime } from '../engine.ts';
import { mimeOf } from '../http/magic.ts';

const Choice = z.object({
  tokens: z.array(z.string()).optional(),
  text: z.string().optional(),
  delta: z.object({ content: z.string().nullish() }).nullish(),
  message: z.object({ content: z.string().nullish() }).nullish(),
});
const Usage = z.object({
  input: z.number().optional(),
  output: z.number().optional(),
  prompt_tokens: z.number().nullish(),
  completion_tokens: z.number().nullish(),
});
const Written = z.object({ choices: z.array(Choice).nullish(), text: z.string().nullish(), usage: Usage.nullish() });

/** Text as handlers write it; `modelTokens` where it is told, of all until now. */
export type WrittenText = { readonly text: string; readonly modelTokens: number | null };

/** Reads a part of a stream, or a whole output: a string, vLLM's tokens, chat chunks, or a list of these. */
export function textIn(output: unknown): WrittenText {
  if (typeof output === 'string') return { text: visible(output), modelTokens: null };
  if (Array.isArray(output)) {
    const parts = output.map((part: unknown) => textIn(part));
    return {
      text: parts.map((part) => part.text).join(''),
      modelTokens: parts.findLast((part) => part.modelTokens !== null)?.modelTokens ?? null,
    };
  }
  const read = Written.safeParse(output);
  if (!read.success) return { text: '', modelTokens: null };
  const { choices, text, usage } = read.data;
  const first = choices?.[0];
  const said = first?.tokens?.join('') ?? first?.delta?.content ?? first?.message?.content ?? first?.text ?? text ?? '';
  const counted = usage ? (usage.input ?? usage.prompt_tokens ?? 0) + (usage.output ?? usage.completion_tokens ?? 0) : 0;
  return { text: visible(said), modelTokens: counted > 0 ? counted : null };
}

/** A made file inside an output, or where it lies. */
export type MadeFile = { readonly bytes: Buffer } | { readonly url: string };

const DEPTH = 5;
const DATA_URL = /^data:[\w./+-]+;base64,/u;
/** Shorter texts are names and messages. */
const BASE64_LEAST = 64;

/**
 * The first file of a wanted type in an output, whatever the handler calls its field: bytes in base64
 * before addresses. Null when there is none.
 */
export function fileIn(output: unknown, wanted: readonly Mime[]): MadeFile | null {
  const texts = textsIn(output, DEPTH);
  for (const text of texts) {
    const plain = text.replace(DATA_URL, '');
    if (plain.length < BASE64_LEAST || !/^[\w+/-]{32}/u.test(plain)) continue;
    const mime = mimeOf(Buffer.from(plain.slice(0, 64), 'base64'));
    if (mime !== null && wanted.includes(mime)) return { bytes: Buffer.from(plain, 'base64') };
  }
  const url = texts.find((text) => /^https?:\/\/\S+$/u.test(text));
  return url === undefined ? null : { url };
}

function textsIn(value: unknown, depth: number): string[] {
  if (typeof value === 'string') return [value];
  if (depth === 0 || typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap((one: unknown) => textsIn(one, depth - 1));
}

/** The share that a handler says is done, 0..1; null when it says none. */
export function shareIn(output: unknown): number | null {
  const told = typeof output === 'object' && output !== null && 'progress' in output ? Number(output.progress) : Number.NaN;
  if (!Number.isFinite(told) || told < 0) return null;
  return Math.min(1, told > 1 ? told / 100 : told);
}
