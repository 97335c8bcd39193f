import { request as plain, type ClientRequest, type IncomingMessage } from 'node:http';
import { request as tls } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { ClosedAddress, hostOf, isAllowed, isPublicAddress, publicLookup, webhookUrl } from './address.ts';

/** What is kept of an answer. */
const ANSWER_BYTES = 1024;
const WITHIN_MS = 15_000;

export type Posted =
  | { readonly type: 'answered'; readonly status: number; readonly answer: string }
  /** `error`: a code of Node's, or timeout, closed_address, stopped. */
  | { readonly type: 'unanswered'; readonly error: string };

export type Poster = (url: string, headers: Readonly<Record<string, string>>, body: string, stop: AbortSignal) => Promise<Posted>;

export type PostOptions = { readonly allowed: readonly string[]; readonly withinMs?: number; readonly lookup?: LookupFunction };

/** POSTs JSON over a connection of its own, to nowhere but the open internet; follows no redirect. Never rejects. */
export function makePoster({ allowed, withinMs = WITHIN_MS, lookup = publicLookup() }: PostOptions): Poster {
  return async (address, headers, body, stop) => {
    const timeout = AbortSignal.timeout(withinMs);
    const signal = AbortSignal.any([timeout, stop]);
    try {
      const url = new URL(webhookUrl(address, allowed) ?? fail());
      const exempt = isAllowed(url, allowed);
      // A number is connected to without a lookup.
      if (!exempt && isIP(hostOf(url)) !== 0 && !isPublicAddress(hostOf(url))) fail();
      const request = (url.protocol === 'https:' ? tls : plain)(url, {
        method: 'POST',
        agent: false,
        signal,
        headers: {
          ...headers,
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(body),
          'user-agent': 'oTo-Webhooks/1',
        },
        ...(exempt ? {} : { lookup }),
      });
      const answer = await answerTo(request, body);
      const status = answer.statusCode ?? 0;
      const words = await firstBytes(answer).catch(() => '');
      answer.destroy();
      return { type: 'answered', status, answer: words };
    } catch (error) {
      if (stop.aborted) return { type: 'unanswered', error: 'stopped' };
      if (timeout.aborted) return { type: 'unanswered', error: 'timeout' };
      return { type: 'unanswered', error: codeOf(error) };
    }
  };
}

function fail(): never {
  throw new ClosedAddress('closed address');
}

function answerTo(request: ClientRequest, body: string): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    request.once('response', resolve);
    // Stays: a connection may break once more after the answer.
    request.on('error', reject);
    request.end(body);
  });
}

async function firstBytes(answer: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of answer as AsyncIterable<Buffer>) {
    parts.push(part);
    length += part.length;
    if (length >= ANSWER_BYTES) break;
  }
  return Buffer.concat(parts).subarray(0, ANSWER_BYTES).toString('utf8');
}

function codeOf(error: unknown): string {
  if (error instanceof ClosedAddress) return 'closed_address';
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return (typeof code === 'string' ? code : String(error)).slice(0, 200);
}
