import type { Context } from 'hono';
import type { ApiEnv } from './env.ts';

/** Seconds for which a visitor may be told what was true a moment ago. */
const VISITOR_S = 5;

/**
 * Who may keep an answer that depends on who reads it. A visitor's: anybody, for a moment. A member's: their own browser,
 * which asks each time whether it has changed, when everybody may see all of it (`isOpen`); else nobody.
 */
export function keptBy(c: Context<ApiEnv>, viewer: string | null, isOpen: boolean): void {
  const member = isOpen ? 'private, no-cache' : 'private, no-store';
  c.header('Cache-Control', viewer === null && isOpen ? `public, max-age=${VISITOR_S}` : member);
  c.header('Vary', 'Cookie, Authorization', { append: true });
}
