import { hash, verify } from '@node-rs/argon2';
import { ApiError } from '../http/api-error.ts';

export const PASSWORD_MIN = 10;
/** argon2 accepts more, but nobody types it, and hashing must stay bounded. */
export const PASSWORD_MAX = 256;

/** Of argon2id, the library's default algorithm. `memoryCost`: KiB. */
export type PasswordCost = { readonly memoryCost: number; readonly timeCost: number; readonly parallelism: number };

/** OWASP's parameters, wherever people have passwords: 19 MiB, 2 passes, 1 lane. */
export const PASSWORD_COST: PasswordCost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

export function hashPassword(password: string, cost: PasswordCost): Promise<string> {
  return hash(password.normalize('NFKC'), cost);
}

export async function passwordMatches({ hash: stored, password }: { hash: string; password: string }): Promise<boolean> {
  return verify(stored, password.normalize('NFKC'));
}

/** Throws weak_password. */
export function requireStrong(password: string): void {
  if (password.length < PASSWORD_MIN)
    throw new ApiError('weak_password', { fields: [{ path: 'password', message: `min ${PASSWORD_MIN}` }] });
}
