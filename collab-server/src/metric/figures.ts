import type { Hocuspocus } from '@hocuspocus/server';
import type pg from 'pg';
import { regionOf } from '@oto/schema/board/roots';
import type { Registry } from '../document/registry.ts';
import type { Context } from '../hooks.ts';
import type { Journal } from '../journal/journal.ts';
import type { LeaseFigures, Leases } from '../lease/lease.ts';
import type { Gate } from '../socket/gate.ts';

/** How things stand in this process. */
export type Figures = {
  readonly documents: { readonly region: number; readonly atlas: number };
  /** As last measured, of those that were. */
  readonly bytes: number;
  readonly notes: number;
  readonly sockets: number;
  readonly channels: { readonly member: number; readonly watcher: number; readonly service: number };
  readonly journal: { readonly waiting: number; readonly written: number };
  readonly leases: LeaseFigures;
  readonly slowReaders: Gate['slowReaders'];
  readonly database: { readonly open: number; readonly idle: number; readonly waiting: number };
};

export type FigureParts = {
  readonly hocuspocus: Hocuspocus<Context>;
  readonly registry: Pick<Registry, 'of'>;
  readonly journal: Pick<Journal, 'waiting' | 'written'>;
  readonly leases: Pick<Leases, 'figures'>;
  readonly gate: Pick<Gate, 'connections' | 'slowReaders'>;
  readonly pool: Pick<pg.Pool, 'totalCount' | 'idleCount' | 'waitingCount'>;
};

/** Looks at every document in memory: for a scrape, not for a request. */
export function figuresOf({ hocuspocus, registry, journal, leases, gate, pool }: FigureParts): Figures {
  const documents = { region: 0, atlas: 0 };
  const channels = { member: 0, watcher: 0, service: 0 };
  let bytes = 0;
  let notes = 0;
  for (const document of hocuspocus.documents.values()) {
    const live = registry.of(document);
    if (!live) continue;
    documents[live.kind]++;
    bytes += live.bytes ?? 0;
    if (live.kind === 'region') notes += regionOf(document).notes.size;
    for (const connection of document.getConnections()) {
      const { channel } = connection.context as Partial<Context>;
      if (channel) channels[channel.actor.kind]++;
    }
  }
  return {
    documents,
    bytes,
    notes,
    sockets: gate.connections,
    channels,
    journal: { waiting: journal.waiting, written: journal.written },
    leases: leases.figures,
    slowReaders: gate.slowReaders,
    database: { open: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount },
  };
}
