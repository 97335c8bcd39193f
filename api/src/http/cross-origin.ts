import { cors } from 'hono/cors';
import type { Config } from '../config.ts';
import { allowedOrigins } from './origin.ts';

type Origins = Pick<Config, 'publicUrl' | 'apiOrigin' | 'allowedOrigins'>;

/** Whether pages of other origins than this api's own may ask with a person's cookies. */
export function hasOtherOrigins({ publicUrl, apiOrigin, allowedOrigins }: Origins): boolean {
  return apiOrigin !== publicUrl || allowedOrigins.length > 0;
}

/** Seconds for which a browser need not ask again whether it may. */
const ASKED_S = 600;

/**
 * Lets the pages of our own origins ask with credentials; browsers keep every other page from reading an
 * answer. What an answer depends on is said in all of them, so that a picture that was kept without an
 * origin is not taken for one with.
 */
export function crossOrigin(config: Origins) {
  const allowed = allowedOrigins(config);
  return cors({
    origin: (origin) => (allowed.has(origin) ? origin : null),
    credentials: true,
    exposeHeaders: ['X-Request-Id', 'Retry-After', 'ETag', 'Content-Disposition'],
    maxAge: ASKED_S,
  });
}
