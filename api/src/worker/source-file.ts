import { Readable } from 'node:stream';
import type { Context } from 'hono';
import type { Deps } from '../deps.ts';
import { ApiError } from '../http/api-error.ts';
import type { ApiEnv } from '../http/env.ts';
import type { MediaStore } from '../media/store.ts';
import type { JobPass } from './credential.ts';
import { lockRunning } from './lease.ts';

type Stored = { readonly sha256: string; readonly mime: string; readonly bytes: string };

/** One of the files that the person gave, by its place. Throws not_found, stale_attempt. */
export async function inputFile(deps: Deps, pass: JobPass, index: number): Promise<Stored> {
  return deps.db.transaction().execute(async (trx) => {
    const job = await lockRunning(trx, pass);
    const find = trx.selectFrom('job_input').select(['sha256', 'mime', 'bytes']).where('job_id', '=', job.id);
    return found(await find.where('position', '=', index).executeTakeFirst());
  });
}

/** What a step delivered before. Throws not_found, stale_attempt. */
export async function stepFile(deps: Deps, pass: JobPass, step: number): Promise<Stored> {
  return deps.db.transaction().execute(async (trx) => {
    const job = await lockRunning(trx, pass);
    const find = trx.selectFrom('step_media').select(['sha256', 'mime', 'bytes']).where('creation_id', '=', job.creation_id);
    return found(await find.where('position', '=', step).where('variant', '=', 'main').executeTakeFirst());
  });
}

function found(file: Stored | undefined): Stored {
  if (!file) throw new ApiError('not_found');
  return file;
}

/** Streams a stored file to a worker. */
export async function sendFile(c: Context<ApiEnv>, store: Pick<MediaStore, 'read'>, file: Stored): Promise<Response> {
  const body = Readable.toWeb(await store.read(file.sha256, null)) as ReadableStream;
  return c.body(body, 200, { 'Content-Type': file.mime, 'Content-Length': file.bytes, 'Cache-Control': 'private, no-store' });
}
