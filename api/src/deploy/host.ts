import { createHash, timingSafeEqual } from 'node:crypto';
import type { Context } from 'hono';
import { ApiError } from '../http/api-error.ts';
import type { ApiEnv } from '../http/env.ts';

/** For the host that deploys. Throws bad_credential, also where no host may; says nothing by its timing. */
export function requireHost(c: Context<ApiEnv>, token: string | null): void {
  const given = /^Bearer (\S+)$/i.exec(c.req.header('authorization') ?? '')?.[1];
  if (given === undefined || token === null) throw new ApiError('bad_credential');
  const [one, two] = [given, token].map((text) => createHash('sha256').update(text).digest()) as [Buffer, Buffer];
  if (!timingSafeEqual(one, two)) throw new ApiError('bad_credential');
}
