import type { PlaceRecord, TieRecord } from '@oto/schema/board/record';

/** One edit a person may make: this note lies there; this tie is so, or cut. */
export type Edit =
  | { readonly root: 'places'; readonly key: string; readonly value: PlaceRecord }
  | { readonly root: 'ties'; readonly key: string; readonly value: TieRecord | null };

/** What a person meant, kept until the server has acknowledged it. */
export interface Intent {
  readonly edit: Edit;
  /** How often it was sent anew, after a refusal or under another epoch. */
  readonly replays: number;
}

/** Oldest first; one intent a record. */
export type IntentLog = readonly Intent[];

/** An intent that was replayed this often is given up: it is what the server refuses. */
export const REPLAYS_MAX = 3;

export function meant(log: IntentLog, edit: Edit): IntentLog {
  return [...log.filter((intent) => intent.edit.root !== edit.root || intent.edit.key !== edit.key), { edit, replays: 0 }];
}

/**
 * What to send again after the server closed the document. `refused`: it judged one edit and refused
 * it; sent one by one, that is the oldest. `merged`: they went together after a reconnection, so any
 * may be the culprit and all are tried again alone. `reload`: no edit was at fault.
 */
export function afterClose(
  log: IntentLog,
  why: 'refused' | 'merged' | 'reload',
): { readonly again: IntentLog; readonly dropped: IntentLog } {
  const refused = why === 'refused' ? log.slice(0, 1) : [];
  const kept = why === 'refused' ? log.slice(1) : log;
  return {
    again: kept.filter((intent) => intent.replays < REPLAYS_MAX).map((intent) => ({ ...intent, replays: intent.replays + 1 })),
    dropped: [...refused, ...kept.filter((intent) => intent.replays >= REPLAYS_MAX)],
  };
}
