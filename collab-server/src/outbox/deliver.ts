import { sql, type Kysely } from 'kysely';
import type { Logger } from 'pino';
import { regionName } from '@oto/schema/board/document-name';
import type { Light } from '@oto/schema/board/light';
import { OutboxFact } from '@oto/schema/contract/outbox';
import type { Tables } from '@oto/schema/db/tables';
import { plotKey } from '@oto/schema/geometry/lattice';
import type { Catalogue } from '../document/catalogue.ts';
import type { Change } from '../document/live.ts';
import type { Fence } from '../lease/fence.ts';
import { unwatched, type Watch } from '../metric/watch.ts';
import { changesOf } from './apply.ts';

const BATCH = 200;
/** Age, in milliseconds, from which on a light is not shown any more. */
const LIGHT_MS = 30_000;

/**
 * Whether nobody has delivered a fact yet. To be asked once the tile is ours: the replica that had it may have
 * delivered this fact and later ones since we read it, and an old one must not come after those.
 */
export type IsOpen = () => Promise<boolean>;

/**
 * Changes a document through its journal, if the fact is still open, and tells under which fence; rejects when it cannot
 * be loaded or written now. Null: another replica holds it, and is to do it.
 */
export type EditDocument = (document: string, change: Change, isOpen: IsOpen) => Promise<Fence | null>;

/**
 * Tells the readers of a document something that is written nowhere, if the fact is still open. False: another
 * replica may have readers, and is to tell it.
 */
export type TellReaders = (document: string, words: string, isOpen: IsOpen) => Promise<boolean>;

export type DeliveryParts = {
  readonly db: Kysely<Tables>;
  /** This replica. */
  readonly holder: string;
  readonly catalogue: Catalogue;
  readonly edit: EditDocument;
  readonly tell: TellReaders;
  readonly log: Logger;
  readonly watch?: Pick<Watch, 'delivered'> | undefined;
};

type OpenFact = { readonly id: string; readonly plot: string; readonly fact: OutboxFact; readonly since: Date };

/** Carries facts of table `outbox` into the documents: in order per plot, at least once, idempotently. */
export class Delivery {
  readonly #parts: DeliveryParts;
  #running: Promise<void> | null = null;
  #again = false;
  #stopped = false;

  constructor(parts: DeliveryParts) {
    this.#parts = parts;
  }

  /** Delivers what is open now. Calls during a run make it look once more. Never rejects. */
  run(): Promise<void> {
    if (this.#stopped) return this.#running ?? Promise.resolve();
    this.#again = true;
    this.#running ??= this.#loop().finally(() => {
      this.#running = null;
    });
    return this.#running;
  }

  /** Resolves when the fact under way is done; no other starts. */
  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#running;
  }

  async #loop(): Promise<void> {
    while (this.#again && !this.#stopped) {
      this.#again = false;
      try {
        await this.#deliverAll();
      } catch (error) {
        this.#parts.log.warn({ err: error }, 'outbox cannot be read');
      }
    }
  }

  /**
   * Goes once through what is in the outbox now. A plot whose fact fails, or is another replica's to
   * deliver, waits for the next time, others go on; what comes meanwhile does not put that time off.
   */
  async #deliverAll(): Promise<void> {
    const blocked = new Set<string>();
    const { upto } = await this.#parts.db
      .selectFrom('outbox')
      .select((eb) => eb.fn.max('id').as('upto'))
      .where('delivered_at', 'is', null)
      .executeTakeFirstOrThrow();
    if (upto === null) return;
    let after = '0';
    while (!this.#stopped) {
      const rows = await this.#parts.db
        .selectFrom('outbox')
        .select(['id', 'plot_x', 'plot_y', 'fact', 'created_at'])
        .where('delivered_at', 'is', null)
        .where('id', '>', after)
        .where('id', '<=', upto)
        .orderBy('id')
        .limit(BATCH)
        .execute();
      const last = rows.at(-1);
      if (!last) return;
      after = last.id;
      for (const row of rows) {
        if (this.#stopped) return;
        const plot = plotKey({ x: row.plot_x, y: row.plot_y });
        if (blocked.has(plot)) continue;
        const parsed = OutboxFact.safeParse(row.fact);
        if (!parsed.success) {
          this.#parts.log.error({ outbox: row.id, err: parsed.error }, 'unreadable fact set aside');
          await this.#markDelivered(row.id);
        } else if (!(await this.#deliver({ id: row.id, plot, fact: parsed.data, since: row.created_at }))) {
          blocked.add(plot);
        }
      }
    }
  }

  async #deliver({ id, fact, since }: OpenFact): Promise<boolean> {
    try {
      const facts = await this.#parts.catalogue.plot(fact.plot);
      if (!facts) {
        this.#parts.log.error({ outbox: id, plot: fact.plot }, 'fact of a plot that nobody claimed');
        return false;
      }
      const region = regionName(fact.plot, facts.epoch);
      const isOpen = () => this.#isOpen(id);
      if (fact.type === 'light' && !(await this.#shine(fact.light, region, since, isOpen))) return false;
      if (fact.type === 'counted' && !(await this.#parts.tell(region, JSON.stringify(fact.counted), isOpen))) return false;
      let fence: Fence | null = null;
      for (const change of changesOf(fact, facts.epoch)) {
        fence = await this.#parts.edit(change.document, change.apply, isOpen);
        if (fence === null) return false;
      }
      if (!(fence === null ? await this.#markDelivered(id) : await this.#markUnder(fence, id))) return false;
      (this.#parts.watch ?? unwatched).delivered((Date.now() - since.getTime()) / 1000);
      return true;
    } catch (error) {
      this.#parts.log.warn({ outbox: id, err: error }, 'fact not delivered yet');
      return false;
    }
  }

  /** What happened too long ago is not shown as if it happened now. */
  async #shine(light: Light, document: string, since: Date, isOpen: IsOpen): Promise<boolean> {
    return Date.now() - since.getTime() > LIGHT_MS || this.#parts.tell(document, JSON.stringify(light), isOpen);
  }

  async #isOpen(id: string): Promise<boolean> {
    const { rows } = await sql`select from outbox where id = ${id} and delivered_at is null`.execute(this.#parts.db);
    return rows.length > 0;
  }

  /** True, whoever else has marked it. */
  async #markDelivered(id: string): Promise<true> {
    await sql`update outbox set delivered_at = now() where id = ${id} and delivered_at is null`.execute(this.#parts.db);
    return true;
  }

  /**
   * False, and nothing is marked, when the tile is no longer ours: a fact that had nothing to change in an old document,
   * which no journal has refused therefore, may have something to change in the new one.
   */
  async #markUnder({ tile, epoch }: Fence, id: string): Promise<boolean> {
    const { rows } = await sql`
      with held as (
        select from collab.lease
        where tile = ${tile} and epoch = ${epoch.toString()} and holder = ${this.#parts.holder} and expires_at > clock_timestamp()),
      marked as (
        update outbox set delivered_at = now() where id = ${id} and delivered_at is null and exists (select from held))
      select from held`.execute(this.#parts.db);
    return rows.length > 0;
  }
}
