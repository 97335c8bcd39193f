import type { z } from 'zod';
import { EngineFailure } from '../failure.ts';
import type { HttpPlace } from './place.ts';
import { refusalOf } from './refusal.ts';
import type { Ear } from './watch.ts';

/** A server's address and what every request to it carries. */
export type Door = { readonly base: string; readonly headers: Readonly<Record<string, string>> };

export type Ask = {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** From the server's base, beginning with a slash. */
  readonly path: string;
  readonly json?: unknown;
  readonly form?: FormData;
  /** Most bytes of the answer. */
  readonly most?: number;
};

const JSON_MOST = 4_000_000;
const REFUSAL_MOST = 20_000;
const REDIRECTS = 3;
const REDIRECT_STATUS = [301, 302, 303, 307, 308];

export function doorOf(place: Pick<HttpPlace, 'url' | 'key'>): Door {
  return { base: place.url.replace(/\/+$/u, ''), headers: place.key === null ? {} : { authorization: `Bearer ${place.key}` } };
}

/** The answer's JSON, in shape. Throws EngineFailure, or the signal's reason. */
export async function askJson<T>(door: Door, ask: Ask, shape: z.ZodType<T>, ear: Ear): Promise<T> {
  const bytes = await askBytes(door, { most: JSON_MOST, ...ask }, ear);
  let json: unknown;
  try {
    json = JSON.parse(bytes.toString());
  } catch {
    throw new EngineFailure('protocol', `${ask.path}: the answer is not JSON`);
  }
  const parsed = shape.safeParse(json);
  if (parsed.success) return parsed.data;
  throw new EngineFailure('protocol', `${ask.path}: an answer of unknown shape at ${parsed.error.issues[0]?.path.join('.') ?? ''}`);
}

/** The answer's bytes. Throws EngineFailure when refused, cut or over `most`, or the signal's reason. */
export async function askBytes(door: Door, ask: Ask, ear: Ear): Promise<Buffer> {
  const silence = new AbortController();
  const timer = setTimeout(() => silence.abort(new EngineFailure('timeout', `${ask.path}: the server fell silent`, true)), ear.silenceMs);
  const signal = AbortSignal.any([ear.signal, silence.signal]);
  try {
    const response = await open(door, ask, signal);
    const alive = (): void => void timer.refresh();
    if (response.ok) return await wholeOf(response, ask.most ?? JSON_MOST, alive);
    throw refusalOf(response.status, (await beginningOf(response, alive)).toString());
  } catch (thrown) {
    if (thrown instanceof EngineFailure || ear.signal.aborted) throw thrown;
    throw broken(thrown);
  } finally {
    clearTimeout(timer);
  }
}

/** A redirect stays on its host and is followed for questions alone: keys and prompts go where they were sent. */
async function open(door: Door, ask: Ask, signal: AbortSignal): Promise<Response> {
  let url = new URL(door.base + ask.path);
  for (let hops = 0; ; hops++) {
    const response = await fetch(url, {
      method: ask.method,
      redirect: 'manual',
      headers: { ...door.headers, ...(ask.json === undefined ? {} : { 'content-type': 'application/json' }) },
      body: ask.json === undefined ? (ask.form ?? null) : JSON.stringify(ask.json),
      signal,
    });
    if (!REDIRECT_STATUS.includes(response.status)) return response;
    await response.body?.cancel();
    const next = new URL(response.headers.get('location') ?? '', url);
    if (ask.method !== 'GET' || next.origin !== url.origin || hops === REDIRECTS)
      throw new EngineFailure('unavailable', `${ask.path}: redirected elsewhere`, false);
    url = next;
  }
}

async function wholeOf(response: Response, most: number, alive: () => void): Promise<Buffer> {
  const tooLong = (): EngineFailure => new EngineFailure('protocol', `an answer of more than ${most} bytes`);
  if (Number(response.headers.get('content-length') ?? 0) > most) {
    await response.body?.cancel();
    throw tooLong();
  }
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.body ?? []) {
    alive();
    length += chunk.byteLength;
    // Leaving the loop closes the connection.
    if (length > most) throw tooLong();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

async function beginningOf(response: Response, alive: () => void): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.body ?? []) {
    alive();
    chunks.push(chunk);
    length += chunk.byteLength;
    if (length > REFUSAL_MOST) break;
  }
  return Buffer.concat(chunks).subarray(0, REFUSAL_MOST);
}

/** fetch tells refused and cut connections, and its own patience of five minutes, as TypeError with a cause. */
function broken(thrown: unknown): unknown {
  if (!(thrown instanceof TypeError)) return thrown;
  const { cause } = thrown;
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  const message = cause instanceof Error && cause.message !== '' ? cause.message : thrown.message;
  if (code === 'UND_ERR_HEADERS_TIMEOUT' || code === 'UND_ERR_BODY_TIMEOUT') return new EngineFailure('timeout', message, true);
  return new EngineFailure('unavailable', code === '' ? message : `${code} ${message}`, true);
}
