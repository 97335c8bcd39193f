import { createHash } from 'node:crypto';
import type pg from 'pg';
import { RateLimiterPostgres } from 'rate-limiter-flexible';
import { addressKey } from '../http/client-address.ts';
import { consume } from '../http/limits.ts';

export const SIGN_IN_LIMIT = { perAccount: 5, perAddress: 20, seconds: 900 } as const;

/** Failed sign-ins, counted in PostgreSQL so that they hold across replicas and restarts. */
export type SignInLimit = {
  /** Counts an attempt before the password is looked at, so that a burst gains nothing. Throws too_many_requests. */
  attempt(email: string, ip: string): Promise<void>;
  /** Gives the attempt back. */
  succeeded(email: string, ip: string): Promise<void>;
};

export function signInLimit(pool: pg.Pool): SignInLimit {
  const shared = { storeClient: pool, storeType: 'pool', tableName: 'rate_limit', tableCreated: true, duration: SIGN_IN_LIMIT.seconds };
  const account = new RateLimiterPostgres({ ...shared, keyPrefix: 'signin_account', points: SIGN_IN_LIMIT.perAccount });
  const address = new RateLimiterPostgres({ ...shared, keyPrefix: 'signin_address', points: SIGN_IN_LIMIT.perAddress });
  return {
    async attempt(email, ip) {
      await consume(address, addressKey(ip));
      await consume(account, accountKey(email));
    },
    async succeeded(email, ip) {
      await account.delete(accountKey(email));
      await address.reward(addressKey(ip), 1);
    },
  };
}

/** No e-mail address stands in the table. */
function accountKey(email: string): string {
  return createHash('sha256').update(email.trim().toLowerCase()).digest('base64url');
}
