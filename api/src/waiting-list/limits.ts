import { createHash } from 'node:crypto';
import { RateLimiterRes } from 'rate-limiter-flexible';
import type { Deps } from '../deps.ts';
import { addressKey } from '../http/client-address.ts';
import { consume, sharedLimit } from '../http/limits.ts';

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
  const address = sharedLimit(pool, 'waiting_address', LIMIT.perAddress * config.limitsFactor, LIMIT.hour);
  const mail = sharedLimit(pool, 'waiting_mail', LIMIT.perMail, LIMIT.day);
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
