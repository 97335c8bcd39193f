import type pg from 'pg';
import { RateLimiterMemory, RateLimiterPostgres } from 'rate-limiter-flexible';

/** Likes, votes and follows of one member in a minute, given and taken back; counted per process. */
const GESTURES_A_MINUTE = 60;
/** Comments of one member. */
const COMMENTS = { number: 20, minutes: 10 } as const;

export function gestureLimit(factor: number): RateLimiterMemory {
  return new RateLimiterMemory({ keyPrefix: 'gesture', points: GESTURES_A_MINUTE * factor, duration: 60 });
}

/** In PostgreSQL, so that it holds across replicas. */
export function commentLimit(pool: pg.Pool, factor: number): RateLimiterPostgres {
  const table = { storeClient: pool, storeType: 'pool', tableName: 'rate_limit', tableCreated: true };
  return new RateLimiterPostgres({ ...table, keyPrefix: 'comment', points: COMMENTS.number * factor, duration: COMMENTS.minutes * 60 });
}
