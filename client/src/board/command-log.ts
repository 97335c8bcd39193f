import type { PlaceRecord, TieRecord } from '@oto/schema/board/record';
import type { Edit } from '../net/intent-log.ts';

/**
 * One record as it was and as one person made it. A note that nobody has moved yet was where its seat
 * is: taking its first move back writes the seat as a place, so that undoing is a write like any other
 * and two people who undo and move at once converge on one of the two.
 */
export type Change =
  | { readonly region: string; readonly root: 'places'; readonly key: string; readonly before: PlaceRecord; readonly after: PlaceRecord }
  | {
      readonly region: string;
      readonly root: 'ties';
      readonly key: string;
      readonly before: TieRecord | null;
      readonly after: TieRecord | null;
    };

/** What a person did at one go. `at`: milliseconds on a steady clock. */
export interface Command {
  readonly changes: readonly Change[];
  readonly at: number;
  /** Commands in a row with the same word, soon after one another, become one. */
  readonly merge?: string;
}

/** Oldest first; the last of `undone` is done again first. */
export interface CommandLog {
  readonly done: readonly Command[];
  readonly undone: readonly Command[];
}

export const EMPTY_LOG: CommandLog = { done: [], undone: [] };
export const COMMANDS_MAX = 100;
export const MERGE_MS = 1000;

type Value = Change['after'];
/** What stands there now; undefined: nothing that can be changed, as the note is gone or not loaded. */
export type Now = (change: Change) => Value | undefined;

/** `changes`: what to write, `after` being the new value. `skipped`: somebody else has changed those since. */
export interface Turn {
  readonly log: CommandLog;
  readonly changes: readonly Change[];
  readonly skipped: number;
}

/** The two ends of a string have no order: a mirror may tell them the other way round. */
export function sameValue(a: Value | undefined, b: Value | undefined): boolean {
  if (!a || !b) return a === b;
  if (isPlace(a) || isPlace(b)) return isPlace(a) && isPlace(b) && a.join() === b.join();
  const ends = (tie: TieRecord): string => [tie.a.join(), tie.b.join()].sort().join(' ');
  return a.c === b.c && (a.n ?? '') === (b.n ?? '') && ends(a) === ends(b);
}

export function editOf(change: Change): Edit {
  return change.root === 'places'
    ? { root: 'places', key: change.key, value: change.after }
    : { root: 'ties', key: change.key, value: change.after };
}

/** Changes that change nothing leave no trace. What was undone before is forgotten. */
export function recorded(log: CommandLog, command: Command): CommandLog {
  const changes = command.changes.filter((change) => !sameValue(change.before, change.after));
  if (changes.length === 0) return log;
  const last = log.done.at(-1);
  const merged = last && log.undone.length === 0 ? mergedCommand(last, { ...command, changes }) : null;
  const done = merged ? [...log.done.slice(0, -1), merged] : [...log.done, { ...command, changes }];
  return { done: done.filter((one) => one.changes.length > 0).slice(-COMMANDS_MAX), undone: [] };
}

/** Takes the last command back, as far as its records are still as it left them. */
export function undo(log: CommandLog, now: Now): Turn {
  const command = log.done.at(-1);
  if (!command) return { log, changes: [], skipped: 0 };
  const kept = command.changes.filter((change) => sameValue(now(change), change.after));
  const undone = kept.length > 0 ? [...log.undone, { ...command, changes: kept }] : log.undone;
  return { log: { done: log.done.slice(0, -1), undone }, changes: kept.map(flipped), skipped: command.changes.length - kept.length };
}

/** Does the last undone command again, as far as its records are still as undoing left them. */
export function redo(log: CommandLog, now: Now): Turn {
  const command = log.undone.at(-1);
  if (!command) return { log, changes: [], skipped: 0 };
  const kept = command.changes.filter((change) => sameValue(now(change), change.before));
  const done = kept.length > 0 ? [...log.done, { changes: kept, at: command.at }] : log.done;
  return { log: { done, undone: log.undone.slice(0, -1) }, changes: kept, skipped: command.changes.length - kept.length };
}

/**
 * The server refused these edits and their records are as before them: what made them, or undid into
 * them, leaves the log, and later changes of the same record begin where the refused one began.
 */
export function withoutRefused(log: CommandLog, region: string, edits: readonly Edit[]): CommandLog {
  let { done, undone } = log;
  for (const edit of edits) {
    const isRecord = (change: Change): boolean => change.region === region && change.root === edit.root && change.key === edit.key;
    let before: Value | undefined;
    done = done.map((command) =>
      withChanges(command, (change) => {
        if (!isRecord(change)) return change;
        if (sameValue(change.after, edit.value)) {
          before ??= change.before;
          return null;
        }
        return before !== undefined && sameValue(change.before, edit.value) ? beginningAt(change, before) : change;
      }),
    );
    undone = undone.map((command) =>
      withChanges(command, (change) => (isRecord(change) && sameValue(change.before, edit.value) ? null : change)),
    );
  }
  const full = (command: Command): boolean => command.changes.length > 0;
  return { done: done.filter(full), undone: undone.filter(full) };
}

function isPlace(value: NonNullable<Value>): value is PlaceRecord {
  return Array.isArray(value);
}

function flipped(change: Change): Change {
  return change.root === 'places'
    ? { ...change, before: change.after, after: change.before }
    : { ...change, before: change.after, after: change.before };
}

/** Null: then nothing would change. */
function beginningAt(change: Change, before: Value): Change | null {
  if (sameValue(before, change.after)) return null;
  if (change.root === 'ties') return before === null || !isPlace(before) ? { ...change, before } : change;
  return before !== null && isPlace(before) ? { ...change, before } : change;
}

function withChanges(command: Command, change: (one: Change) => Change | null): Command {
  return { ...command, changes: command.changes.flatMap((one) => change(one) ?? []) };
}

/** One command instead of two, where the second goes on from where the first left the same records. */
function mergedCommand(first: Command, second: Command): Command | null {
  if (first.merge === undefined || first.merge !== second.merge || second.at - first.at > MERGE_MS) return null;
  if (first.changes.length !== second.changes.length) return null;
  const changes: Change[] = [];
  for (const later of second.changes) {
    const earlier = first.changes.find(({ region, root, key }) => region === later.region && root === later.root && key === later.key);
    if (!earlier || !sameValue(earlier.after, later.before)) return null;
    const change = beginningAt(later, earlier.before);
    if (change) changes.push(change);
  }
  return { ...second, changes };
}
