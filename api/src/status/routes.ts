import { Hono, type Context } from 'hono';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { Status, StatusQuery } from '@oto/schema/contract/status';
import type { Deps } from '../deps.ts';
import { addressKey } from '../http/client-address.ts';
import { describe } from '../http/describe.ts';
import type { ApiEnv } from '../http/env.ts';
import { consume } from '../http/limits.ts';
import { query } from '../http/validate.ts';
import { statusFeed } from './atom.ts';
import { statusPage } from './page.ts';
import { awayStatus, readStatus, type StatusView } from './read.ts';

/** Read once for all who ask within this, milliseconds. */
const KEPT_MS = 3_000;
/** A database that does not answer by then is away. */
const AWAY_MS = 2_500;
/** Of one address, a minute. */
const PER_MINUTE = 120;
const CACHE = 'public, max-age=5';

/** GET /status, /status.atom, /api/status: how the service is, also while its database is away. */
export function statusRoutes(deps: Deps): Hono<ApiEnv> {
  const limit = new RateLimiterMemory({ keyPrefix: 'status', points: PER_MINUTE * deps.config.limitsFactor, duration: 60 });
  const told = statusTeller(deps);
  const ask = async (c: Context<ApiEnv>) => {
    await consume(limit, addressKey(c.get('ip')));
    c.header('Cache-Control', CACHE);
    return told();
  };
  return new Hono<ApiEnv>()
    .get('/status', describe('How the service is, as a page', 'status'), async (c) => {
      const { status, isAway } = await ask(c);
      c.header('Vary', 'Accept-Language, Cookie', { append: true });
      return c.html(statusPage(status, c.get('lang'), { publicUrl: deps.config.publicUrl, now: deps.now() }, isAway));
    })
    .get('/status.atom', describe('Incidents as an Atom feed', 'status'), async (c) => {
      const { status } = await ask(c);
      c.header('Vary', 'Accept-Language, Cookie', { append: true });
      c.header('Content-Type', 'application/atom+xml; charset=utf-8');
      return c.body(statusFeed(status, c.get('lang'), deps.config.publicUrl, deps.now()));
    })
    .get('/api/status', describe('How the service is', 'status', Status), query(StatusQuery), async (c) => {
      const { status } = await ask(c);
      const { days } = c.req.valid('query');
      return c.json({
        ...status,
        components: status.components.map((one) => ({ ...one, days: days === 0 ? [] : one.days.slice(-days) })),
      } satisfies StatusView);
    });
}

type Told = { readonly status: StatusView; readonly isAway: boolean };

/** Reads at most every KEPT_MS, and tells what it last knew while nobody answers. */
function statusTeller(deps: Pick<Deps, 'db' | 'now' | 'log'>): () => Promise<Told> {
  let known: StatusView | null = null;
  let kept: { readonly told: Promise<Told>; readonly until: number } | null = null;
  const read = async (): Promise<Told> => {
    try {
      known = await within(readStatus(deps));
      return { status: known, isAway: false };
    } catch (error) {
      deps.log.warn({ err: error }, 'how the service is could not be read');
      return { status: awayStatus(known), isAway: true };
    }
  };
  return () => {
    const now = performance.now();
    if (kept === null || now >= kept.until) kept = { told: read(), until: now + KEPT_MS };
    return kept.told;
  };
}

async function within<T>(work: Promise<T>): Promise<T> {
  const late = Promise.withResolvers<never>();
  const alarm = setTimeout(() => late.reject(new Error(`no answer within ${AWAY_MS} ms`)), AWAY_MS);
  try {
    return await Promise.race([work, late.promise]);
  } finally {
    clearTimeout(alarm);
  }
}
