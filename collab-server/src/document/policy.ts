import type { Id } from '@oto/schema/base/id';
import type { Policy } from '@oto/schema/board/record';
import type { Actor } from './actor.ts';

/** Whether a region of this owner and policy lets `actor` move and tie. */
export function mayWrite(actor: Actor, owner: Id, policy: Policy): boolean {
  if (actor.kind !== 'member') return false;
  if (actor.operator || actor.id === owner) return true;
  switch (policy) {
    case 'open':
      return true;
    case 'invited':
    case 'owner':
      return false;
    default:
      return policy satisfies never;
  }
}
