import { MessageType, type Hocuspocus } from '@hocuspocus/server';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Logger } from 'pino';
import { WebSocketServer, type WebSocket } from 'ws';
import type { ErrorCode } from '@oto/schema/contract/errors';
import { closeCode } from '../document/refusal.ts';
import { clientAddress } from './address.ts';
import { BUFFERED_MAX, Outlets } from './outlet.ts';
import { tileOfPath } from './path.ts';
import { SocketSession } from './session.ts';

export const PAYLOAD_MAX = 1024 * 1024;
/** Clients reconnect after 30 s of silence; watchers of a still region hear nothing else. */
const PING_MS = 20_000;
const TICK_MS = 1_000;

export type GateParts = {
  readonly hocuspocus: Hocuspocus;
  readonly connectionsPerAddress: number;
  readonly health: () => Promise<{ readonly ok: boolean }>;
  readonly log: Logger;
};

/** The HTTP server: health, and one WebSocket per atlas tile handed to Hocuspocus. */
export class Gate {
  readonly #parts: GateParts;
  readonly #http: Server;
  readonly #sockets = new WebSocketServer({ noServer: true, maxPayload: PAYLOAD_MAX, perMessageDeflate: false, clientTracking: false });
  readonly #outlets: Outlets;
  readonly #open = new Map<WebSocket, SocketSession>();
  readonly #perAddress = new Map<string, number>();
  readonly #timers: NodeJS.Timeout[] = [];
  #closing = false;

  constructor(parts: GateParts) {
    this.#parts = parts;
    this.#outlets = new Outlets((buffered) => parts.log.warn({ buffered }, 'slow reader cut'));
    this.#http = createServer(
      { headersTimeout: 10_000, requestTimeout: 30_000 },
      (request, response) => void this.#answer(request, response),
    );
    this.#http.on('upgrade', (request, stream, head) => this.#upgrade(request, stream, head));
  }

  /** The port listened on. */
  async listen(port: number, host: string): Promise<number> {
    await new Promise<void>((resolve, reject) => {
      this.#http.once('error', reject);
      this.#http.listen(port, host, () => resolve());
    });
    this.#timers.push(
      setInterval(() => this.#cutOverdue(), TICK_MS),
      setInterval(() => this.#ping(), PING_MS),
    );
    const address = this.#http.address();
    return address !== null && typeof address === 'object' ? address.port : port;
  }

  get connections(): number {
    return this.#open.size;
  }

  /** Since the start: slow readers cut, and the most bytes that waited for one reader. */
  get slowReaders(): Outlets['figures'] {
    return this.#outlets.figures;
  }

  /** Takes no more connections and tells the open ones to come back. */
  close(): void {
    this.#closing = true;
    for (const timer of this.#timers) clearInterval(timer);
    this.#http.close();
    this.#http.closeIdleConnections();
    for (const socket of this.#open.keys()) end(socket, 'unavailable');
  }

  /** Drops what did not leave on its own. */
  terminate(): void {
    for (const socket of this.#open.keys()) socket.terminate();
    this.#http.closeAllConnections();
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const isHealth = request.method === 'GET' && (request.url ?? '').split('?', 1)[0] === '/healthz';
    const body = isHealth ? await this.#parts.health().catch(() => ({ ok: false })) : { error: { code: 'not_found' } };
    const status = !isHealth ? 404 : 'ok' in body && body.ok && !this.#closing ? 200 : 503;
    response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' }).end(JSON.stringify(body));
  }

  #upgrade(request: IncomingMessage, stream: Duplex, head: Buffer): void {
    stream.on('error', () => stream.destroy());
    const tile = tileOfPath(request.url);
    const address = clientAddress(request);
    if (!tile) return refuse(stream, '404 Not Found');
    if (this.#closing) return refuse(stream, '503 Service Unavailable');
    if ((this.#perAddress.get(address) ?? 0) >= this.#parts.connectionsPerAddress) return refuse(stream, '429 Too Many Requests');
    this.#count(address, 1);
    stream.once('close', () => this.#count(address, -1));
    this.#sockets.handleUpgrade(request, stream, head, (socket) => this.#serve(socket, new SocketSession(tile), request));
  }

  #serve(socket: WebSocket, session: SocketSession, request: IncomingMessage): void {
    const { hocuspocus, log } = this.#parts;
    this.#open.set(socket, session);
    const connection = hocuspocus.handleConnection(
      this.#outlets.of(socket, request.socket),
      new Request(`http://collab${request.url ?? '/'}`),
      { socket: session },
    );
    socket.on('message', (data, isBinary) => {
      const frame = isBinary && data instanceof Buffer ? new Uint8Array(data) : null;
      const reading = frame ? session.read(frame) : 'edit_malformed';
      switch (reading) {
        case 'pass':
          if (frame) connection.handleMessage(frame);
          return;
        case 'drop':
          return;
        case 'pong':
          connection.lastMessageReceivedAt = Date.now();
          return;
        case 'edit_malformed':
        case 'too_many_requests':
          end(socket, reading);
          return;
        default:
          reading satisfies never;
      }
    });
    socket.on('close', (code, reason) => {
      this.#open.delete(socket);
      connection.handleClose({ code, reason: reason.toString() });
    });
    socket.on('error', (error) => log.debug({ err: error }, 'socket error'));
  }

  #cutOverdue(): void {
    for (const [socket, session] of this.#open) if (session.isOverdue()) end(socket, 'not_signed_in');
  }

  #ping(): void {
    for (const socket of this.#open.keys()) {
      if (socket.readyState === socket.OPEN && socket.bufferedAmount < BUFFERED_MAX) socket.send(Uint8Array.of(MessageType.Ping));
    }
  }

  #count(address: string, change: 1 | -1): void {
    const count = (this.#perAddress.get(address) ?? 0) + change;
    if (count > 0) this.#perAddress.set(address, count);
    else this.#perAddress.delete(address);
  }
}

function end(socket: WebSocket, code: ErrorCode): void {
  if (socket.readyState === socket.OPEN) socket.close(closeCode(code), code);
}

function refuse(stream: Duplex, status: string): void {
  stream.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
