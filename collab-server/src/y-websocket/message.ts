import { MessageType } from '@hocuspocus/server';
import { createDecoder, readTailAsUint8Array, readVarString, readVarUint, readVarUint8Array } from 'lib0/decoding';
import { createEncoder, toUint8Array, writeUint8Array, writeVarString, writeVarUint } from 'lib0/encoding';
import { writePermissionDenied } from 'y-protocols/auth';
import { messageYjsSyncStep1, messageYjsSyncStep2, messageYjsUpdate } from 'y-protocols/sync';

/**
 * The plain y-websocket protocol and Hocuspocus' differ in little: Hocuspocus puts the document's
 * name before each message and adds types of its own. Sync, awareness and its query are the same.
 */
export const SYNC = 0;
export const AWARENESS = 1;
export const AUTH = 2;
export const QUERY_AWARENESS = 3;

/** Kinds of Hocuspocus' authentication message. */
const TOKEN = 0;
const PERMISSION_DENIED = 1;
const AUTHENTICATED = 2;

/** An awareness update about nobody: every client understands it, and it changes nothing. */
export const STILL_HERE = Uint8Array.of(AWARENESS, 1, 0);

/** A message of a client: its Yjs update if it carries one. Null when no client writes this. */
export function readIncoming(message: Uint8Array): { readonly update: Uint8Array | null } | null {
  try {
    const decoder = createDecoder(message);
    const type = readVarUint(decoder);
    if (type === AWARENESS || type === QUERY_AWARENESS) return { update: null };
    if (type !== SYNC) return null;
    const step = readVarUint(decoder);
    if (step === messageYjsSyncStep1) return { update: null };
    return step === messageYjsSyncStep2 || step === messageYjsUpdate ? { update: readVarUint8Array(decoder) } : null;
  } catch {
    return null;
  }
}

/** What a Hocuspocus message is to a y-websocket client. `end`: the document is closed to it. */
export type Outgoing =
  | { readonly kind: 'send'; readonly message: Uint8Array; readonly update: Uint8Array | null }
  | { readonly kind: 'end'; readonly reason: string }
  | { readonly kind: 'accepted' }
  | { readonly kind: 'nothing' };

/** Frames that go to many readers are translated once, so that these readers share the result too. */
const translated = new WeakMap<Uint8Array, Outgoing>();

export function translateOutgoing(frame: Uint8Array): Outgoing {
  const known = translated.get(frame);
  if (known) return known;
  const outgoing = translate(frame);
  translated.set(frame, outgoing);
  return outgoing;
}

function translate(frame: Uint8Array): Outgoing {
  const decoder = createDecoder(frame);
  readVarString(decoder);
  const from = decoder.pos;
  const type = readVarUint(decoder);
  switch (type) {
    case MessageType.Sync: {
      const isUpdate = readVarUint(decoder) === messageYjsUpdate;
      return { kind: 'send', message: frame.subarray(from), update: isUpdate ? readVarUint8Array(decoder) : null };
    }
    case MessageType.SyncReply: {
      const encoder = createEncoder();
      writeVarUint(encoder, SYNC);
      writeUint8Array(encoder, readTailAsUint8Array(decoder));
      return { kind: 'send', message: toUint8Array(encoder), update: null };
    }
    case MessageType.Awareness:
    case MessageType.QueryAwareness:
      return { kind: 'send', message: frame.subarray(from), update: null };
    case MessageType.Auth: {
      const kind = readVarUint(decoder);
      if (kind === PERMISSION_DENIED) return { kind: 'end', reason: readVarString(decoder) };
      return { kind: kind === AUTHENTICATED ? 'accepted' : 'nothing' };
    }
    case MessageType.CLOSE:
      return { kind: 'end', reason: readVarString(decoder) };
    default:
      // Acknowledgements, pings and stateless messages: the plain protocol knows none.
      return { kind: 'nothing' };
  }
}

/** `message` as Hocuspocus wants it. */
export function addressed(document: string, message: Uint8Array): Uint8Array {
  const encoder = createEncoder();
  writeVarString(encoder, document);
  writeUint8Array(encoder, message);
  return toUint8Array(encoder);
}

/** The pass of Hocuspocus' protocol. */
export function passFrame(document: string, token: string): Uint8Array {
  const encoder = createEncoder();
  writeVarString(encoder, document);
  writeVarUint(encoder, MessageType.Auth);
  writeVarUint(encoder, TOKEN);
  writeVarString(encoder, token);
  return toUint8Array(encoder);
}

/** y-websocket's own word for a refusal. */
export function permissionDenied(reason: string): Uint8Array {
  const encoder = createEncoder();
  writeVarUint(encoder, AUTH);
  writePermissionDenied(encoder, reason);
  return toUint8Array(encoder);
}
