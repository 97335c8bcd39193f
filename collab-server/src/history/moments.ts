import { isId, type Id } from '@oto/schema/base/id';
import { isSilent, joinChanges, tell, type Changes, type Today, type Told } from './layout.ts';

/** One journal row and what it changed; `at` in milliseconds since 1970. */
export type Step = { readonly id: bigint; readonly at: number; readonly actor: string; readonly changes: Changes };

/** `first` and `id` are its first and last journal rows; `by` null: the server or a worker. */
export type Moment = { readonly first: bigint; readonly id: bigint; readonly at: number; readonly by: Id | null } & Told;

/** Span of one moment, and the pause that ends one. */
export const MOMENT_MS = 30_000;

/**
 * The moments of rows in journal order: consecutive rows of one person within MOMENT_MS of the
 * first are one. Rows that show nothing, such as the server's own rewrites, neither make a moment
 * nor part one. Unless the rows begin with the `whole` document's first, those before the first
 * certain boundary are left out, so that a moment never depends on where a page was cut; `from` is
 * the first row that was looked at, null when none shows anything.
 */
export function momentsOf(
  steps: readonly Step[],
  today: Today,
  whole: boolean,
): { readonly moments: readonly Moment[]; readonly from: bigint | null } {
  const shown = steps.filter((step) => !isSilent(tell(step.changes, today)));
  const boundary = shown.findIndex((step, index) => index > 0 && isBoundary(shown[index - 1], step));
  const begin = shown[whole ? 0 : Math.max(0, boundary)];
  if (!begin) return { moments: [], from: null };
  const isShown = new Set(shown);
  const moments: Moment[] = [];
  let group: Step[] = [];
  let silent: Step[] = [];
  const close = () => {
    const moment = momentOf(group, today);
    if (moment) moments.push(moment);
    group = [];
  };
  for (const step of steps.slice(steps.indexOf(begin))) {
    if (!isShown.has(step)) {
      silent.push(step);
      continue;
    }
    const first = group[0];
    if (first && (isBoundary(group.at(-1), step) || step.at - first.at > MOMENT_MS)) close();
    if (group.length > 0) group.push(...silent);
    group.push(step);
    silent = [];
  }
  close();
  return { moments, from: begin.id };
}

/** Whether `step` begins a moment whatever came before `last`. */
function isBoundary(last: Step | undefined, step: Step): boolean {
  return last !== undefined && (memberOf(last.actor) !== memberOf(step.actor) || step.at - last.at > MOMENT_MS);
}

function momentOf(group: readonly Step[], today: Today): Moment | null {
  const [first, ...rest] = group;
  const last = group.at(-1);
  if (!first || !last) return null;
  const told = tell(
    rest.reduce((changes, step) => joinChanges(changes, step.changes), first.changes),
    today,
  );
  if (isSilent(told)) return null;
  return { first: first.id, id: last.id, at: last.at, by: memberOf(first.actor), ...told };
}

/** The member behind an actor's name in the journal; null for the server and workers. */
export function memberOf(actor: string): Id | null {
  const id = actor.startsWith('member:') ? actor.slice('member:'.length) : '';
  return isId(id) ? id : null;
}
