import { createEncoder, toUint8Array, writeAny, writeUint8, writeVarString, writeVarUint, type Encoder } from 'lib0/encoding';

/** Writes what follows a struct's head, or a whole struct. */
export type Write = (encoder: Encoder) => void;

/** Content references of the V1 encoding. */
export const CONTENT = {
  gc: 0,
  deleted: 1,
  json: 2,
  binary: 3,
  string: 4,
  embed: 5,
  format: 6,
  type: 7,
  any: 8,
  doc: 9,
  skip: 10,
} as const;
export type Content = keyof typeof CONTENT;

const HAS_ORIGIN = 0b1000_0000;
const HAS_RIGHT_ORIGIN = 0b0100_0000;
const HAS_KEY = 0b0010_0000;

export type Clock = readonly [client: number, clock: number];
export type Head = {
  readonly origin?: Clock;
  readonly rightOrigin?: Clock;
  /** A root's name or the id of an item; written only where no origin tells the parent. */
  readonly parent?: string | Clock;
  readonly key?: string;
};
export type Block = { readonly client: number; readonly clock: number; readonly structs: readonly Write[] };
export type Deletes = { readonly client: number; readonly ranges: readonly (readonly [clock: number, len: number])[] };

/** A hand-made V1 update, in exactly this order and with exactly these numbers, sound or not. */
export function forge(blocks: readonly Block[], deletes: readonly Deletes[] = []): Uint8Array {
  const encoder = createEncoder();
  writeVarUint(encoder, blocks.length);
  for (const { client, clock, structs } of blocks) {
    for (const number of [structs.length, client, clock]) writeVarUint(encoder, number);
    for (const struct of structs) struct(encoder);
  }
  writeVarUint(encoder, deletes.length);
  for (const { client, ranges } of deletes) {
    for (const number of [client, ranges.length]) writeVarUint(encoder, number);
    for (const [clock, len] of ranges) {
      writeVarUint(encoder, clock);
      writeVarUint(encoder, len);
    }
  }
  return toUint8Array(encoder);
}

/** An item of any content. */
export function item(head: Head, content: Content, body: Write): Write {
  return (encoder) => {
    const { origin, rightOrigin, parent, key } = head;
    const info = (origin ? HAS_ORIGIN : 0) | (rightOrigin ? HAS_RIGHT_ORIGIN : 0) | (key === undefined ? 0 : HAS_KEY);
    writeUint8(encoder, info | CONTENT[content]);
    for (const id of [origin, rightOrigin]) if (id) for (const number of id) writeVarUint(encoder, number);
    if (!origin && !rightOrigin) {
      writeVarUint(encoder, typeof parent === 'string' ? 1 : 0);
      if (typeof parent === 'string') writeVarString(encoder, parent);
      else for (const number of parent ?? [0, 0]) writeVarUint(encoder, number);
      if (key !== undefined) writeVarString(encoder, key);
    }
    body(encoder);
  };
}

/** An item that holds these plain values, one clock each. */
export function values(head: Head, ...list: readonly unknown[]): Write {
  return item(head, 'any', (encoder) => {
    writeVarUint(encoder, list.length);
    for (const value of list) writeAny(encoder, value as never);
  });
}

/** A struct without content: garbage-collected, or skipped. */
export function hole(content: 'gc' | 'skip', length: number): Write {
  return (encoder) => {
    writeUint8(encoder, CONTENT[content]);
    writeVarUint(encoder, length);
  };
}
