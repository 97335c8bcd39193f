import { once } from 'node:events';
import { type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import { request } from 'node:https';
import { connect, type TLSSocket } from 'node:tls';

export type Answer = {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** Names as they came, so that a repeated one shows. */
  readonly names: readonly string[];
  readonly body: Buffer;
};

export type Knock = {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Bytes of zeros that follow, in pieces; a length that the headers claim need not be kept. */
  readonly bytes?: number;
};

const ANSWER_WITHIN_MS = 15_000;

/** One request to `https://localhost:port`, whose certificate nobody signed. Rejects when no answer comes in time. */
export async function knock(port: number, path: string, knocked: Knock = {}): Promise<Answer> {
  const response = await open(port, path, knocked);
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk as Buffer);
  return { status: response.statusCode ?? 0, headers: response.headers, names: namesOf(response), body: Buffer.concat(chunks) };
}

/** The same, as soon as the head of the answer is here. */
export async function open(port: number, path: string, knocked: Knock = {}): Promise<IncomingMessage> {
  const { method = 'GET', headers = {}, bytes = 0 } = knocked;
  const asked = request({
    host: '127.0.0.1',
    servername: 'localhost',
    port,
    path,
    method,
    headers: { host: `localhost:${port}`, ...headers },
    rejectUnauthorized: false,
    agent: false,
    signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
  });
  const answered = once(asked, 'response') as Promise<[IncomingMessage]>;
  const piece = Buffer.alloc(1024 * 1024);
  for (let left = bytes; left > 0; left -= piece.length) asked.write(piece.subarray(0, Math.min(left, piece.length)));
  // What claims more than it brings stays open, as an attacker's would.
  if (headers['content-length'] === undefined) asked.end();
  else asked.flushHeaders();
  const [response] = await answered;
  return response;
}

/** A bare connection, to be slow on. */
export async function dial(port: number): Promise<TLSSocket> {
  const socket = connect({ host: '127.0.0.1', port, servername: 'localhost', rejectUnauthorized: false });
  await once(socket, 'secureConnect');
  socket.on('error', () => socket.destroy());
  return socket;
}

function namesOf(response: IncomingMessage): readonly string[] {
  return response.rawHeaders.filter((_text, index) => index % 2 === 0).map((name) => name.toLowerCase());
}
