import { sql, type Kysely } from 'kysely';
import { idFromUuid, uuidFromId, type Id } from '@oto/schema/base/id';
import { err, ok, type Result } from '@oto/schema/base/result';
import { ATLAS_EPOCH, type DocumentName } from '@oto/schema/board/document-name';
import type { FarEnd, Policy } from '@oto/schema/board/record';
import type { Tables } from '@oto/schema/db/tables';
import { plotKey, type Plot } from '@oto/schema/geometry/lattice';

export type PlotFacts = {
  readonly epoch: number;
  readonly owner: Id;
  readonly policy: Policy;
  readonly guests: ReadonlySet<Id>;
  /** Whom the owner has blocked. */
  readonly barred: ReadonlySet<Id>;
  /** plot.rights: rises with every change of the facts above. */
  readonly rights: number;
};

/** Age at which facts are read again while nobody tells us of their changes, and a note's seat always. */
const FRESH_MS = 5_000;
const REMEMBERED_MAX = 20_000;

type Remembered<T> = { readonly value: T; readonly at: number };

/**
 * What Postgres knows of plots and notes, remembered. A plot's facts are forgotten when channel `plot`
 * names it, and hold for FRESH_MS while that channel is not heard. Missing plots and notes are not
 * remembered: a claim shows at once. Methods reject when the database cannot be asked.
 */
export class Catalogue {
  readonly #db: Kysely<Tables>;
  readonly #plots = new Map<string, Remembered<PlotFacts>>();
  readonly #ends = new Map<Id, Remembered<FarEnd>>();
  /** Rises when something is forgotten: an answer that was on its way then is not remembered. */
  #generation = 0;
  #listening = false;

  constructor(db: Kysely<Tables>) {
    this.#db = db;
  }

  async check(name: DocumentName): Promise<Result<null, 'unknown_document' | 'old_epoch'>> {
    if (name.kind === 'atlas') {
      if (name.epoch === ATLAS_EPOCH) return ok(null);
      return err(name.epoch < ATLAS_EPOCH ? 'old_epoch' : 'unknown_document');
    }
    let facts = await this.plot(name.plot);
    if (facts && name.epoch > facts.epoch) {
      // Another replica may have moved the region to its next epoch a moment ago.
      this.forget(name.plot);
      facts = await this.plot(name.plot);
    }
    if (!facts || name.epoch > facts.epoch) return err('unknown_document');
    return name.epoch < facts.epoch ? err('old_epoch') : ok(null);
  }

  async plot(plot: Plot): Promise<PlotFacts | null> {
    const key = plotKey(plot);
    const known = this.#plots.get(key);
    if (known && (this.#listening || Date.now() - known.at < FRESH_MS)) return known.value;
    const generation = this.#generation;
    const { rows } = await sql<{ epoch: number; owner: string; policy: Policy; rights: number; guests: string[]; barred: string[] }>`
      select epoch, owner_id as owner, policy, rights, array(
        select member_id from plot_guest where plot_x = x and plot_y = y)::text[] as guests,
        array(select blocked_id from block where block.member_id = plot.owner_id)::text[] as barred
      from plot where x = ${plot.x} and y = ${plot.y}`.execute(this.#db);
    const row = rows[0];
    if (!row) return null;
    const facts = { ...row, owner: idFromUuid(row.owner), guests: idsOf(row.guests), barred: idsOf(row.barred) };
    if (generation === this.#generation) remember(this.#plots, key, facts);
    return facts;
  }

  /** Where notes are pinned, by their Postgres rows; without those that are on no plot or hidden. */
  async ends(notes: readonly Id[]): Promise<ReadonlyMap<Id, FarEnd>> {
    const found = new Map<Id, FarEnd>();
    const asked: string[] = [];
    for (const note of notes) {
      const known = this.#ends.get(note);
      if (known && Date.now() - known.at < FRESH_MS) found.set(note, known.value);
      else asked.push(uuidFromId(note));
    }
    if (asked.length === 0) return found;
    const { rows } = await sql<{ id: string; plot_x: number; plot_y: number; seat_x: number; seat_y: number }>`
      select note.* from (
        select id, author_id as owner, plot_x, plot_y, seat_x, seat_y from creation
        where id = any(${asked}::uuid[]) and plot_x is not null and hidden_at is null and deleted_at is null
        union all
        select id, owner_id, plot_x, plot_y, seat_x, seat_y from agent
        where id = any(${asked}::uuid[]) and hidden_at is null and deleted_at is null) as note
      join member on member.id = note.owner and member.hidden_at is null`.execute(this.#db);
    for (const row of rows) {
      const id = idFromUuid(row.id);
      const end: FarEnd = [id, row.plot_x, row.plot_y, row.seat_x, row.seat_y];
      found.set(id, end);
      remember(this.#ends, id, end);
    }
    return found;
  }

  /** Something of this plot has changed. */
  forget(plot: Plot): void {
    this.#forgetKey(plotKey(plot));
  }

  /** A notification of channel `plot`; its payload is a plot's key. */
  heard(payload: string): void {
    this.#forgetKey(payload);
  }

  /** Whether channel `plot` is heard from now on; what was said before is unknown. */
  listen(listening: boolean): void {
    this.#listening = listening;
    this.#generation++;
    this.#plots.clear();
  }

  #forgetKey(key: string): void {
    this.#generation++;
    this.#plots.delete(key);
  }
}

function idsOf(uuids: readonly string[]): ReadonlySet<Id> {
  return new Set(uuids.map(idFromUuid));
}

function remember<K, T>(map: Map<K, Remembered<T>>, key: K, value: T): void {
  if (map.size >= REMEMBERED_MAX) map.clear();
  map.set(key, { value, at: Date.now() });
}
