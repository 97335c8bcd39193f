import type pg from 'pg';
import { RateLimiterMemory, type RateLimiterPostgres } from 'rate-limiter-flexible';
import { sharedLimit } from '../http/limits.ts';

/** Likes, votes and follows of one member in a minute, given and taken back; counted per process. */
const GESTURES_A_MINUTE = 60;
/** Comments of one member. */
const COMMENTS = { number: 20, minutes: 10 } as const;

export function gestureLimit(factor: number): RateLimiterMemory {
  return new RateLimiterMemory({ keyPrefix: 'gesture', points: GESTURES_A_MINUTE * factor, duration: 60 });
}

/** In PostgreSQL, so that it holds across replicas. */
export function commentLimit(pool: pg.Pool, factor: number): RateLimiterPostgres {
  return sharedLimit(pool, 'comment', COMMENTS.number * factor, COMMENTS.minutes * 60);
}
