import type { Trx } from '../deps.ts';

/**
 * Takes the words of a member (uuid) who leaves, and those about them, out of reports and decisions. What was reported
 * and decided, and on which ground, stays as a number: the platform must account for it.
 */
export async function forgetSafety(trx: Trx, member: string): Promise<void> {
  await trx.deleteFrom('block').where('member_id', '=', member).execute();
  await trx.updateTable('report').set({ reporter_id: null, words: '' }).where('reporter_id', '=', member).execute();
  await trx.updateTable('report').set({ title: '' }).where('owner_id', '=', member).execute();
  await trx
    .updateTable('statement_of_reasons')
    .set((eb) => ({
      title: '',
      facts: '',
      appeal_words: eb.case().when('appeal_words', 'is', null).then(null).else('').end(),
      appeal_answer: '',
    }))
    .where('member_id', '=', member)
    .execute();
}
