import * as Y from 'yjs';
import { inspect } from '@oto/collab-server/firewall/inspect';
import { applyAndAccount, type Account } from '@oto/collab-server/testing/update-account';
import { playHistory, sampleHistories } from '@oto/collab-server/testing/update-history';

export type Comparison = { readonly missed: number; readonly extra: number };

/**
 * What `inspect` tells of an update to `doc` against what Yjs records when the update is really
 * applied to a copy: keys it did not tell, keys it told that did not change. An update that is taken
 * for sound and is not counts as missed. `isNeedless`: refused, although Yjs only changes keys of root maps.
 */
export function compare(doc: Y.Doc, update: Uint8Array): Comparison & { readonly isTaken: boolean; readonly isNeedless: boolean } {
  const told = inspect(doc, update);
  const account = accountOnCopy(doc, update);
  const isSound = account !== null && !account.foreign && !account.pending;
  if (!told.ok) return { missed: 0, extra: 0, isTaken: false, isNeedless: isSound && account.changed.size > 0 };
  const claimed = new Set(told.value.touches.map(({ root, key }) => `${root}/${key}`));
  const changed = account?.changed ?? new Set();
  return {
    missed: changed.difference(claimed).size + (isSound ? 0 : 1),
    extra: claimed.difference(changed).size,
    isTaken: true,
    isNeedless: false,
  };
}

/** Null when Yjs cannot read the update. */
function accountOnCopy(doc: Y.Doc, update: Uint8Array): Account | null {
  const copy = new Y.Doc();
  for (const root of doc.share.keys()) copy.getMap(root);
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
  try {
    return applyAndAccount(copy, update);
  } catch {
    return null;
  } finally {
    copy.destroy();
  }
}

const HISTORIES_AT_ONCE = 100;

/** Compares at least `wanted` updates of random histories. A needless refusal counts as extra. */
export function compareHistories(wanted: number, say: (line: string) => void): Comparison & { readonly updates: number } {
  const total = { updates: 0, missed: 0, extra: 0 };
  for (let seed = 1; total.updates < wanted; seed++) {
    for (const history of sampleHistories(seed, HISTORIES_AT_ONCE)) {
      playHistory(history, (server, update) => {
        const found = compare(server, update);
        const extra = found.extra + (found.isNeedless ? 1 : 0);
        total.updates++;
        total.missed += found.missed;
        total.extra += extra;
        if (found.missed + extra > 0) say(`seed ${seed}: ${found.missed} missed, ${extra} extra: ${hex(update)}`);
        if (found.isTaken) Y.applyUpdate(server, update);
        return found.isTaken;
      });
    }
  }
  return total;
}

export function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes.subarray(0, 400)).toString('hex');
}
