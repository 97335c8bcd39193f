import { FEEDBACK_DAYS } from '@oto/schema/contract/feedback';
import type { Deps, Trx } from '../deps.ts';
import { doubtStored } from '../media/stored-file.ts';

/** What a member (uuid) who leaves has said of the product. */
export async function forgetFeedback(trx: Trx, memberUuid: string): Promise<void> {
  const gone = await trx.deleteFrom('feedback').where('member_id', '=', memberUuid).returning('sha256').execute();
  await doubtStored(
    trx,
    gone.flatMap(({ sha256 }) => sha256 ?? []),
  );
}

export async function pruneFeedback({ db, now }: Pick<Deps, 'db' | 'now'>): Promise<void> {
  const before = new Date(now().getTime() - FEEDBACK_DAYS * 86_400_000);
  await db.transaction().execute(async (trx) => {
    const gone = await trx.deleteFrom('feedback').where('created_at', '<', before).returning('sha256').execute();
    await doubtStored(
      trx,
      gone.flatMap(({ sha256 }) => sha256 ?? []),
    );
  });
}
