import { GITHUB_WEBHOOK, STRIPE_WEBHOOK } from './paths.ts';

/** What the host's guard counts by address: who does too much of it is kept out before they reach us (ops/guard). */
export type Guarded = 'sign_in' | 'webhook' | 'refused' | 'probe';

const WEBHOOKS: ReadonlySet<string> = new Set([STRIPE_WEBHOOK, GITHUB_WEBHOOK]);

/** Null: nothing that anybody is kept out for. `route`: as it is written down; `none` where nothing answers. */
export function guardOf(method: string, path: string, route: string, status: number): Guarded | null {
  if (WEBHOOKS.has(path)) return status >= 400 && status < 500 ? 'webhook' : null;
  if (status === 404) return route === 'none' ? 'probe' : null;
  if (status !== 401 && status !== 403 && status !== 429) return null;
  return method === 'POST' && path.startsWith('/api/auth/') ? 'sign_in' : 'refused';
}
