import { createHash } from 'node:crypto';
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import type { Deps } from '../deps.ts';
import { addressKey } from '../http/client-address.ts';
import { consume } from '../http/limits.ts';

/** From one network address in an hour, and letters to one mail address in a day. */
const LIMIT = { perAddress: 10, perMail: 3, hour: 3600, day: 86_400 } as const;

export type WaitingLimit = {
  /** Throws too_many_requests. */
  from(ip: string): Promise<void>;
  /** Whether another letter may go to it; nobody is told. */
  mayWrite(email: string): Promise<boolean>;
};

/** In PostgreSQL, so that they hold across replicas. No mail address stands in the table. */
export function waitingLimit({ pool, config }: Pick<Deps, 'pool' | 'config'>): WaitingLimit {
  const shared = { storeClient: pool, storeType: 'pool', tableName: 'rate_limit', tableCreated: true };
  const address = new RateLimiterPostgres({
    ...shared,
    keyPrefix: 'waiting_address',
    points: LIMIT.perAddress * config.limitsFactor,
    duration: LIMIT.hour,
  });
  const mail = new RateLimiterPostgres({ ...shared, keyPrefix: 'waiting_mail', points: LIMIT.perMail, duration: LIMIT.day });
  return {
    from: (ip) => consume(address, addressKey(ip)),
    async mayWrite(email) {
      try {
        await mail.consume(createHash('sha256').update(email.toLowerCase()).digest('base64url'));
        return true;
      } catch (refusal) {
        if (!(refusal instanceof RateLimiterRes)) throw refusal;
        return false;
      }
    },
  };
}
