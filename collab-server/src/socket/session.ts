import { MessageType } from '@hocuspocus/server';
import { createDecoder, readVarString, readVarUint } from 'lib0/decoding';
import type { ErrorCode } from '@oto/schema/contract/errors';
import type { Tile } from '@oto/schema/geometry/lattice';
import { Bucket } from './bucket.ts';
import type { Limits } from './limits.ts';

/** Messages that opening one document takes beside the pass itself: two sync steps, presence and its query. */
export const MESSAGES_PER_OPEN = 4;

/** Bytes of a document's name. Longer ones name nothing, and one byte tells this length. */
const NAME_MAX = 100;

/** What to do with an incoming frame. */
export type Reading = 'pass' | 'drop' | 'pong' | 'edit_malformed' | 'too_many_requests';

type Opening = { readonly since: number; readonly shown: boolean };

export type SessionParts = {
  readonly tile: Tile;
  readonly limits: Limits;
  /** As a proxy of ours, or a worker, has named the request that opened it. */
  readonly requestId?: string | null;
  /** Closes the socket with a reason. */
  readonly end: (code: ErrorCode) => void;
  /** Milliseconds. */
  readonly now?: () => number;
};

/** The limits of one WebSocket, whatever documents it carries. */
export class SocketSession {
  readonly tile: Tile;
  readonly requestId: string | null;
  readonly end: (code: ErrorCode) => void;
  readonly #limits: Limits;
  readonly #now: () => number;
  readonly #messages: Bucket;
  readonly #opens: Bucket;
  readonly #since: number;
  readonly #open = new Set<string>();
  /** Documents that were spoken of and are not authenticated yet. */
  readonly #opening = new Map<string, Opening>();
  readonly #late = new Set<string>();
  #closed = false;
  /** Messages that a document may still take from its opening, and not from the bucket. */
  readonly #paid = new Map<string, number>();
  #authenticated = false;

  constructor({ tile, limits, requestId = null, end, now = () => performance.now() }: SessionParts) {
    this.tile = tile;
    this.requestId = requestId;
    this.end = end;
    this.#limits = limits;
    this.#now = now;
    this.#messages = new Bucket(limits.messagesPerSecond, limits.messagesBurst, now);
    this.#opens = new Bucket(limits.opensPerSecond, limits.opensBurst, now);
    this.#since = now();
  }

  /** Nothing may be done for it any more. */
  get closed(): boolean {
    return this.#closed;
  }

  close(): void {
    this.#closed = true;
  }

  get authenticationMs(): number {
    return this.#limits.authenticationMs;
  }

  /** Judges a Hocuspocus frame by its header only. */
  read(frame: Uint8Array): Reading {
    if (frame.length === 1) return frame[0] === MessageType.Pong ? 'pong' : 'edit_malformed';
    if ((frame[0] ?? 0) > NAME_MAX) return 'edit_malformed';
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
    if (type === MessageType.Auth) return this.open(document) ? 'pass' : 'too_many_requests';
    if (!this.spend(document)) return 'too_many_requests';
    if (!this.#open.has(document) && !this.#opening.has(document)) this.#opening.set(document, { since: this.#now(), shown: false });
    return type === MessageType.Stateless || type === MessageType.BroadcastStateless ? 'drop' : 'pass';
  }

  /** A pass for `document` arrives; false when too many documents were opened of late. */
  open(document: string): boolean {
    if (!this.#opens.take()) return false;
    this.#paid.set(document, MESSAGES_PER_OPEN);
    if (!this.#open.has(document)) this.#opening.set(document, { since: this.#opening.get(document)?.since ?? this.#now(), shown: true });
    return true;
  }

  /** Any other message of `document`; false when too many came of late. */
  spend(document: string): boolean {
    const paid = this.#paid.get(document) ?? 0;
    if (paid === 0) return this.#messages.take();
    if (paid === 1) this.#paid.delete(document);
    else this.#paid.set(document, paid - 1);
    return true;
  }

  /** The server has taken the pass of `document`. */
  accepted(document: string): void {
    this.#authenticated = true;
    this.#opening.delete(document);
    this.#open.add(document);
  }

  /** The server has refused or closed `document`; the socket stays. */
  left(document: string): void {
    this.#open.delete(document);
    this.#opening.delete(document);
    this.#late.delete(document);
    this.#paid.delete(document);
  }

  /** The next pass of `document` comes too late and is to be refused. */
  giveUp(document: string): void {
    this.#late.add(document);
  }

  isLate(document: string): boolean {
    return this.#late.has(document);
  }

  /**
   * What has waited too long to authenticate: the whole socket while no document of it ever was,
   * else the documents for which no pass was shown. A pass being checked is our wait, which is
   * bounded by itself, so it counts only after twice the time.
   */
  overdue(): 'socket' | readonly string[] {
    const { authenticationMs } = this.#limits;
    const limit = this.#now() - authenticationMs;
    const opening = [...this.#opening];
    if (this.#authenticated) return opening.filter(([, { since, shown }]) => !shown && since < limit).map(([document]) => document);
    const isChecking = opening.some(([, { shown }]) => shown);
    return this.#since < (isChecking ? limit - authenticationMs : limit) ? 'socket' : [];
  }
}
