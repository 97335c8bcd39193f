import { OutgoingMessage, isTransactionOrigin, type Document } from '@hocuspocus/server';
import type { Logger } from 'pino';
import { Awareness } from 'y-protocols/awareness';
import { Paced } from '../fanout/paced.ts';
import { presenceWindow } from '../fanout/window.ts';

type Change = { readonly added: readonly number[]; readonly updated: readonly number[]; readonly removed: readonly number[] };

/**
 * Unchanged states are renewed by their clients every 15 to 18 s and forgotten by readers after 30.
 * Renewals wait for one another this long, so that they cost one frame a reader however many there are.
 */
export const RENEWALS_MS = 5_000;

/**
 * Relays the presence of one document to those who read it. Changes share one frame per window, with
 * the latest state of each client, so a reader gets so many frames a second whatever the number of
 * people. Who reads another region gets nothing of this one.
 */
export function relayPresence(document: Document, log: Logger): void {
  // Hocuspocus sends presence and updates in one window, from the instance it made; it reads this field anew for all else.
  const stock = document.awareness;
  const awareness = new Awareness(document);
  awareness.setLocalState(null);
  document.awareness = awareness;
  stock.destroy();
  document.flush();

  const changed = new Set<number>();
  const renewed = new Set<number>();
  const failed = (error: unknown) => log.error({ document: document.name, err: error }, 'presence not sent');
  const changes = new Paced(
    () => presenceWindow(document.getConnectionsCount()),
    () => {
      for (const client of changed) renewed.delete(client);
      broadcast(document, changed);
    },
    failed,
  );
  const renewals = new Paced(
    () => RENEWALS_MS,
    () => broadcast(document, renewed),
    failed,
  );

  // y-protocols tells of a change first, then of every update, renewals among them.
  awareness.on('change', ({ added, updated, removed }: Change) => {
    for (const client of [...added, ...updated, ...removed]) changed.add(client);
  });
  awareness.on('update', ({ added, updated, removed }: Change, origin: unknown) => {
    const connection = isTransactionOrigin(origin) && origin.source === 'connection' ? origin.connection : null;
    const shown = connection ? document.getClients(connection) : null;
    for (const client of added) shown?.add(client);
    for (const client of removed) shown?.delete(client);
    for (const client of updated) if (!changed.has(client)) renewed.add(client);
    if (changed.size > 0) changes.call();
    if (renewed.size > 0) renewals.call();
  });
  document.on('destroy', () => {
    changes.stop();
    renewals.stop();
  });
}

/** Sends the latest states of `clients`, none for those who left, and empties the set. */
function broadcast(document: Document, clients: Set<number>): void {
  const { awareness } = document;
  const known = [...clients].filter((client) => awareness.meta.has(client));
  clients.clear();
  if (known.length === 0) return;
  let address: string | null = null;
  let message: Uint8Array = new Uint8Array();
  for (const connection of document.getConnections()) {
    if (connection.messageAddress !== address) {
      address = connection.messageAddress;
      message = new OutgoingMessage(address).createAwarenessUpdateMessage(awareness, known).toUint8Array();
    }
    connection.send(message);
  }
}
