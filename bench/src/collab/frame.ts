import { createDecoder, readUint8, readVarInt, type Decoder } from 'lib0/decoding';
import { createEncoder, toUint8Array, writeVarString, writeVarUint, writeVarUint8Array } from 'lib0/encoding';
import * as Y from 'yjs';

/** Messages of Hocuspocus: the document's name, the message's type, the rest. */
const SYNC = 0;
const AUTH = 2;
const TOKEN = 0;
const STEP_1 = 0;
const UPDATE = 2;
export const PING = 9;
export const PONG = Uint8Array.of(10);

/** What opens `document`: a pass, empty for a watcher, and the question for its state. */
export function hello(document: string, pass: string): Uint8Array[] {
  const auth = createEncoder();
  writeVarString(auth, document);
  writeVarUint(auth, AUTH);
  writeVarUint(auth, TOKEN);
  writeVarString(auth, pass);
  writeVarString(auth, '4.8.0');
  const step = createEncoder();
  writeVarString(step, document);
  writeVarUint(step, SYNC);
  writeVarUint(step, STEP_1);
  writeVarUint8Array(step, Y.encodeStateVector(new Y.Doc()));
  return [toUint8Array(auth), toUint8Array(step)];
}

export function updateFrame(document: string, update: Uint8Array): Uint8Array {
  const encoder = createEncoder();
  writeVarString(encoder, document);
  writeVarUint(encoder, SYNC);
  writeVarUint(encoder, UPDATE);
  writeVarUint8Array(encoder, update);
  return toUint8Array(encoder);
}

/** How lib0 writes a place: an array of four, each an integer. */
const ARRAY_OF_4 = Buffer.of(117, 4, 125);
const INTEGER = 125;

/**
 * The stacking orders of all places in `frame`, in order. Benchmarks number their edits there, so
 * that a receiver counts updates however they were merged, without decoding the document.
 */
export function stackingOrders(frame: Uint8Array): number[] {
  const bytes = Buffer.from(frame.buffer, frame.byteOffset, frame.byteLength);
  const orders: number[] = [];
  for (let at = bytes.indexOf(ARRAY_OF_4); at >= 0; at = bytes.indexOf(ARRAY_OF_4, at + 1)) {
    const decoder = createDecoder(bytes.subarray(at + 2));
    const four = [integer(decoder), integer(decoder), integer(decoder), integer(decoder)];
    const order = four[3];
    if (order !== undefined && order !== null) orders.push(order);
  }
  return orders;
}

function integer(decoder: Decoder): number | null {
  return decoder.pos < decoder.arr.byteLength && readUint8(decoder) === INTEGER ? readVarInt(decoder) : null;
}
