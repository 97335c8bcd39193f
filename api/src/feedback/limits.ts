import type { Deps } from '../deps.ts';
import { addressKey } from '../http/client-address.ts';
import { consume, sharedLimit } from '../http/limits.ts';

/** In an hour: of one member, or of one address that is nobody's. */
const LIMIT = { member: 20, address: 6, seconds: 3600 } as const;

/** Counts one feedback, in PostgreSQL. `member` null: a visitor. Throws too_many_requests. */
export function feedbackLimit({ pool, config }: Pick<Deps, 'pool' | 'config'>): (member: string | null, ip: string) => Promise<void> {
  const of = (who: 'member' | 'address') => sharedLimit(pool, `feedback_${who}`, LIMIT[who] * config.limitsFactor, LIMIT.seconds);
  const [members, addresses] = [of('member'), of('address')];
  return (member, ip) => (member === null ? consume(addresses, addressKey(ip)) : consume(members, member));
}
