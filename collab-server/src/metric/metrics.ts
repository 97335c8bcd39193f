import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import { processRegistry } from '@oto/schema/metric/process';
import type { Figures } from './figures.ts';
import type { Watch } from './watch.ts';

/** Seconds. */
const APPEND_BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5];
const DELIVERY_BUCKETS = [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15, 60, 300];
/** Entries. */
const BATCH_BUCKETS = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512];

export type Metrics = {
  readonly registry: Registry;
  readonly watch: Watch;
  /** From now on what stands is told too. */
  observe(figures: () => Figures): void;
};

/** What operators watch of documents, sockets, the journal and leases. Labels are bounded: kinds, codes, outcomes. */
export function makeMetrics(): Metrics {
  const registry = processRegistry();
  const registers = [registry];
  const append = new Histogram({
    name: 'oto_collab_journal_append_seconds',
    help: 'Time of one commit of the journal',
    buckets: APPEND_BUCKETS,
    registers,
  });
  const batch = new Histogram({
    name: 'oto_collab_journal_batch_entries',
    help: 'Edits that share one commit',
    buckets: BATCH_BUCKETS,
    registers,
  });
  const refusals = new Counter({ name: 'oto_collab_refusals_total', help: 'What was refused, by code', labelNames: ['code'], registers });
  const snapshots = new Counter({ name: 'oto_collab_snapshots_total', help: 'Snapshots', labelNames: ['outcome'], registers });
  const presence = new Counter({ name: 'oto_collab_presence_dropped_total', help: 'Presence that was not passed on', registers });
  const delivery = new Histogram({
    name: 'oto_collab_outbox_delivery_seconds',
    help: 'Age of a fact when it reached its document',
    buckets: DELIVERY_BUCKETS,
    registers,
  });
  return {
    registry,
    watch: {
      appended(entries, seconds) {
        append.observe(seconds);
        batch.observe(entries);
      },
      refused: (code) => refusals.inc({ code }),
      snapshot: (outcome) => snapshots.inc({ outcome }),
      presenceDropped: (states) => presence.inc(states),
      delivered: (seconds) => delivery.observe(seconds),
    },
    observe: (figures) => observe(registry, figures),
  };
}

/** Read when they are asked for: once for all that one scrape asks. */
function observe(registry: Registry, read: () => Figures): void {
  const registers = [registry];
  let kept: Figures | null = null;
  const figures = (): Figures => {
    if (kept === null) setImmediate(() => (kept = null));
    return (kept ??= read());
  };
  const gauge = (name: string, help: string, of: (now: Figures) => number) =>
    new Gauge({
      name,
      help,
      registers,
      collect() {
        this.set(of(figures()));
      },
    });
  const gauges = <L extends string>(name: string, help: string, label: L, of: (now: Figures) => Readonly<Record<string, number>>) =>
    new Gauge({
      name,
      help,
      labelNames: [label],
      registers,
      collect() {
        for (const [value, count] of Object.entries(of(figures()))) this.labels(value).set(count);
      },
    });
  const counter = (name: string, help: string, of: (now: Figures) => number) =>
    new Counter({
      name,
      help,
      registers,
      collect() {
        this.reset();
        this.inc(of(figures()));
      },
    });
  gauges('oto_collab_documents', 'Documents in memory', 'kind', ({ documents }) => documents);
  gauge('oto_collab_document_bytes', 'Encoded size of the documents in memory, as last measured', ({ bytes }) => bytes);
  gauge('oto_collab_notes', 'Notes in the documents in memory', ({ notes }) => notes);
  gauge('oto_collab_sockets', 'Open WebSockets', ({ sockets }) => sockets);
  gauges('oto_collab_channels', 'Documents that connections have open, by who they are', 'kind', ({ channels }) => channels);
  gauge('oto_collab_journal_waiting', 'Edits that wait for a commit', ({ journal }) => journal.waiting);
  counter('oto_collab_journal_entries_total', 'Edits committed', ({ journal }) => journal.written);
  gauge('oto_collab_leases', 'Tiles that this replica holds', ({ leases }) => leases.held);
  const moves = new Counter({
    name: 'oto_collab_lease_changes_total',
    help: 'Tiles taken while free, moved here, robbed of the silent, given away, lost, and refused since they moved too often',
    labelNames: ['how'],
    registers,
    collect() {
      const { held: _held, ...changes } = figures().leases;
      this.reset();
      for (const [how, count] of Object.entries(changes)) moves.inc({ how }, count);
    },
  });
  counter('oto_collab_slow_readers_total', 'Readers cut since they fell behind', ({ slowReaders }) => slowReaders.cut);
  gauge('oto_collab_reader_buffered_max_bytes', 'Most that ever waited for one reader', ({ slowReaders }) => slowReaders.bufferedMax);
  gauges('oto_collab_database_connections', 'Of this process, and questions that wait for one', 'state', ({ database }) => database);
}
