import { once } from 'node:events';
import { request } from 'node:https';
import type { IncomingMessage } from 'node:http';

export type Asked = {
  readonly json?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** An address of this machine's own: any of 127.0.0.0/8, or ::1. */
  readonly from?: string;
};
export type Answered = { readonly status: number; readonly headers: IncomingMessage['headers']; readonly body: string };

const WITHIN_MS = 30_000;

/** Asks the proxy as a browser of its own page does. Rejects when no answer comes in time. */
export async function ask(
  port: number,
  method: string,
  path: string,
  { json, headers = {}, from = '127.0.0.1' }: Asked = {},
): Promise<Answered> {
  const body = json === undefined ? '' : JSON.stringify(json);
  const asked = request({
    host: from.includes(':') ? '::1' : '127.0.0.1',
    localAddress: from,
    servername: 'localhost',
    port,
    method,
    path,
    headers: {
      host: `localhost:${port}`,
      origin: `https://localhost:${port}`,
      ...(body === '' ? {} : { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(body)) }),
      ...headers,
    },
    rejectUnauthorized: false,
    agent: false,
    signal: AbortSignal.timeout(WITHIN_MS),
  });
  const answered = once(asked, 'response') as Promise<[IncomingMessage]>;
  asked.end(body);
  const [response] = await answered;
  const chunks = await Array.fromAsync(response as AsyncIterable<Buffer>);
  return { status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks).toString() };
}
