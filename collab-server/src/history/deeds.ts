import type { Transaction } from 'kysely';
import type { Id } from '@oto/schema/base/id';
import { BOARD_EVIDENCE_MAX, type BoardEvidence } from '@oto/schema/contract/safety';
import type { Tables } from '@oto/schema/db/tables';
import { LAST_ROW, stepsOf, type Chain } from './chain.ts';
import type { Changes } from './layout.ts';
import { memberOf, type Step } from './moments.ts';
import { spanBefore } from './span.ts';

export type Deed = {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly by: Id | null;
  readonly deed: BoardEvidence['evidence'][number]['deed'];
  /** Of a move, from where to where, in units from the plot's centre; of a string, its name. */
  readonly detail: string;
};

/**
 * The newest BOARD_EVIDENCE_MAX deeds that concern a note, or that a member did, among the rows that are kept one by
 * one; `more` when older rows were not looked at. Unlike moments, also of what no longer stands.
 */
export async function deedsOf(
  transaction: Transaction<Tables>,
  chain: Chain,
  id: Id,
  limits: { readonly window: number; readonly rows: number },
): Promise<{ readonly deeds: readonly Deed[]; readonly more: boolean }> {
  const deeds: Deed[] = [];
  let rows = 0;
  for (const document of chain.documents) {
    for (let before = LAST_ROW; ;) {
      if (rows >= limits.rows || deeds.length >= BOARD_EVIDENCE_MAX) return { deeds: deeds.slice(0, BOARD_EVIDENCE_MAX), more: true };
      const span = await spanBefore(transaction, document, before, limits.window);
      if (!span) break;
      rows += span.count;
      const steps = await stepsOf(transaction, document, span.first - 1n, span.last);
      deeds.push(...steps.toReversed().flatMap((step) => deedsIn(step, id)));
      if (span.count < limits.window) break;
      before = span.first;
    }
  }
  return { deeds, more: false };
}

/** What one row did, as far as it concerns a note or was done by a member. */
export function deedsIn({ at, actor, changes }: Step, id: Id): readonly Deed[] {
  const by = memberOf(actor);
  const all = by === id;
  const deed = (name: Deed['deed'], detail: string): Deed => ({ at, by, deed: name, detail });
  return [...noteDeeds(changes, id, all, deed), ...tieDeeds(changes, id, all, deed)];
}

type Make = (name: Deed['deed'], detail: string) => Deed;

function noteDeeds(changes: Changes, id: Id, all: boolean, deed: Make): Deed[] {
  const deeds: Deed[] = [];
  for (const [key, { before, after }] of changes.places) {
    // Its place goes with it.
    if (changes.notes.has(key) && changes.notes.get(key)?.after === undefined) continue;
    if (all || key === id) deeds.push(deed('moved', `${spot(before)} → ${spot(after)}`));
  }
  for (const [key, { before, after }] of changes.notes) {
    if (!all && key !== id) continue;
    if (after === undefined) deeds.push(deed('unpinned', ''));
    else if (after.j === undefined && (before === undefined || before.j !== undefined)) deeds.push(deed('pinned', ''));
  }
  return deeds;
}

function tieDeeds(changes: Changes, id: Id, all: boolean, deed: Make): Deed[] {
  const deeds: Deed[] = [];
  for (const { before, after } of changes.ties.values()) {
    const concerned = [before, after].some((tie) => tie !== undefined && (tie.a[0] === id || tie.b[0] === id));
    if (!all && !concerned) continue;
    const name = before?.n ?? after?.n ?? '';
    deeds.push(deed(after === undefined ? 'cut' : before === undefined ? 'tied' : 'retied', name));
  }
  return deeds;
}

function spot(place: readonly number[] | undefined): string {
  return place === undefined ? '·' : `${place[0]}, ${place[1]}`;
}
