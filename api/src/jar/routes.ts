import { Hono } from 'hono';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { z } from 'zod';
import { uuidFromId } from '@oto/schema/base/id';
import { IdText } from '@oto/schema/contract/common';
import { Jar, JarGiftRequest } from '@oto/schema/contract/jar';
import type { Deps } from '../deps.ts';
import { ApiError } from '../http/api-error.ts';
import { describe } from '../http/describe.ts';
import { callerOf, requireSession, type ApiEnv } from '../http/env.ts';
import { consume } from '../http/limits.ts';
import { json, param } from '../http/validate.ts';
import { giveToJar, takeBackGift } from './give.ts';
import { jarOf } from './read.ts';

const OneCreation = z.object({ id: IdText });
const OneGift = z.object({ gift: IdText });
/** Gifts of one member in a minute, given and taken back; counted per process. */
const GIFTS_A_MINUTE = 20;

/** GET and POST /api/creations/:id/jar, DELETE /api/jar/:gift. */
export function jarRoutes(deps: Deps): Hono<ApiEnv> {
  const limit = new RateLimiterMemory({ keyPrefix: 'jar', points: GIFTS_A_MINUTE * deps.config.limitsFactor, duration: 60 });
  return new Hono<ApiEnv>()
    .get(
      '/api/creations/:id/jar',
      describe('Tokens that wait for the next branch of a creation', 'tokens', Jar),
      param(OneCreation),
      async (c) => {
        c.header('Cache-Control', 'private, no-store');
        const viewer = c.get('caller') === null ? null : callerOf(c).memberId;
        return c.json(await jarOf(deps.db, uuidFromId(c.req.valid('param').id), viewer));
      },
    )
    .post(
      '/api/creations/:id/jar',
      describe('Drop tokens for the next branch of a creation; header Idempotency-Key is required', 'tokens', Jar, 201),
      param(OneCreation),
      json(JarGiftRequest),
      async (c) => {
        const { memberId } = requireSession(c);
        const key = c.req.header('idempotency-key') ?? '';
        if (key.length < 8 || key.length > 80) throw new ApiError('idempotency_key_required');
        await consume(limit, memberId);
        const creation = uuidFromId(c.req.valid('param').id);
        await giveToJar(deps, { creation, member: memberId, tokens: c.req.valid('json').tokens, key });
        return c.json(await jarOf(deps.db, creation, memberId), 201);
      },
    )
    .delete('/api/jar/:gift', describe('Take back what is left of a gift', 'tokens', Jar), param(OneGift), async (c) => {
      const { memberId } = requireSession(c);
      await consume(limit, memberId);
      const creation = await takeBackGift(deps, uuidFromId(c.req.valid('param').gift), memberId);
      return c.json(await jarOf(deps.db, creation, memberId));
    });
}
