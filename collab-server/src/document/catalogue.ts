import type { Kysely } from 'kysely';
import { idFromUuid, type Id } from '@oto/schema/base/id';
import { err, ok, type Result } from '@oto/schema/base/result';
import { ATLAS_EPOCH, type DocumentName } from '@oto/schema/board/document-name';
import type { Policy } from '@oto/schema/board/record';
import type { Tables } from '@oto/schema/db/tables';
import { plotKey, type Plot } from '@oto/schema/geometry/lattice';

export type PlotFacts = { readonly epoch: number; readonly owner: Id; readonly policy: Policy };

/** Age at which a plot's facts are read again. Missing plots are not remembered: a claim shows at once. */
const FRESH_MS = 5_000;
const REMEMBERED_MAX = 20_000;

/** Which documents exist, from table `plot`. Methods reject when the database cannot be asked. */
export class Catalogue {
  readonly #db: Kysely<Tables>;
  readonly #known = new Map<string, { readonly facts: PlotFacts; readonly at: number }>();

  constructor(db: Kysely<Tables>) {
    this.#db = db;
  }

  async check(name: DocumentName): Promise<Result<null, 'unknown_document' | 'old_epoch'>> {
    if (name.kind === 'atlas') {
      if (name.epoch === ATLAS_EPOCH) return ok(null);
      return err(name.epoch < ATLAS_EPOCH ? 'old_epoch' : 'unknown_document');
    }
    const facts = await this.plot(name.plot);
    if (!facts || name.epoch > facts.epoch) return err('unknown_document');
    return name.epoch < facts.epoch ? err('old_epoch') : ok(null);
  }

  async plot(plot: Plot): Promise<PlotFacts | null> {
    const key = plotKey(plot);
    const known = this.#known.get(key);
    if (known && Date.now() - known.at < FRESH_MS) return known.facts;
    const row = await this.#db
      .selectFrom('plot')
      .select(['epoch', 'owner_id', 'policy'])
      .where('x', '=', plot.x)
      .where('y', '=', plot.y)
      .executeTakeFirst();
    if (!row) return null;
    const facts = { epoch: row.epoch, owner: idFromUuid(row.owner_id), policy: row.policy };
    if (this.#known.size >= REMEMBERED_MAX) this.#known.clear();
    this.#known.set(key, { facts, at: Date.now() });
    return facts;
  }
}
