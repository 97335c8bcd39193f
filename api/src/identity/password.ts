import { hash, verify } from '@node-rs/argon2';
import { ApiError } from '../http/api-error.ts';

export const PASSWORD_MIN = 10;
/** argon2 accepts more, but nobody types it, and hashing must stay bounded. */
export const PASSWORD_MAX = 256;

/** argon2id (the library's default algorithm) with OWASP's parameters: 19 MiB, 2 passes, 1 lane. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

export function hashPassword(password: string): Promise<string> {
  return hash(password.normalize('NFKC'), COST);
}

export async function passwordMatches({ hash: stored, password }: { hash: string; password: string }): Promise<boolean> {
  return verify(stored, password.normalize('NFKC'));
}

/** Throws weak_password. */
export function requireStrong(password: string): void {
  if (password.length < PASSWORD_MIN)
    throw new ApiError('weak_password', { fields: [{ path: 'password', message: `min ${PASSWORD_MIN}` }] });
}
