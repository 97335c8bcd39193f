import { randomBytes } from 'node:crypto';
import type { Db } from '../deps.ts';

/** A preview's address is its right: it lives this long and nobody can guess it. */
export const PREVIEW_SECONDS = 60;
/** Kept per job, so that the picture just shown does not vanish under the eyes. */
const KEPT = 2;

/** Keeps a preview for a minute; the path under which it is served. */
export async function keepPreview(db: Db, now: Date, jobUuid: string, bytes: Uint8Array, mime: string): Promise<string> {
  const token = randomBytes(24).toString('base64url');
  await db.transaction().execute(async (trx) => {
    await trx
      .insertInto('preview')
      .values({ token, job_id: jobUuid, mime, body: Buffer.from(bytes), expires_at: new Date(now.getTime() + PREVIEW_SECONDS * 1000) })
      .execute();
    const kept = trx.selectFrom('preview').select('token').where('job_id', '=', jobUuid).orderBy('expires_at', 'desc').limit(KEPT);
    await trx.deleteFrom('preview').where('job_id', '=', jobUuid).where('token', 'not in', kept).execute();
  });
  return `/media/preview/${token}`;
}
