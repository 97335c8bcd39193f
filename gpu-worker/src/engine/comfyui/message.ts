import { z } from 'zod';
import type { Mime } from '../engine.ts';
import { mimeOf } from '../http/magic.ts';

const about = { prompt_id: z.string() };

const Known = z.discriminatedUnion('type', [
  z.object({ type: z.literal('status'), data: z.unknown() }),
  z.object({ type: z.literal('execution_start'), data: z.object(about) }),
  z.object({ type: z.literal('execution_cached'), data: z.object({ ...about, nodes: z.array(z.string()).default([]) }) }),
  z.object({
    type: z.literal('progress_state'),
    data: z.object({
      ...about,
      nodes: z.record(z.string(), z.object({ value: z.number(), max: z.number(), state: z.string().optional() })),
    }),
  }),
  z.object({
    type: z.literal('progress'),
    data: z.object({ prompt_id: z.string().optional(), node: z.string().nullish(), value: z.number(), max: z.number() }),
  }),
  z.object({ type: z.literal('executing'), data: z.object({ prompt_id: z.string().optional(), node: z.string().nullable() }) }),
  z.object({ type: z.literal('execution_success'), data: z.object(about) }),
  z.object({ type: z.literal('execution_interrupted'), data: z.object(about) }),
  z.object({
    type: z.literal('execution_error'),
    data: z.object({
      ...about,
      node_type: z.string().default(''),
      exception_type: z.string().default(''),
      exception_message: z.string().default(''),
    }),
  }),
]);
export type Message = z.infer<typeof Known> | { readonly type: 'other' };

/** A text frame. Types we do not use, and whatever custom nodes send, are `other`. */
export function messageOf(text: string): Message {
  try {
    return Known.safeParse(JSON.parse(text)).data ?? { type: 'other' };
  } catch {
    return { type: 'other' };
  }
}

export type Preview = { readonly bytes: Buffer; readonly mime: Mime };

const PREVIEW = 1;
const FORMATS: { readonly [format: number]: Mime } = { 1: 'image/jpeg', 2: 'image/png' };
const HEAD = 8;

/** A binary frame: two big-endian numbers, the event and the format, then the picture. Null for other events and for false formats. */
export function previewOf(frame: Buffer): Preview | null {
  if (frame.length <= HEAD || frame.readUInt32BE(0) !== PREVIEW) return null;
  const mime = FORMATS[frame.readUInt32BE(4)];
  const bytes = frame.subarray(HEAD);
  return mime !== undefined && mimeOf(bytes) === mime ? { bytes, mime } : null;
}
