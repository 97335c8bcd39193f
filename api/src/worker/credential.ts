import { createHash, timingSafeEqual } from 'node:crypto';
import type { Context } from 'hono';
import { errors } from 'jose';
import { z } from 'zod';
import { uuidFromId, type Id } from '@oto/schema/base/id';
import { WORKER_AUDIENCE, WORKER_TYP } from '@oto/schema/contract/pass';
import type { Deps } from '../deps.ts';
import { ApiError } from '../http/api-error.ts';
import type { ApiEnv } from '../http/env.ts';

type Ctx = Context<ApiEnv>;

/** What a job's pass proves: this worker, this job, this attempt. */
export type JobPass = { readonly worker: string; readonly jobUuid: string; readonly attempt: number };

const Claims = z.object({ sub: z.string(), job: z.string(), attempt: z.int().min(1) });

/** For hello and claim. Throws bad_credential; says nothing by its timing. */
export function requireWorker(c: Ctx, workerToken: string): void {
  const given = createHash('sha256').update(bearer(c)).digest();
  const wanted = createHash('sha256').update(workerToken).digest();
  if (!timingSafeEqual(given, wanted)) throw new ApiError('bad_credential');
}

/** For everything about one job. Throws bad_credential on another job's pass. */
export async function requireJobPass(c: Ctx, deps: Deps, job: Id): Promise<JobPass> {
  let payload;
  try {
    payload = await deps.signer.verify(bearer(c), { audience: WORKER_AUDIENCE, typ: WORKER_TYP });
  } catch (error) {
    if (error instanceof errors.JOSEError) throw new ApiError('bad_credential', { detail: error.code });
    throw error;
  }
  const claims = Claims.safeParse(payload);
  if (!claims.success || claims.data.job !== job) throw new ApiError('bad_credential', { detail: 'the pass of another job' });
  return { worker: claims.data.sub, jobUuid: uuidFromId(job), attempt: claims.data.attempt };
}

export async function signJobPass(deps: Deps, worker: string, job: Id, attempt: number, seconds: number): Promise<string> {
  return deps.signer.sign({ job, attempt }, { audience: WORKER_AUDIENCE, typ: WORKER_TYP, seconds, subject: worker });
}

function bearer(c: Ctx): string {
  const match = /^Bearer (\S+)$/i.exec(c.req.header('authorization') ?? '');
  if (!match?.[1]) throw new ApiError('bad_credential');
  return match[1];
}
