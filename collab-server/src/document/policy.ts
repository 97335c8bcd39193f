import type { Actor } from './actor.ts';
import type { PlotFacts } from './catalogue.ts';

/** Whether a region of this owner, policy and guests lets `actor` move and tie. */
export function mayWrite(actor: Actor, facts: Pick<PlotFacts, 'owner' | 'policy' | 'guests' | 'barred'>): boolean {
  if (actor.kind !== 'member') return false;
  if (actor.operator || actor.id === facts.owner) return true;
  if (facts.barred.has(actor.id)) return false;
  switch (facts.policy) {
    case 'open':
      return actor.newcomer !== true || facts.guests.has(actor.id);
    case 'invited':
      return facts.guests.has(actor.id);
    case 'owner':
      return false;
    default:
      return facts.policy satisfies never;
  }
}
