import { Hocuspocus, MessageType, type Extension, type HookName } from '@hocuspocus/server';
import {
  createEncoder,
  toUint8Array,
  writeUint8Array,
  writeVarString,
  writeVarUint,
  writeVarUint8Array,
  type Encoder,
} from 'lib0/encoding';
import { Writable } from 'node:stream';
import pino from 'pino';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Awareness, encodeAwarenessUpdate } from 'y-protocols/awareness';
import { writeSyncStep1, writeUpdate } from 'y-protocols/sync';
import * as Y from 'yjs';
import { Refusal } from './document/refusal.ts';
import { guarded } from './guard.ts';
import { addressed, passFrame } from './y-websocket/message.ts';

vi.spyOn(console, 'error').mockImplementation(() => undefined);

/** Every hook that Hocuspocus calls in a server embedded as ours is. */
const HOOKS: readonly HookName[] = [
  'onConfigure',
  'onConnect',
  'connected',
  'onAuthenticate',
  'onTokenSync',
  'onCreateDocument',
  'onLoadDocument',
  'afterLoadDocument',
  'beforeHandleMessage',
  'afterHandleMessage',
  'beforeHandleAwareness',
  'beforeBroadcastStateless',
  'beforeSync',
  'onStateless',
  'onChange',
  'onStoreDocument',
  'afterStoreDocument',
  'onAwarenessUpdate',
  'onDisconnect',
  'beforeUnloadDocument',
  'afterUnloadDocument',
];

const unhandled: unknown[] = [];
const note = (error: unknown) => unhandled.push(error);
beforeEach(() => {
  unhandled.length = 0;
  process.on('unhandledRejection', note);
});
afterEach(() => {
  process.off('unhandledRejection', note);
});

const NAME = 'd';
function message(type: MessageType, write: (encoder: Encoder) => void): Uint8Array {
  const encoder = createEncoder();
  writeVarUint(encoder, type);
  write(encoder);
  return addressed(NAME, toUint8Array(encoder));
}

/** One visit that makes Hocuspocus call every hook; true when the document was read and the edit taken. */
async function visit(hocuspocus: Hocuspocus): Promise<boolean> {
  const said: number[] = [];
  const outlet = { readyState: 1, send: (data: unknown) => data instanceof Uint8Array && said.push(data[2] ?? -1), close: () => undefined };
  const connection = hocuspocus.handleConnection(outlet, new Request('http://collab/'));
  const doc = new Y.Doc();
  const awareness = new Awareness(doc);
  doc.getMap('m').set('key', 1);
  awareness.setLocalState({ cursor: [1, 2] });
  connection.handleMessage(passFrame(NAME, ''));
  connection.handleMessage(message(MessageType.Sync, (encoder) => writeSyncStep1(encoder, doc)));
  connection.handleMessage(message(MessageType.Sync, (encoder) => writeUpdate(encoder, Y.encodeStateAsUpdate(doc))));
  const presence = encodeAwarenessUpdate(awareness, [doc.clientID]);
  connection.handleMessage(message(MessageType.Awareness, (encoder) => writeVarUint8Array(encoder, presence)));
  connection.handleMessage(message(MessageType.Stateless, (encoder) => writeVarString(encoder, 'hello')));
  await settled();
  hocuspocus.documents.get(NAME)?.broadcastStateless('all');
  connection.handleMessage(message(MessageType.Auth, (encoder) => writeUint8Array(encoder, Uint8Array.of(0, 0))));
  await settled();
  connection.handleClose({ code: 1000, reason: '' });
  awareness.destroy();
  await vi.waitUntil(() => hocuspocus.documents.size === 0, { timeout: 5_000, interval: 5 });
  await settled();
  return said.includes(MessageType.SyncStatus);
}

/** Long enough for promises and for what Hocuspocus puts off to the next turn. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await new Promise<void>((resolve) => setImmediate(resolve));
}

function recorded() {
  const lines: { readonly hook?: string; readonly msg?: string; readonly err?: { readonly stack?: string } }[] = [];
  const sink = new Writable({
    write(chunk, _, done) {
      lines.push(JSON.parse(String(chunk)));
      done();
    },
  });
  return { lines, log: pino({ level: 'info' }, sink) };
}

function serving(hook: HookName, work: () => unknown) {
  const { lines, log } = recorded();
  const extension = { extensionName: 'faulty', [hook]: work } as Extension;
  const hocuspocus = new Hocuspocus({ quiet: true, debounce: 1, extensions: [guarded(extension, log)] });
  return { hocuspocus, lines };
}

describe('a guarded hook', () => {
  it.each(HOOKS)('%s may throw, at once or later, without an unhandled rejection, and work goes on after', async (hook) => {
    for (const fault of [() => raise(), () => Promise.reject(new Error('bug'))]) {
      let isFaulty = true;
      const { hocuspocus, lines } = serving(hook, () => (isFaulty ? fault() : undefined));
      await visit(hocuspocus);
      expect(lines).toContainEqual(expect.objectContaining({ hook, msg: 'hook failed', err: expect.objectContaining({ message: 'bug' }) }));
      expect(lines.every(({ err }) => err?.stack !== undefined)).toBe(true);
      isFaulty = false;
      expect(await visit(hocuspocus)).toBe(true);
      expect(unhandled).toEqual([]);
    }
  });

  it('lets refusals through where Hocuspocus heeds them', async () => {
    const { hocuspocus, lines } = serving('beforeSync', () => {
      throw new Refusal('edit_refused', 'why');
    });
    expect(await visit(hocuspocus)).toBe(false);
    expect(lines).toContainEqual(expect.objectContaining({ msg: 'refused', hook: 'beforeSync', code: 'edit_refused', detail: 'why' }));
  });

  it('passes no presence on that could not be judged', async () => {
    const { log } = recorded();
    const seen: number[] = [];
    const faulty: Extension = { beforeHandleAwareness: () => Promise.reject(new Error('bug')) };
    const after: Extension = { onAwarenessUpdate: async ({ added }) => void seen.push(...added) };
    const hocuspocus = new Hocuspocus({ quiet: true, debounce: 1, extensions: [guarded(faulty, log), guarded(after, log)] });
    expect(await visit(hocuspocus)).toBe(true);
    expect(seen).toEqual([]);
  });
});

function raise(): never {
  throw new Error('bug');
}
