import * as Y from 'yjs';
import { err, ok, type Result } from '@oto/schema/base/result';
import { decodeStrictly, type Decoded, type Range, type Struct } from './decode.ts';

/** One effect of an update on one key of one root map. */
export type Touch =
  | { readonly op: 'set'; readonly root: string; readonly key: string; readonly values: readonly unknown[] }
  | { readonly op: 'delete'; readonly root: string; readonly key: string };

export type Inspection = {
  /** Empty when the document already holds all of the update. */
  readonly touches: readonly Touch[];
  /** Yjs client ids under which the update brings something new. */
  readonly authors: ReadonlySet<number>;
};

export type InspectCode = 'edit_malformed' | 'edit_incomplete' | 'edit_refused';

type Place = { readonly root: string; readonly key: string };

/**
 * What applying `update` to `doc` would change, without applying it.
 *
 * `edit_malformed`: no encoder writes this. `edit_incomplete`: it needs structs that the document
 * lacks, so Yjs would park it. `edit_refused`: it is sound but does something else than setting and
 * deleting keys of root maps (lists, text, nested types, binary, subdocuments).
 *
 * Every accepted update integrates at once and completely; a fuzz test compares `touches` with
 * Yjs's own account of the transaction.
 */
export function inspect(doc: Y.Doc, update: Uint8Array): Result<Inspection, InspectCode> {
  const decoded = decodeStrictly(update);
  if (!decoded.ok) return decoded;
  return new Walk(doc, decoded.value).run();
}

type Step = 'done' | 'blocked' | { readonly code: InspectCode; readonly detail: string };

/** Visits structs in an order in which each one's dependencies come first, as Yjs would integrate them. */
class Walk {
  readonly #store: Y.Doc['store'];
  readonly #roots = new Map<unknown, string>();
  readonly #decoded: Decoded;
  /** Clock up to which each client of the update has been visited. */
  readonly #reached = new Map<number, number>();
  readonly #next = new Map<number, number>();
  readonly #waiting = new Map<number, number[]>();
  readonly #places = new Map<Y.Item, Place | null>();
  readonly #touches: Touch[] = [];
  readonly #authors = new Set<number>();
  #flaw: string | null = null;

  constructor(doc: Y.Doc, decoded: Decoded) {
    this.#store = doc.store;
    this.#decoded = decoded;
    for (const [name, type] of doc.share) this.#roots.set(type, name);
  }

  run(): Result<Inspection, InspectCode> {
    const ready = [...this.#decoded.structs.keys()];
    for (let client = ready.pop(); client !== undefined; client = ready.pop()) {
      const before = this.#state(client);
      const step = this.#advance(client);
      if (typeof step === 'object') return err(step.code, step.detail);
      // Only progress wakes others, or two clients that wait for one another would do so for ever.
      if (this.#state(client) === before) continue;
      ready.push(...(this.#waiting.get(client) ?? []));
      this.#waiting.delete(client);
    }
    for (const [client, structs] of this.#decoded.structs) {
      if ((this.#next.get(client) ?? 0) < structs.length) return err('edit_incomplete', `client ${client} waits for missing structs`);
    }
    for (const [client, ranges] of this.#decoded.deletes) {
      for (const range of ranges) {
        if (range.clock + range.len > this.#state(client)) return err('edit_incomplete', `deletes beyond client ${client}`);
        this.#visitDelete(client, range);
      }
    }
    if (this.#flaw !== null) return err('edit_refused', this.#flaw);
    return ok({ touches: this.#touches, authors: this.#authors });
  }

  #advance(client: number): Step {
    const structs = this.#decoded.structs.get(client) ?? [];
    for (let index = this.#next.get(client) ?? 0; index < structs.length; index++) {
      this.#next.set(client, index);
      const struct = structs[index];
      if (!struct || struct instanceof Y.Skip) continue;
      if (struct.id.clock > this.#state(client)) return { code: 'edit_incomplete', detail: `gap before ${client}:${struct.id.clock}` };
      const step = struct instanceof Y.Item ? this.#dependencies(struct) : 'done';
      if (step !== 'done') return step;
      this.#visit(struct);
      this.#reached.set(client, Math.max(this.#state(client), struct.id.clock + struct.length));
    }
    this.#next.set(client, structs.length);
    return 'done';
  }

  #dependencies(item: Y.Item): Step {
    const parent: unknown = item.parent;
    for (const id of [item.origin, item.rightOrigin, parent instanceof Y.ID ? parent : null]) {
      if (id === null) continue;
      if (id.client === item.id.client) {
        if (id.clock >= item.id.clock) return { code: 'edit_malformed', detail: 'a struct depends on itself' };
      } else if (id.clock >= this.#state(id.client)) {
        if (!this.#decoded.structs.has(id.client)) return { code: 'edit_incomplete', detail: `needs ${id.client}:${id.clock}` };
        const waiting = this.#waiting.get(id.client);
        if (waiting) waiting.push(item.id.client);
        else this.#waiting.set(id.client, [item.id.client]);
        return 'blocked';
      }
    }
    return 'done';
  }

  #visit(struct: Y.Item | Y.GC): void {
    const place = struct instanceof Y.Item ? this.#place(struct) : null;
    if (struct instanceof Y.Item) this.#places.set(struct, place);
    const known = Y.getState(this.#store, struct.id.client) - struct.id.clock;
    if (known >= struct.length) return;
    this.#authors.add(struct.id.client);
    if (!(struct instanceof Y.Item) || place === null) {
      this.#flaw ??= 'not a key of a root map';
      return;
    }
    const { content } = struct;
    if (content instanceof Y.ContentAny) this.#touches.push({ op: 'set', ...place, values: content.arr.slice(Math.max(0, known)) });
    else if (content instanceof Y.ContentDeleted) this.#touches.push({ op: 'delete', ...place });
    else this.#flaw ??= `content ${content.constructor.name}`;
  }

  #place(item: Y.Item): Place | null {
    if (item.rightOrigin !== null) return null;
    if (item.origin !== null) {
      const left = this.#find(item.origin);
      return left instanceof Y.Item ? this.#placeOf(left) : null;
    }
    const parent: unknown = item.parent;
    return typeof parent === 'string' && item.parentSub !== null ? { root: parent, key: item.parentSub } : null;
  }

  #placeOf(item: Y.Item): Place | null {
    const visited = this.#places.get(item);
    if (visited !== undefined) return visited;
    const root = this.#roots.get(item.parent);
    return root === undefined || item.parentSub === null ? null : { root, key: item.parentSub };
  }

  #visitDelete(client: number, range: Range): void {
    const stored = this.#store.clients.get(client) ?? [];
    const end = Math.min(range.clock + range.len, Y.getState(this.#store, client));
    if (range.clock >= end) return;
    for (let index = Y.findIndexSS(stored, range.clock); index < stored.length; index++) {
      const struct = stored[index];
      if (!struct || struct.id.clock >= end) break;
      if (!(struct instanceof Y.Item) || struct.deleted) continue;
      const place = this.#placeOf(struct);
      if (place === null) this.#flaw ??= 'deletes what is not a key of a root map';
      else this.#touches.push({ op: 'delete', ...place });
    }
  }

  #state(client: number): number {
    return this.#reached.get(client) ?? Y.getState(this.#store, client);
  }

  #find(id: Y.ID): Struct | undefined {
    const stored = this.#store.clients.get(id.client);
    if (stored && id.clock < Y.getState(this.#store, id.client)) return stored[Y.findIndexSS(stored, id.clock)];
    const structs = this.#decoded.structs.get(id.client) ?? [];
    let low = 0;
    let high = structs.length - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const struct = structs[middle];
      if (!struct) return undefined;
      if (id.clock < struct.id.clock) high = middle - 1;
      else if (id.clock >= struct.id.clock + struct.length) low = middle + 1;
      else return struct;
    }
    return undefined;
  }
}
