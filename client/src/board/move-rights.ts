import type { ClaimRecord } from '@oto/schema/board/record';

export interface Mover {
  readonly id: string;
  readonly role: 'member' | 'operator';
}

/** Why a person may not move notes of a region, or null. The server judges; this spares a refusal. */
export function moveRefusal(me: Mover | null, claim: ClaimRecord | null): 'sign_in_to_move' | 'region_closed' | null {
  if (!me) return 'sign_in_to_move';
  if (!claim) return me.role === 'operator' ? null : 'region_closed';
  if (claim.o === me.id || me.role === 'operator') return null;
  switch (claim.p) {
    case 'open':
      return null;
    /** Who is invited only the server knows. */
    case 'invited':
    case 'owner':
      return 'region_closed';
    default:
      return claim.p satisfies never;
  }
}
