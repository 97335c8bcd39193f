import type { Deps } from '../deps.ts';
import { addressKey } from '../http/client-address.ts';
import { consume, sharedLimit } from '../http/limits.ts';

/** Every sign-up sends a letter to an address that nobody has proved, and hashes a password. */
export const SIGN_UPS = { perAddress: 20, seconds: 3600 } as const;

/** Counts a sign-up from an address, in PostgreSQL. Throws too_many_requests. */
export function signUpLimit({ pool, config }: Pick<Deps, 'pool' | 'config'>): (ip: string) => Promise<void> {
  const address = sharedLimit(pool, 'signup_address', SIGN_UPS.perAddress * config.limitsFactor, SIGN_UPS.seconds);
  return (ip) => consume(address, addressKey(ip));
}
