import * as Y from 'yjs';

/** Yjs's own record of what an update changed. */
export type Account = {
  /** `root/key` of every changed key of a root map. */
  readonly changed: ReadonlySet<string>;
  /** It did something else than setting and deleting plain values of root maps. */
  readonly foreign: boolean;
  /** Part of it waits for structs that the document lacks. */
  readonly pending: boolean;
};

/** Applies `update` to `doc` and reports what Yjs says it changed. */
export function applyAndAccount(doc: Y.Doc, update: Uint8Array): Account {
  const changed = new Set<string>();
  let foreign = false;
  const note = (transaction: Y.Transaction) => {
    for (const [type, keys] of transaction.changed) {
      const root = [...doc.share].find(([, shared]) => (shared as unknown) === type)?.[0];
      for (const key of keys) {
        if (root === undefined || key === null) foreign = true;
        else changed.add(`${root}/${key}`);
      }
    }
    for (const [client, after] of transaction.afterState) {
      const before = transaction.beforeState.get(client) ?? 0;
      for (const struct of doc.store.clients.get(client) ?? []) {
        if (struct.id.clock + struct.length <= before || struct.id.clock >= after) continue;
        if (!(struct instanceof Y.Item) || !(struct.content instanceof Y.ContentAny || struct.content instanceof Y.ContentDeleted))
          foreign = true;
      }
    }
  };
  doc.on('afterTransaction', note);
  Y.applyUpdate(doc, update);
  doc.off('afterTransaction', note);
  return { changed, foreign, pending: doc.store.pendingStructs !== null || doc.store.pendingDs !== null };
}
