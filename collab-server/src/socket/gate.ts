import type { Hocuspocus } from '@hocuspocus/server';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Logger } from 'pino';
import { WebSocketServer, type WebSocket } from 'ws';
import type { ErrorCode } from '@oto/schema/contract/errors';
import type { ProxyTrust } from '@oto/schema/proxy/trust';
import { closeCode } from '../document/refusal.ts';
import type { Answer } from '../history/routes.ts';
import { tileKey } from '../lease/lease.ts';
import type { Watch } from '../metric/watch.ts';
import { addressOf, requestIdOf } from './address.ts';
import { passFrame } from '../y-websocket/message.ts';
import { yWebsocket } from '../y-websocket/dialect.ts';
import { multiplexed, type Dialect } from './dialect.ts';
import type { Limits } from './limits.ts';
import { BUFFERED_MAX, Outlets } from './outlet.ts';
import { roomOfPath, tileOfPath } from './path.ts';
import type { People } from './people.ts';
import { chooseSubprotocol, protocolRefusal } from './protocol.ts';
import { SocketSession } from './session.ts';

const PING_MS = 20_000;
const TICK_MS = 1_000;

export type GateParts = {
  readonly hocuspocus: Hocuspocus;
  readonly limits: Limits;
  readonly trust: ProxyTrust;
  readonly people: People;
  readonly health: () => Promise<{ readonly ok: boolean }>;
  /** Plain requests beside health: the past of plots. */
  readonly answer: Answer;
  readonly log: Logger;
  readonly watch: Pick<Watch, 'refused'>;
};

type Served = {
  readonly session: SocketSession;
  readonly dialect: Dialect;
  readonly connection: ReturnType<Hocuspocus['handleConnection']>;
};

/** The HTTP server: health, and WebSockets handed to Hocuspocus: one a tile, or one a document for any Yjs client. */
export class Gate {
  readonly #parts: GateParts;
  readonly #http: Server;
  readonly #sockets: WebSocketServer;
  readonly #outlets: Outlets;
  readonly #open = new Map<WebSocket, Served>();
  readonly #perAddress = new Map<string, number>();
  readonly #timers: NodeJS.Timeout[] = [];
  #closing = false;
  #shut = false;

  constructor(parts: GateParts) {
    this.#parts = parts;
    const { frameBytes } = parts.limits;
    this.#sockets = new WebSocketServer({
      noServer: true,
      maxPayload: frameBytes,
      perMessageDeflate: false,
      clientTracking: false,
      handleProtocols: chooseSubprotocol,
    });
    this.#outlets = new Outlets((buffered) => parts.log.warn({ buffered }, 'slow reader cut'));
    this.#http = createServer(
      { headersTimeout: 10_000, requestTimeout: 30_000, connectionsCheckingInterval: 1000 },
      (request, response) => {
        this.#answer(request, response).catch((error: unknown) => parts.log.error({ err: error }, 'request failed'));
      },
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

  /** Has every client of a tile come back through the proxy. */
  endTile(tile: string): void {
    for (const [socket, { session }] of this.#open) if (tileKey(session.tile) === tile) end(socket, 'unavailable');
  }

  /** While nothing can be served here: the open connections are told to come back through the proxy, others are refused. */
  shut(isShut: boolean): void {
    if (isShut && !this.#shut) for (const socket of this.#open.keys()) end(socket, 'unavailable');
    this.#shut = isShut;
  }

  /** Drops what did not leave on its own. */
  terminate(): void {
    for (const socket of this.#open.keys()) socket.terminate();
    this.#http.closeAllConnections();
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (await this.#parts.answer(request, response)) return;
    const isHealth = request.method === 'GET' && (request.url ?? '').split('?', 1)[0] === '/healthz';
    const body = isHealth ? await this.#parts.health().catch(() => ({ ok: false })) : { error: { code: 'not_found' } };
    const status = !isHealth ? 404 : 'ok' in body && body.ok && !this.#closing ? 200 : 503;
    response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' }).end(JSON.stringify(body));
  }

  #upgrade(request: IncomingMessage, stream: Duplex, head: Buffer): void {
    stream.on('error', () => stream.destroy());
    const tile = tileOfPath(request.url) ?? roomOfPath(request.url)?.tile;
    const address = addressOf(request, this.#parts.trust);
    if (!tile) return refuse(stream, '404 Not Found');
    if (this.#closing || this.#shut) return refuse(stream, '503 Service Unavailable');
    if ((this.#perAddress.get(address) ?? 0) >= this.#parts.limits.connectionsPerAddress) {
      this.#parts.watch.refused('too_many_connections');
      return refuse(stream, '429 Too Many Requests');
    }
    this.#count(address, 1);
    stream.once('close', () => this.#count(address, -1));
    this.#sockets.handleUpgrade(request, stream, head, (socket) => {
      const foreign = protocolRefusal(request);
      if (foreign) {
        socket.on('error', (error) => this.#parts.log.debug({ err: error }, 'socket error'));
        end(socket, foreign);
        return;
      }
      const requestId = requestIdOf(request, this.#parts.trust);
      const session = new SocketSession({ tile, limits: this.#parts.limits, requestId, end: (code) => end(socket, code) });
      this.#serve(socket, session, request);
    });
  }

  #serve(socket: WebSocket, session: SocketSession, request: IncomingMessage): void {
    const { hocuspocus, people, log } = this.#parts;
    const outlet = this.#outlets.of(socket, request.socket);
    const room = roomOfPath(request.url);
    const dialect = room ? yWebsocket(room, session, outlet) : multiplexed(session, outlet);
    // Hooks see this request: without the address, which may carry a pass.
    const connection = hocuspocus.handleConnection(dialect.outlet, new Request('http://collab/'), { socket: session });
    this.#open.set(socket, { session, dialect, connection });
    socket.on('message', (data, isBinary) => {
      if (socket.readyState !== socket.OPEN) return;
      const frame = isBinary && data instanceof Buffer ? new Uint8Array(data) : null;
      const reading = frame ? dialect.read(frame) : 'edit_malformed';
      switch (reading) {
        case 'drop':
          return;
        case 'pong':
          connection.lastMessageReceivedAt = Date.now();
          return;
        case 'edit_malformed':
        case 'too_many_requests':
          this.#parts.watch.refused(reading);
          end(socket, reading);
          return;
        default:
          connection.handleMessage(reading);
      }
    });
    socket.on('pong', () => {
      connection.lastMessageReceivedAt = Date.now();
    });
    socket.on('close', (code, reason) => {
      this.#open.delete(socket);
      session.close();
      people.leave(session);
      connection.handleClose({ code, reason: reason.toString() });
    });
    socket.on('error', (error) => log.debug({ err: error }, 'socket error'));
    for (const frame of dialect.first) connection.handleMessage(frame);
  }

  /** Cuts what shows no pass: the socket while nothing on it is open, else only the late documents. */
  #cutOverdue(): void {
    for (const [socket, { session, connection }] of this.#open) {
      const overdue = session.overdue();
      if (overdue === 'socket') end(socket, 'not_signed_in');
      else {
        for (const document of overdue) {
          session.giveUp(document);
          // Hocuspocus forgets a waiting document only when its pass is refused.
          connection.handleMessage(passFrame(document, ''));
        }
      }
    }
  }

  #ping(): void {
    for (const [socket, { dialect }] of this.#open) {
      if (socket.readyState === socket.OPEN && socket.bufferedAmount < BUFFERED_MAX) dialect.ping(socket);
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
  // Nobody reads this stream, so it would never learn that the other side has left.
  stream.once('finish', () => stream.destroy());
  stream.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
