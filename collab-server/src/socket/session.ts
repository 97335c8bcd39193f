import { MessageType } from '@hocuspocus/server';
import { createDecoder, readVarString, readVarUint } from 'lib0/decoding';
import type { Tile } from '@oto/schema/geometry/lattice';
import { Bucket } from './bucket.ts';

export const MESSAGES_PER_SECOND = 50;
export const MESSAGES_BURST = 200;
export const OPENS_PER_SECOND = 30;
export const OPENS_BURST = 150;
/** Messages that opening one document takes. */
const MESSAGES_PER_OPEN = 4;
export const AUTHENTICATION_MS = 10_000;

/** What to do with an incoming frame. */
export type Reading = 'pass' | 'drop' | 'pong' | 'edit_malformed' | 'too_many_requests';

/** The limits of one WebSocket, whatever documents it carries. */
export class SocketSession {
  readonly tile: Tile;
  readonly #messages: Bucket;
  readonly #opens: Bucket;
  readonly #pending = new Map<string, number>();
  readonly #now: () => number;

  constructor(tile: Tile, now: () => number = () => performance.now()) {
    this.tile = tile;
    this.#now = now;
    this.#messages = new Bucket(MESSAGES_PER_SECOND, MESSAGES_BURST, now);
    this.#opens = new Bucket(OPENS_PER_SECOND, OPENS_BURST, now);
    this.#pending.set('', now());
  }

  /** Judges a frame by its header only. */
  read(frame: Uint8Array): Reading {
    if (frame.length === 1) return frame[0] === MessageType.Pong ? 'pong' : 'edit_malformed';
    let document: string;
    let type: number;
    try {
      const decoder = createDecoder(frame);
      document = readVarString(decoder);
      type = readVarUint(decoder);
    } catch {
      return 'edit_malformed';
    }
    // A name may carry `\0session`: more than one channel a document would evade the limits.
    if (document.includes('\0')) return 'edit_malformed';
    if (type === MessageType.Auth) {
      if (!this.#opens.take()) return 'too_many_requests';
      this.#messages.give(MESSAGES_PER_OPEN);
      if (!this.#pending.has(document)) this.#pending.set(document, this.#now());
      return 'pass';
    }
    if (!this.#messages.take()) return 'too_many_requests';
    return type === MessageType.Stateless || type === MessageType.BroadcastStateless ? 'drop' : 'pass';
  }

  /** A document's authentication ended, well or badly. */
  answered(document: string, accepted: boolean): void {
    this.#pending.delete(document);
    if (accepted) this.#pending.delete('');
  }

  /** Whether the socket, or a document on it, has waited too long to authenticate. */
  isOverdue(): boolean {
    const now = this.#now();
    for (const since of this.#pending.values()) if (now - since > AUTHENTICATION_MS) return true;
    return false;
  }
}
