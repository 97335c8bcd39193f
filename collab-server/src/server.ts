import { Hocuspocus } from '@hocuspocus/server';
import { Kysely, PostgresDialect, sql } from 'kysely';
import type { Logger } from 'pino';
import { parseDocumentName } from '@oto/schema/board/document-name';
import type { Tables } from '@oto/schema/db/tables';
import { proxyTrust } from '@oto/schema/proxy/trust';
import { discarding } from '@oto/schema/db/discarding';
import { lastingPool } from '@oto/schema/db/lasting-pool';
import { Catalogue } from './document/catalogue.ts';
import { Refusal } from './document/refusal.ts';
import { Registry } from './document/registry.ts';
import { Standing } from './document/standing.ts';
import { UndoingLimit } from './firewall/undoing-limit.ts';
import { guarded } from './guard.ts';
import { Past } from './history/past.ts';
import { historyRoutes } from './history/routes.ts';
import { hooks, renewPasses, type Context } from './hooks.ts';
import { Journal } from './journal/journal.ts';
import { Retention } from './journal/retention.ts';
import { Leases, tileKey, tileOfDocument } from './lease/lease.ts';
import { LeaseKeeper, RENEW_MS } from './lease/keeper.ts';
import { LeaseRows } from './lease/row.ts';
import { figuresOf, type Figures } from './metric/figures.ts';
import { unwatched, type Watch } from './metric/watch.ts';
import { Delivery, type EditDocument, type TellReaders } from './outbox/deliver.ts';
import { Listener } from './outbox/listen.ts';
import type { Verify } from './pass/verify.ts';
import { Gate } from './socket/gate.ts';
import type { Limits } from './socket/limits.ts';
import { People } from './socket/people.ts';
import { inTurn, stopServing } from './stop.ts';

export type ServerOptions = {
  readonly databaseUrl: string;
  readonly verify: Verify;
  readonly port: number;
  readonly host: string;
  readonly replica: string;
  readonly limits: Limits;
  /** Milliseconds that closing may take; CLOSE_MS without. */
  readonly closeMs?: number;
  /** Addresses or ranges of proxies whose headers are believed; those of this machine without. */
  readonly trustProxy?: readonly string[];
  readonly watch?: Watch;
  readonly log: Logger;
};

export type CollabServer = {
  readonly port: number;
  readonly registry: Registry;
  readonly leases: Leases;
  /** How things stand now. */
  readonly figures: () => Figures;
  /** Delivers what the outbox holds now. */
  deliver(): Promise<void>;
  /** Asks for the passes that are about to lapse and closes what has lapsed. */
  renewPasses(): void;
  /** Lets clients go, writes what waits, gives the leases back, within CLOSE_MS, and logs what came of it. Never rejects. */
  close(why?: string): Promise<void>;
};

const QUERY_MS = 5_000;
const POLL_MS = 5_000;
const PASS_SWEEP_MS = 15_000;
const SWEEP_MS = 300_000;
export const CLOSE_MS = 5_000;
const THIS_MACHINE = ['127.0.0.0/8', '::1'];
const LISTENER_MS = 300;

/** Starts serving documents. Rejects when the port is taken; an absent database only delays. */
export async function startServer(options: ServerOptions): Promise<CollabServer> {
  const { log, watch = unwatched } = options;
  const trust = proxyTrust(options.trustProxy ?? THIS_MACHINE);
  const settings = {
    connectionString: options.databaseUrl,
    max: 10,
    connectionTimeoutMillis: 3_000,
    query_timeout: QUERY_MS,
    statement_timeout: QUERY_MS,
    // A replica that stands still within a transaction keeps its locks no longer.
    idle_in_transaction_session_timeout: QUERY_MS,
    keepAlive: true,
  };
  const pool = lastingPool(settings, (error) => log.warn({ err: error }, 'database connection lost'));
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: discarding(pool) }) });

  const catalogue = new Catalogue(db);
  const standing = new Standing(db);
  const undoing = new UndoingLimit({ perSecond: options.limits.undoingPerSecond, burst: options.limits.undoingBurst });
  const journal = new Journal(pool, options.replica, watch);
  const rows = new LeaseRows(db, options.replica);
  const leases: Leases = new Leases({
    rows,
    finish: (tile) => registry.finish(tile),
    // Facts may wait that were the last holder's to deliver.
    gained: () => void delivery.run(),
    lost(tile, reason) {
      // The sockets first, so that nothing else is said on them.
      if (reason === 'taken') gate.endTile(tile);
      registry.tileLost(tile);
    },
    log,
  });
  const registry: Registry = new Registry({ db, holder: options.replica, journal, leases, catalogue, standing, undoing, log, watch });
  const people = new People(options.limits.connectionsPerPerson);
  const hocuspocus = new Hocuspocus<Context>({
    quiet: true,
    timeout: 60_000,
    debounce: 2_000,
    maxDebounce: 10_000,
    extensions: [guarded(hooks({ registry, leases, catalogue, standing, verify: options.verify, people, log, watch }), log, watch)],
  });
  registry.attach(hocuspocus);

  const tileNamed = (document: string) => {
    const name = parseDocumentName(document);
    return name && tileKey(tileOfDocument(name));
  };
  const isElsewhere = async (document: string) => {
    const tile = tileNamed(document);
    return tile !== null && (await leases.isElsewhere(tile));
  };
  const edit: EditDocument = async (document, change, isOpen) => {
    if (await isElsewhere(document)) return null;
    if (registry.isLeaving(document)) throw new Refusal('unavailable', 'reloading');
    const direct = await hocuspocus.openDirectConnection(document).catch(async (error: unknown) => {
      // Two that come to an idle tile at once: the slower one has nothing to do.
      if (await isElsewhere(document)) return null;
      throw error;
    });
    if (direct === null) return null;
    try {
      const live = direct.document ? registry.of(direct.document) : undefined;
      if (!live) throw new Refusal('unavailable', 'not loaded');
      // What others delivered, they did before our fence; should we lose it from here on, the journal refuses.
      if (await isOpen()) await live.edit(change);
      return live.fence;
    } finally {
      await direct.disconnect({ unloadImmediately: false });
    }
  };
  const tell: TellReaders = async (document, words, isOpen) => {
    if (await isElsewhere(document)) return false;
    // To believe that the tile is ours is enough for an edit, which its fence guards. Nothing guards what is only said.
    const tile = tileNamed(document);
    if (tile !== null && (await rows.isElsewhere(tile))) return false;
    if (await isOpen()) hocuspocus.documents.get(document)?.broadcastStateless(words);
    return true;
  };
  const delivery: Delivery = new Delivery({ db, holder: options.replica, catalogue, edit, tell, log, watch });
  const listener = new Listener(
    options.databaseUrl,
    {
      outbox: () => void delivery.run(),
      plot: (key) => catalogue.heard(key),
      standing: (uuid) => standing.heard(uuid),
      lease: (payload) => leases.hear(payload),
      heard(isHeard) {
        catalogue.listen(isHeard);
        standing.listen(isHeard);
        if (isHeard) void delivery.run();
      },
    },
    log,
  );

  const health = async () => {
    const alive = await sql`select 1`.execute(db).then(
      () => true,
      () => false,
    );
    return {
      ok: alive,
      database: alive,
      documents: registry.count,
      connections: gate.connections,
      slowReaders: gate.slowReaders,
      leases: leases.figures,
    };
  };
  const answer = historyRoutes({ past: new Past(db, (notes) => catalogue.ends(notes)), verify: options.verify, trust, log });
  const gate: Gate = new Gate({ hocuspocus, limits: options.limits, trust, people, health, answer, log, watch });
  const retention = new Retention(db, log);

  const port = await gate.listen(options.port, options.host);
  void listener.start();
  const keeper = new LeaseKeeper({ leases, inUse: (tile) => registry.usesTile(tile), shut: (isShut) => gate.shut(isShut), log });
  const sweepPasses = () => renewPasses([...hocuspocus.documents.values()].flatMap((document) => document.getConnections()));
  const timers = [
    setInterval(() => void delivery.run(), POLL_MS),
    setInterval(() => void keeper.renew(), RENEW_MS),
    setInterval(sweepPasses, PASS_SWEEP_MS),
    setInterval(() => void registry.snapshotHourly().then(() => retention.round()), SWEEP_MS),
    setInterval(() => void rows.sweep().catch((error: unknown) => log.warn({ err: error }, 'leases not swept')), SWEEP_MS),
  ];

  let closing: Promise<void> | null = null;
  const close = async (why: string) => {
    for (const timer of timers) clearInterval(timer);
    const endBackground = () => Promise.all([delivery.stop(), retention.stop()]);
    await stopServing(why, { hocuspocus, registry, journal, leases, gate, endBackground, ms: options.closeMs ?? CLOSE_MS, log });
    // Heard until here, so that whoever wants a tile meanwhile is answered.
    await inTurn([{ name: 'listener', run: () => listener.stop() }], LISTENER_MS, () => undefined);
    pool.end().catch(() => undefined);
  };
  return {
    port,
    registry,
    leases,
    figures: () => figuresOf({ hocuspocus, registry, journal, leases, gate, pool }),
    deliver: () => delivery.run(),
    renewPasses: sweepPasses,
    close: (why = 'asked') => (closing ??= close(why)),
  };
}
