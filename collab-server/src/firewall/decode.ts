import { createDecoder, readVarUint } from 'lib0/decoding';
import * as Y from 'yjs';
import { err, ok, type Result } from '@oto/schema/base/result';

export type Struct = Y.Item | Y.GC | Y.Skip;
export type Range = { readonly clock: number; readonly len: number };
export type Decoded = {
  /** Structs of each client, by rising clock without holes between neighbours. */
  readonly structs: ReadonlyMap<number, readonly Struct[]>;
  readonly deletes: ReadonlyMap<number, readonly Range[]>;
};

/** Real clients carry their own structs and at most a few others' (a merged offline copy). */
export const AUTHORS_MAX = 128;
/** An update that carries a whole delete set names every client that ever wrote in the document. */
const CLIENTS_MAX = 16_384;
/** Clock steps of one client in one update: what hours of dragging while offline come to, many times over. */
const STEPS_MAX = 2 ** 24;
/** No structs, no deletes. More bytes mean another encoding: V2 begins so. */
const EMPTY_BYTES = 2;

/**
 * Reads a V1 update without a document. Refuses every encoding that `Y.applyUpdate` would read
 * otherwise than we do: it keeps only the LAST block of a client, so a second one is malformed.
 */
export function decodeStrictly(update: Uint8Array): Result<Decoded, 'edit_malformed'> {
  try {
    const { structs: list, ds } = Y.decodeUpdate(update);
    const structs = new Map<number, Struct[]>();
    for (const struct of list) {
      const own = structs.get(struct.id.client);
      if (own) own.push(struct);
      else structs.set(struct.id.client, [struct]);
      if (!(struct.length > 0)) return err('edit_malformed', 'empty struct');
    }
    const blocks = readVarUint(createDecoder(update));
    if (blocks !== structs.size) return err('edit_malformed', 'empty or repeated client block');
    const isEmpty = structs.size === 0 && ds.clients.size === 0;
    if (isEmpty && update.byteLength !== EMPTY_BYTES) return err('edit_malformed', 'bytes after an empty update');
    if (structs.size > AUTHORS_MAX || ds.clients.size > CLIENTS_MAX) return err('edit_malformed', 'too many clients');
    for (const own of structs.values()) if (!isContiguous(own)) return err('edit_malformed', 'clocks out of order');
    for (const ranges of ds.clients.values()) if (!isAscending(ranges)) return err('edit_malformed', 'bad delete ranges');
    return ok({ structs, deletes: ds.clients });
  } catch (error) {
    return err('edit_malformed', error instanceof Error ? error.message : 'unreadable');
  }
}

function isContiguous(structs: readonly Struct[]): boolean {
  let expected = structs[0]?.id.clock ?? 0;
  for (const struct of structs) {
    if (struct.id.clock !== expected) return false;
    expected += struct.length;
  }
  return isClock(expected) && expected - (structs[0]?.id.clock ?? 0) <= STEPS_MAX;
}

/** Every encoder sorts and merges ranges; overlapping ones would also let few bytes cost many visits. */
function isAscending(ranges: readonly Range[]): boolean {
  let reached = 0;
  for (const { clock, len } of ranges) {
    if (clock < reached || !(len > 0) || !isClock(clock + len)) return false;
    reached = clock + len;
  }
  return true;
}

function isClock(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}
