import { createHash, randomBytes } from 'node:crypto';
import type { Deps, Trx } from '../deps.ts';
import { ApiError } from '../http/api-error.ts';
import { switchesOf } from '../operator/switch.ts';
import { sendsMail } from './letters.ts';

/** Without the letters that one takes for others: Crockford's base 32. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const LENGTH = 16;

/** 80 random bits, as XXXX-XXXX-XXXX-XXXX. */
export function newInvitationCode(): string {
  const letters = Array.from(randomBytes(LENGTH), (byte) => ALPHABET[byte & 31] ?? '0').join('');
  return letters.replaceAll(/(.{4})(?!$)/g, '$1-');
}

/** What a person may have made of the code on its way: case, spaces, dashes, I for 1, L for 1, O for 0. */
export function invitationHash(code: string): Buffer {
  const plain = code
    .toUpperCase()
    .replaceAll(/[^0-9A-Z]/g, '')
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1');
  return createHash('sha256').update(plain).digest();
}

export type HeldInvitation = {
  readonly id: string;
  /** It was mailed to this very address, and told to nobody else. */
  readonly provesAddress: boolean;
};

/**
 * The invitation of a sign-up, locked until its transaction ends, so that two who come with one code come one after the
 * other. While sign-up is open none is needed and a bad one is not held against anybody: null. Throws
 * invitation_needed or bad_invitation.
 */
export async function holdInvitation(trx: Trx, deps: Deps, code: string | undefined, email: string): Promise<HeldInvitation | null> {
  const { open_signup: open } = await switchesOf(trx);
  if (code === undefined || code.trim() === '') {
    if (open) return null;
    throw new ApiError('invitation_needed');
  }
  const row = await trx
    .selectFrom('invitation')
    .select(['id', 'email'])
    .where('code_sha256', '=', invitationHash(code))
    .where('used_at', 'is', null)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', deps.now())
    .forUpdate()
    .executeTakeFirst();
  if (row && (row.email === null || row.email.toLowerCase() === email)) {
    return { id: row.id, provesAddress: row.email !== null && sendsMail(deps.config) };
  }
  if (open) return null;
  throw new ApiError('bad_invitation');
}

export async function useInvitation(trx: Trx, deps: Deps, invitationUuid: string, memberUuid: string): Promise<void> {
  await trx.updateTable('invitation').set({ used_by: memberUuid, used_at: deps.now() }).where('id', '=', invitationUuid).execute();
}
