import type { PlaceRecord, TieRecord } from '@oto/schema/board/record';
import type { ErrorCode } from '@oto/schema/contract/errors';

/** One edit a person may make: this note lies there; this tie is so, or cut. */
export type Edit =
  | { readonly root: 'places'; readonly key: string; readonly value: PlaceRecord }
  | { readonly root: 'ties'; readonly key: string; readonly value: TieRecord | null };

/** What was meant together: written in one transaction, sent in one update, judged as one. */
export interface Batch {
  readonly id: string;
  /** Milliseconds since 1970, rising in a page; the order of batches that were kept. */
  readonly at: number;
  readonly edits: readonly Edit[];
}

/** What a person meant and the server has not acknowledged, oldest first. */
export type IntentLog = readonly Batch[];

export interface Verdict {
  readonly log: IntentLog;
  readonly refused: readonly Edit[];
}

export function unsavedEdits(log: IntentLog): number {
  let edits = 0;
  for (const batch of log) edits += batch.edits.length;
  return edits;
}

/**
 * What remains after the server refused the message that carried the batches `sent`. One edit alone
 * is the culprit. Edits of one batch go on as batches of their own, so that the legal ones survive;
 * batches that were merged into one message stay, to be sent one by one. A closed plot refuses every
 * move in it alike. `name` makes ids.
 */
export function afterRefusal(log: IntentLog, sent: readonly string[], code: ErrorCode, name: () => string): Verdict {
  const judged = log.filter((batch) => sent.includes(batch.id));
  const first = judged[0];
  if (!first) return { log, refused: [] };
  if ((code === 'plot_closed' || code === 'account_too_new') && judged.every((batch) => batch.edits.every(isMove)))
    return without(log, isMove);
  if (judged.length > 1) return { log, refused: [] };
  if (first.edits.length === 1) return { log: log.filter((batch) => batch !== first), refused: first.edits };
  return { log: log.flatMap((batch) => (batch === first ? apart(batch, name) : [batch])), refused: [] };
}

/**
 * Takes an older batch out of the log when `batch` says the same record anew. Only for batches that no
 * message carries, and only of one edit each: of thousands made while offline the last ones count.
 */
export function superseded(log: IntentLog, batch: Batch): Batch | null {
  const [edit, ...more] = batch.edits;
  if (!edit || more.length > 0) return null;
  const same = (one: Edit | undefined): boolean => one?.root === edit.root && one.key === edit.key;
  return log.find((older) => older.edits.length === 1 && same(older.edits[0])) ?? null;
}

function isMove(edit: Edit): boolean {
  return edit.root === 'places';
}

function without(log: IntentLog, isOut: (edit: Edit) => boolean): Verdict {
  const rest = log.map((batch) => ({ ...batch, edits: batch.edits.filter((edit) => !isOut(edit)) }));
  return {
    log: rest.filter((batch) => batch.edits.length > 0),
    refused: log.flatMap((batch) => batch.edits.filter(isOut)),
  };
}

function apart(batch: Batch, name: () => string): Batch[] {
  const step = 1 / (batch.edits.length + 1);
  return batch.edits.map((edit, index) => ({ id: name(), at: batch.at + index * step, edits: [edit] }));
}
