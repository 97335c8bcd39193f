import { createHash } from 'node:crypto';
import type pg from 'pg';
import { addressKey } from '../http/client-address.ts';
import { consume, sharedLimit } from '../http/limits.ts';

const LIMIT = { perAccount: 5, perAddress: 20, seconds: 900 } as const;

/**
 * Attempts to get in or to prove who one is: 5 in 15 minutes for what is tried (an account, a passkey, a mail to
 * somebody), 20 for the address they come from. Counted in PostgreSQL, so that they hold across replicas and restarts.
 */
export type AttemptLimit = {
  /** Counts an attempt before anything is looked at, so that a burst gains nothing. `of` null: the address alone. Throws too_many_requests. */
  attempt(of: string | null, ip: string): Promise<void>;
  /** Gives the attempt back, and those before it. */
  succeeded(of: string | null, ip: string): Promise<void>;
  /** Lets somebody try again who has proved by other means who they are. */
  forgive(of: string): Promise<void>;
};

export function attemptLimit(pool: pg.Pool): AttemptLimit {
  const account = sharedLimit(pool, 'signin_account', LIMIT.perAccount, LIMIT.seconds);
  const address = sharedLimit(pool, 'signin_address', LIMIT.perAddress, LIMIT.seconds);
  return {
    async attempt(of, ip) {
      await consume(address, addressKey(ip));
      if (of !== null) await consume(account, keyOf(of));
    },
    async succeeded(of, ip) {
      if (of !== null) await account.delete(keyOf(of));
      await address.reward(addressKey(ip), 1);
    },
    async forgive(of) {
      await account.delete(keyOf(of));
    },
  };
}

/** No e-mail address stands in the table. */
function keyOf(of: string): string {
  return createHash('sha256').update(of.trim().toLowerCase()).digest('base64url');
}
