import { createDecoder, readTailAsUint8Array, readVarString, readVarUint, readVarUint8Array } from 'lib0/decoding';
import { createEncoder, toUint8Array, writeVarString, writeVarUint, writeVarUint8Array, type Encoder } from 'lib0/encoding';
import { WebSocket } from 'ws';
import { Awareness, applyAwarenessUpdate } from 'y-protocols/awareness';
import * as Y from 'yjs';

/** `tile`: Hocuspocus' protocol, many documents a socket. `y`: plain y-websocket, one document a socket. */
export type Endpoint = 'tile' | 'y';
export type Door = { readonly endpoint: Endpoint; readonly url: string; readonly document: string; readonly pass: string };

/** Message types; both protocols share the first three. */
const SYNC = 0;
const AWARENESS = 1;
const AUTH = 2;
const SYNC_REPLY = 4;
const STATELESS = 5;
const CLOSE = 7;
const STEP_1 = 0;
const STEP_2 = 1;
/** Of Hocuspocus' authentication message, and of y-websocket's. */
const DENIED: Readonly<Record<Endpoint, number>> = { tile: 1, y: 0 };

/** A client made by hand, which sends whatever it is told to and notes what it is answered. */
export class Reader {
  readonly door: Door;
  readonly doc = new Y.Doc();
  readonly awareness = new Awareness(new Y.Doc());
  /** Every awareness client that was ever shown, and stateless messages heard. */
  readonly shown = new Map<number, unknown>();
  readonly stateless: string[] = [];
  readonly #socket: WebSocket;
  #answers = 0;
  #end: string | null = null;
  #wake: (() => void)[] = [];

  constructor(door: Door) {
    this.door = door;
    this.awareness.setLocalState(null);
    this.#socket = new WebSocket(door.url, { maxPayload: 64 * 1024 * 1024 });
    this.#socket.on('message', (data) => {
      if (data instanceof Buffer) this.#read(new Uint8Array(data));
    });
    this.#socket.on('close', (code, reason) => this.#ended(`${code} ${String(reason)}`));
    this.#socket.on('error', (error) => this.#ended(error.message));
  }

  /** Connected, let in and synced; throws with the reason otherwise. */
  static async open(door: Door): Promise<Reader> {
    const reader = new Reader(door);
    const reason = await reader.enter();
    if (reason === null) return reader;
    reader.close();
    throw new Error(`not let in: ${reason}`);
  }

  /** Shows the pass and asks for the document. Null once it has come, else why not. */
  async enter(): Promise<string | null> {
    await this.connected();
    if (this.door.endpoint === 'tile') {
      this.message(AUTH, (encoder) => {
        writeVarUint(encoder, 0);
        writeVarString(encoder, this.door.pass);
      });
    }
    return this.ask();
  }

  /** Resolves once the socket is open, or has failed to. */
  async connected(): Promise<void> {
    while (this.#socket.readyState === WebSocket.CONNECTING && this.#end === null) {
      await new Promise<void>((resolve) => {
        this.#socket.once('open', () => resolve());
        this.#wake.push(resolve);
      });
    }
  }

  /** Asks for the document, after all that was sent before. Null when it is answered, else the end. */
  async ask(): Promise<string | null> {
    const before = this.#answers;
    this.message(SYNC, (encoder) => {
      writeVarUint(encoder, STEP_1);
      writeVarUint8Array(encoder, Y.encodeStateVector(this.doc));
    });
    while (this.#answers === before && this.#end === null) await this.next();
    return this.#end;
  }

  /** Sends an update, as an answer (1) or on its own (2). Null when the server has taken it, else why not. */
  offer(update: Uint8Array, kind: 1 | 2 = 2): Promise<string | null> {
    this.message(SYNC, (encoder) => {
      writeVarUint(encoder, kind);
      writeVarUint8Array(encoder, update);
    });
    return this.ask();
  }

  /** Sends an awareness update. Null when the connection lives on, else its end. */
  speak(update: Uint8Array): Promise<string | null> {
    this.message(AWARENESS, (encoder) => writeVarUint8Array(encoder, update));
    return this.ask();
  }

  message(type: number, write: (encoder: Encoder) => void): void {
    const encoder = createEncoder();
    if (this.door.endpoint === 'tile') writeVarString(encoder, this.door.document);
    writeVarUint(encoder, type);
    write(encoder);
    this.send(toUint8Array(encoder));
  }

  send(data: Uint8Array | string): void {
    if (this.#socket.readyState === WebSocket.OPEN) this.#socket.send(data);
  }

  /** The next event: a message or the end. */
  next(): Promise<void> {
    return new Promise((resolve) => void this.#wake.push(resolve));
  }

  /** Until the server ends it: the reason. */
  async ended(): Promise<string> {
    while (this.#end === null) await this.next();
    return this.#end;
  }

  close(): void {
    this.#socket.terminate();
    this.awareness.destroy();
    this.doc.destroy();
  }

  #ended(reason: string): void {
    this.#end ??= reason;
    this.#stir();
  }

  #stir(): void {
    for (const wake of this.#wake.splice(0)) wake();
  }

  #read(frame: Uint8Array): void {
    if (frame.length < 2) return;
    const decoder = createDecoder(frame);
    const { endpoint, document } = this.door;
    if (endpoint === 'tile' && readVarString(decoder) !== document) return;
    const type = readVarUint(decoder);
    if (type === SYNC || type === SYNC_REPLY) {
      const step = readVarUint(decoder);
      if (step !== STEP_1) Y.applyUpdate(this.doc, readVarUint8Array(decoder));
      if (step === STEP_2) this.#answers++;
    } else if (type === AWARENESS) {
      applyAwarenessUpdate(this.awareness, readVarUint8Array(decoder), this);
      for (const [client, state] of this.awareness.getStates()) this.shown.set(client, state);
    } else if (type === AUTH && readVarUint(decoder) === DENIED[endpoint]) {
      this.#end ??= readVarString(decoder);
    } else if (type === CLOSE && endpoint === 'tile') {
      this.#end ??= readVarString(decoder);
    } else if (type === STATELESS && endpoint === 'tile') {
      this.stateless.push(readVarString(createDecoder(readTailAsUint8Array(decoder))));
    }
    this.#stir();
  }
}

/** A Hocuspocus or y-websocket message from its parts. */
export function written(write: (encoder: Encoder) => void): Uint8Array {
  const encoder = createEncoder();
  write(encoder);
  return toUint8Array(encoder);
}
