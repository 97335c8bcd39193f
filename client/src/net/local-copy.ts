import { IndexeddbPersistence } from 'y-indexeddb';
import type * as Y from 'yjs';
import { z } from 'zod';
import { PlaceRecord, TieRecord } from '@oto/schema/board/record';
import type { IntentLog } from './intent-log.ts';

/** A region document kept in this browser, so that nothing unsent is lost with the page. */
export interface LocalCopy {
  /** Resolves once what was kept has been merged into the document, or after a bounded wait. */
  readonly loaded: Promise<IntentLog>;
  saveIntents(log: IntentLog): void;
  /** Stops keeping; what was kept stays. */
  close(): void;
  /** Stops keeping and forgets. */
  erase(): Promise<void>;
}

/** Null where the browser keeps nothing, as in some private modes. */
export type OpenLocalCopy = (name: string, doc: Y.Doc) => LocalCopy | null;

const INTENTS_KEY = 'intents';
const LOAD_WAIT_MS = 1500;
const PROBE_WAIT_MS = 1500;

const Intents = z.array(
  z.object({
    edit: z.discriminatedUnion('root', [
      z.object({ root: z.literal('places'), key: z.string(), value: PlaceRecord }),
      z.object({ root: z.literal('ties'), key: z.string(), value: TieRecord.nullable() }),
    ]),
    replays: z.int().min(0),
  }),
);

/** Tries the browser's storage once, since a failing one would fail for each document. */
export async function probeLocalCopies(): Promise<OpenLocalCopy | null> {
  if (typeof indexedDB === 'undefined') return null;
  const works = await bounded(opens('oto/probe'), PROBE_WAIT_MS, false);
  return works ? openLocalCopy : null;
}

function opens(name: string): Promise<boolean> {
  return new Promise((resolve) => {
    try {
      const request = indexedDB.open(name);
      request.addEventListener('error', () => resolve(false));
      request.addEventListener('blocked', () => resolve(false));
      request.addEventListener('success', () => {
        request.result.close();
        resolve(true);
      });
    } catch {
      resolve(false);
    }
  });
}

function openLocalCopy(name: string, doc: Y.Doc): LocalCopy {
  const persistence = new IndexeddbPersistence(name, doc);
  let closed = false;
  const load = async (): Promise<IntentLog> => {
    await persistence.whenSynced;
    const kept = Intents.safeParse(await persistence.get(INTENTS_KEY));
    return kept.success ? kept.data : [];
  };
  const close = async (): Promise<void> => {
    if (closed) return;
    closed = true;
    await persistence.destroy();
  };
  return {
    loaded: bounded(load(), LOAD_WAIT_MS, []),
    saveIntents(log) {
      if (closed) return;
      persistence.set(INTENTS_KEY, log as never).catch(ignoreStorage);
    },
    close() {
      close().catch(ignoreStorage);
    },
    async erase() {
      closed = true;
      await bounded(persistence.clearData(), LOAD_WAIT_MS, undefined);
    },
  };
}

/** A browser may take its storage away at any time; the server has all that matters. */
function ignoreStorage(): void {}

async function bounded<T>(work: Promise<T>, ms: number, otherwise: T): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<T>((resolve) => {
    timer = setTimeout(() => resolve(otherwise), ms);
  });
  try {
    return await Promise.race([work, late]);
  } catch {
    return otherwise;
  } finally {
    clearTimeout(timer);
  }
}
