import type { BoardNet } from '../net/board-net.ts';
import type { Edit } from '../net/intent-log.ts';
import {
  editOf,
  EMPTY_LOG,
  recorded,
  redo,
  sameValue,
  undo,
  withoutRefused,
  type Change,
  type CommandLog,
  type Now,
  type Turn,
} from './command-log.ts';
import { transactionsOf } from './transactions.ts';

export interface HandiworkOptions {
  readonly edit: BoardNet['edit'];
  readonly now: Now;
  readonly isLoaded: (region: string) => boolean;
  /** Whether the person may make this change now; tells them why not. */
  readonly mayMake: (change: Change) => boolean;
  /** A change was written. */
  readonly onWritten: (change: Change) => void;
  readonly onUndoable: (undoable: { readonly undo: boolean; readonly redo: boolean }) => void;
  /** So many pieces stay as they are, because somebody else has changed them since. */
  readonly onSkipped: (pieces: number) => void;
  /** None of it is loaded here any more; it happened in this region. */
  readonly onFar: (region: string) => void;
  /** Milliseconds on a steady clock. */
  readonly clock: () => number;
}

/** What one person does to the shared records, and the way back. */
export class Handiwork {
  #options: HandiworkOptions;
  #log: CommandLog = EMPTY_LOG;
  /** Whose commands these are; null until somebody signs in. */
  #owner: string | null = null;
  #present = false;

  constructor(options: HandiworkOptions) {
    this.#options = options;
  }

  /** The log outlives a sign-out, but not another person's sign-in. */
  setPerson(id: string | null): void {
    this.#present = id !== null;
    if (id !== null && id !== this.#owner) {
      this.#owner = id;
      this.#log = EMPTY_LOG;
    }
    this.#tell();
  }

  /** Writes what differs, as one command. Answers how many were taken; changes of unknown plots are not. */
  do(changes: readonly Change[], merge?: string): number {
    const written = this.#write(changes.filter((change) => !sameValue(change.before, change.after)));
    this.#keep(recorded(this.#log, { changes: written, at: this.#options.clock(), ...(merge === undefined ? {} : { merge }) }));
    return written.length;
  }

  undo(): void {
    this.#turn(undo(this.#log, this.#options.now));
  }
  redo(): void {
    this.#turn(redo(this.#log, this.#options.now));
  }

  /** The server refused these; their records are as before them. */
  refused(region: string, edits: readonly Edit[]): void {
    this.#keep(withoutRefused(this.#log, region, edits));
  }

  #turn(turn: Turn): void {
    if (!this.#present || turn.log === this.#log) return;
    const { now, isLoaded, mayMake, onSkipped, onFar } = this.#options;
    const command = turn.log.done.length < this.#log.done.length ? this.#log.done.at(-1) : this.#log.undone.at(-1);
    const [first] = command?.changes ?? [];
    /** Nobody undoes blindly: the board goes there, and the next try does it. */
    if (first && command?.changes.every((change) => !isLoaded(change.region) && now(change) === undefined)) return onFar(first.region);
    if (!turn.changes.every(mayMake)) return;
    this.#write(turn.changes);
    this.#keep(turn.log);
    if (turn.skipped > 0) onSkipped(turn.skipped);
  }

  #write(changes: readonly Change[]): Change[] {
    const written: Change[] = [];
    for (const transaction of transactionsOf(changes)) {
      if (!this.#options.edit(transaction.region, transaction.changes.map(editOf))) continue;
      for (const change of transaction.changes) this.#options.onWritten(change);
      written.push(...transaction.changes);
    }
    return written;
  }

  #keep(log: CommandLog): void {
    this.#log = log;
    this.#tell();
  }

  #tell(): void {
    const { done, undone } = this.#log;
    this.#options.onUndoable({ undo: this.#present && done.length > 0, redo: this.#present && undone.length > 0 });
  }
}
