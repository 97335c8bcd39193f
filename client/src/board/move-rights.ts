import type { ClaimRecord, FarEnd, TieRecord } from '@oto/schema/board/record';
import { plotKey } from '@oto/schema/geometry/lattice';

export interface Mover {
  readonly id: string;
  readonly role: 'member' | 'operator';
}

/** Why hands stay off a region; each is a hint of the log. */
export type MoveRefusal = 'sign_in_to_move' | 'region_closed' | 'in_the_past';

/** Owner and policy, as the document or the atlas shows them. */
export type ShownClaim = Pick<ClaimRecord, 'o' | 'p'>;

/**
 * Why a person may not move and tie in a region, or null. The server judges; this spares a refusal.
 * `claim`: null where nobody has claimed the plot, undefined while that is not known here.
 */
export function moveRefusal(me: Mover | null, claim: ShownClaim | null | undefined): MoveRefusal | null {
  if (!me) return 'sign_in_to_move';
  if (claim === undefined) return null;
  if (!claim) return me.role === 'operator' ? null : 'region_closed';
  if (claim.o === me.id || me.role === 'operator') return null;
  switch (claim.p) {
    case 'open':
    /** Who is invited only the server knows. */
    case 'invited':
      return null;
    case 'owner':
      return 'region_closed';
    default:
      return claim.p satisfies never;
  }
}

export type RefusalAt = (region: string) => MoveRefusal | null;

/**
 * Why a person may not change a tie, or null. To set one takes the right to write at home and at every
 * end, old and new; to cut one, at home or at either end.
 */
export function tieRefusal(refusalAt: RefusalAt, home: string, before: TieRecord | null, after: TieRecord | null): MoveRefusal | null {
  const ends = [before, after].flatMap((tie) => (tie ? [regionOfEnd(tie.a), regionOfEnd(tie.b)] : []));
  const refusals = [home, ...ends].map(refusalAt);
  if (!after && refusals.includes(null)) return null;
  return refusals.find((refusal) => refusal !== null) ?? null;
}

export function regionOfEnd(end: FarEnd): string {
  return plotKey({ x: end[1], y: end[2] });
}
