import type { Document } from '@hocuspocus/server';
import type { Logger } from 'pino';
import { Paced } from './paced.ts';
import { updatesWindow } from './window.ts';

/** Hocuspocus would send by itself after this; `mergeUpdates` sends long before. */
const BACKSTOP_MS = 1_000;

/**
 * Sends the updates of a document merged, at the pace its number of readers asks for: a lone edit
 * goes out at once, a crowd's edits share frames.
 */
export function mergeUpdates(document: Document, log: Logger): void {
  document.flushDelay = BACKSTOP_MS;
  const paced = new Paced(
    () => updatesWindow(document.getConnectionsCount()),
    () => document.flush(),
    (error) => log.error({ document: document.name, err: error }, 'updates not sent'),
  );
  document.on('update', () => paced.call());
  document.on('destroy', () => paced.stop());
}
