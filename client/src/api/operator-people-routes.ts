import { AuditEntry, Invitation, OperatorMember, type InvitationRequest } from '@oto/schema/contract/account';
import { z } from 'zod';
import type { Calls } from './calls.ts';
import { Nothing } from './nothing.ts';

const of = '/api/operator';
const Invitations = z.object({ invitations: z.array(Invitation) });

/** Who is here, who may come, and what was done. Operators alone. */
export function operatorPeopleRoutes({ call, post }: Calls) {
  return {
    /** By name, handle or address; newest first, 100 at most. */
    allMembers: (q: string) =>
      call(`${of}/members?${new URLSearchParams({ q }).toString()}`, z.object({ members: z.array(OperatorMember) })),
    setRole: (member: string, role: OperatorMember['role']) => post(`${of}/members/${member}/role`, Nothing, { role }),

    invitations: () => call(`${of}/invitations`, Invitations),
    /** The codes come once, unless they were mailed. */
    invite: (asked: z.input<typeof InvitationRequest>) => post(`${of}/invitations`, Invitations, asked),
    revokeInvitation: (id: string) => call(`${of}/invitations/${id}`, Nothing, { method: 'DELETE' }),

    /** Newest first, 100 a page; `before` is the last one seen. */
    allDeeds: (action: string | null, before?: string) => {
      const query = new URLSearchParams({ ...(action === null ? {} : { action }), ...(before === undefined ? {} : { before }) });
      return call(`${of}/audit${query.size === 0 ? '' : `?${query.toString()}`}`, z.object({ entries: z.array(AuditEntry) }));
    },
  };
}
