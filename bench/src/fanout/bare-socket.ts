import { randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';

const BINARY = 2;
const CLOSE = 8;
const PING = 9;
const PONG = 10;
/** Every server that is measured sends less at once. */
const LENGTH_64 = 127;

/** A WebSocket client that costs little, so that a thousand of them leave the machine to the server. */
export type BareSocket = { send(payload: Uint8Array): void };

/** Resolves when the handshake is done. `onEnd` is told once, why it ended. */
export function openBareSocket(url: string, onFrame: (payload: Buffer) => void, onEnd: (reason: string) => void): Promise<BareSocket> {
  const { hostname, port, pathname, host } = new URL(url);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname);
    socket.setNoDelay(true);
    let rest: Buffer = Buffer.alloc(0);
    let isOpen = false;
    socket.once('connect', () => {
      const key = randomBytes(16).toString('base64');
      socket.write(
        `GET ${pathname} HTTP/1.1\r\nHost: ${host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: ${key}\r\nSec-WebSocket-Version: 13\r\n\r\n`,
      );
    });
    socket.on('data', (chunk: Buffer) => {
      rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
      if (!isOpen) {
        const end = rest.indexOf('\r\n\r\n');
        if (end < 0) return;
        const status = rest.subarray(0, end).toString('latin1').split('\r\n', 1)[0] ?? '';
        if (!status.includes(' 101 ')) {
          socket.destroy();
          reject(new Error(status));
          return;
        }
        rest = rest.subarray(end + 4);
        isOpen = true;
        resolve({ send: (payload) => write(socket, BINARY, payload) });
      }
      rest = read(rest, (opcode, payload) => {
        if (opcode === BINARY) onFrame(payload);
        else if (opcode === PING) write(socket, PONG, payload);
        else if (opcode === CLOSE) socket.end();
      });
    });
    socket.on('error', reject);
    socket.once('close', () => onEnd('the connection ended'));
  });
}

/** Hands each whole frame on; what is left of `bytes`. Servers send neither masks nor fragments here. */
function read(bytes: Buffer, onFrame: (opcode: number, payload: Buffer) => void): Buffer {
  let at = 0;
  while (bytes.length - at >= 2) {
    const short = bytes.readUInt8(at + 1);
    const header = short < 126 ? 2 : short < LENGTH_64 ? 4 : 10;
    if (bytes.length - at < header) break;
    const size = short < 126 ? short : short < LENGTH_64 ? bytes.readUInt16BE(at + 2) : Number(bytes.readBigUInt64BE(at + 2));
    if (bytes.length - at < header + size) break;
    onFrame(bytes.readUInt8(at) & 0x0f, bytes.subarray(at + header, at + header + size));
    at += header + size;
  }
  return bytes.subarray(at);
}

/** Clients must mask; a mask of zeros is one, and changes nothing. */
function write(socket: Socket, opcode: number, payload: Uint8Array): void {
  const header = payload.byteLength < 126 ? Buffer.alloc(6) : Buffer.alloc(8);
  header[0] = 0x80 | opcode;
  if (payload.byteLength < 126) header[1] = 0x80 | payload.byteLength;
  else {
    header[1] = 0x80 | 126;
    header.writeUInt16BE(payload.byteLength, 2);
  }
  socket.write(Buffer.concat([header, payload]));
}
