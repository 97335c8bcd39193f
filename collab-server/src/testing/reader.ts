import { Connection, MessageType, type Document } from '@hocuspocus/server';
import { createDecoder, readVarString, readVarUint, readVarUint8Array } from 'lib0/decoding';
import { Awareness, applyAwarenessUpdate } from 'y-protocols/awareness';
import * as Y from 'yjs';

/** A reader of `document` without a network: what it was sent, and what it then knows. */
export type Reader = {
  readonly connection: Connection;
  readonly doc: Y.Doc;
  readonly awareness: Awareness;
  /** Frames received, by what they carry. */
  readonly frames: { updates: number; presence: number };
};

const UPDATE = 2;

export function readerOf(document: Document): Reader {
  const doc = new Y.Doc();
  const awareness = new Awareness(doc);
  awareness.setLocalState(null);
  const frames = { updates: 0, presence: 0 };
  const socket = {
    readyState: 1,
    send(data: Uint8Array) {
      const decoder = createDecoder(data);
      readVarString(decoder);
      const type = readVarUint(decoder);
      if (type === MessageType.Awareness) {
        frames.presence++;
        applyAwarenessUpdate(awareness, readVarUint8Array(decoder), null);
      } else if (type === MessageType.Sync && readVarUint(decoder) === UPDATE) {
        frames.updates++;
        Y.applyUpdate(doc, readVarUint8Array(decoder));
      }
    },
    close: () => undefined,
  };
  const connection = new Connection(socket, new Request('http://collab/'), document, String(Math.random()), {});
  return { connection, doc, awareness, frames };
}
