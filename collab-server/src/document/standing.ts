import type { Kysely } from 'kysely';
import { uuidFromId, type Id } from '@oto/schema/base/id';
import type { Tables } from '@oto/schema/db/tables';

/** Age at which an answer is asked for again while nobody tells us of changes. */
const FRESH_MS = 5_000;
const REMEMBERED_MAX = 20_000;

/**
 * Whether members are suspended, as Postgres has it, remembered. Forgotten when channel `standing` names the member,
 * and after FRESH_MS while that channel is not heard.
 */
export class Standing {
  readonly #db: Kysely<Tables>;
  readonly #known = new Map<string, { readonly suspended: boolean; readonly at: number }>();
  /** Rises when something is forgotten: an answer that was on its way then is not remembered. */
  #generation = 0;
  #listening = false;

  constructor(db: Kysely<Tables>) {
    this.#db = db;
  }

  /** Rejects when the database cannot be asked. */
  async isSuspended(member: Id): Promise<boolean> {
    const uuid = uuidFromId(member);
    const known = this.#known.get(uuid);
    if (known && (this.#listening || Date.now() - known.at < FRESH_MS)) return known.suspended;
    const generation = this.#generation;
    const row = await this.#db
      .selectFrom('statement_of_reasons')
      .select('id')
      .where('member_id', '=', uuid)
      .where('sanction', '=', 'suspend')
      .where('lifted_at', 'is', null)
      .executeTakeFirst();
    const suspended = row !== undefined;
    if (generation === this.#generation) {
      if (this.#known.size >= REMEMBERED_MAX) this.#known.clear();
      this.#known.set(uuid, { suspended, at: Date.now() });
    }
    return suspended;
  }

  /** A notification of channel `standing`; its payload is a member's uuid. */
  heard(payload: string): void {
    this.#generation++;
    this.#known.delete(payload);
  }

  /** Whether channel `standing` is heard from now on; what was said before is unknown. */
  listen(listening: boolean): void {
    this.#listening = listening;
    this.#generation++;
    this.#known.clear();
  }
}
