import type { Context } from 'hono';
import { matchedRoutes } from 'hono/route';
import type { ApiEnv } from './env.ts';

/** The route that answered, as it is written down; `none` where none did. Never an address. */
export function routeOf(c: Context<ApiEnv>): string {
  return matchedRoutes(c).findLast(({ path }) => !path.endsWith('/*'))?.path ?? 'none';
}
