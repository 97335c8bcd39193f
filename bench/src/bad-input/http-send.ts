import { Agent, request } from 'node:http';
import { connect } from 'node:net';
import type { Outcome } from './case.ts';

const agent = new Agent({ keepAlive: true, maxSockets: 16 });
const ANSWER_MAX = 256 * 1024;
const WITHIN_MS = 10_000;

export type Sent = {
  readonly method: string;
  /** Written as it is: nothing is normalised. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  readonly body?: string | Uint8Array;
};
/** Status 0: the connection was cut without an answer. */
export type Answer = { readonly status: number; readonly type: string; readonly body: string };

export function send(url: string, { method, path, headers, body }: Sent): Promise<Answer> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve) => {
    const cut = () => resolve({ status: 0, type: '', body: '' });
    let sent;
    try {
      sent = request({ agent, hostname, port, method, path, headers: headers as Record<string, string | string[]>, timeout: WITHIN_MS });
    } catch {
      // What node itself will not write goes through `sendRaw`.
      cut();
      return;
    }
    sent.on('response', (response) => {
      const parts: Buffer[] = [];
      let size = 0;
      const done = () =>
        resolve({ status: response.statusCode ?? 0, type: response.headers['content-type'] ?? '', body: Buffer.concat(parts).toString() });
      response.on('data', (part: Buffer) => {
        size += part.length;
        if (size <= ANSWER_MAX) parts.push(part);
        else response.destroy();
      });
      response.on('close', done);
    });
    sent.on('timeout', () => sent.destroy());
    sent.on('error', cut);
    sent.end(body);
  });
}

/** Writes bytes as they are and reads until the server closes or WITHIN_MS: the statuses of all answers. */
export function sendRaw(url: string, bytes: string | Uint8Array, pauseMs = 0): Promise<readonly number[]> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve) => {
    const socket = connect(Number(port), hostname);
    let heard = '';
    const alarm = setTimeout(() => socket.destroy(), WITHIN_MS);
    socket.on('data', (data) => {
      heard += data.toString('latin1');
      if (heard.length > ANSWER_MAX) socket.destroy();
    });
    socket.on('error', () => undefined);
    socket.on('close', () => {
      clearTimeout(alarm);
      resolve([...heard.matchAll(/^HTTP\/1\.[01] (\d{3})/gm)].map((match) => Number(match[1])));
    });
    socket.on('connect', () => {
      if (pauseMs === 0) socket.write(bytes);
      else void dribble(socket, Buffer.from(bytes as string, 'latin1'), pauseMs);
    });
  });
}

/** A byte at a time. */
async function dribble(socket: ReturnType<typeof connect>, bytes: Buffer, pauseMs: number): Promise<void> {
  for (const byte of bytes) {
    if (socket.destroyed) return;
    socket.write(Uint8Array.of(byte));
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
}

/** A refusal, or nothing at all: what a hostile request deserves. 500 is a bug that the request has met. */
export function refusedOnly({ status }: Answer): Outcome {
  if (status === 500) return 'crashed';
  return status === 0 || status >= 400 ? 'refused' : 'accepted';
}

/** For addresses where the client's own page may answer: the page is no success, a file of the host would be. */
export function pageAtMost(answer: Answer): Outcome {
  const isPage = answer.status === 200 && answer.type.startsWith('text/html') && answer.body.includes('<div id=');
  const isRedirect = answer.status >= 300 && answer.status < 400;
  return isPage || isRedirect ? 'refused' : refusedOnly(answer);
}

/** For ranges: ignoring one and answering the whole is lawful, answering a part is not. */
export function noPart(answer: Answer): Outcome {
  return answer.status === 200 ? 'refused' : refusedOnly(answer);
}

export function refusedRaw(statuses: readonly number[]): Outcome {
  if (statuses.includes(500)) return 'crashed';
  return statuses.every((status) => status >= 400) ? 'refused' : 'accepted';
}
