import type { Lang } from '@oto/schema/base/lang';
import { idFromUuid } from '@oto/schema/base/id';
import type { FeedbackAnswer } from '@oto/schema/contract/feedback';
import type { Config } from '../config.ts';
import type { Deps, Trx } from '../deps.ts';
import { ApiError } from '../http/api-error.ts';
import { sendsMail } from '../identity/letters.ts';
import { enqueueMail } from '../mail/enqueue.ts';
import { mailOfLetter } from '../mail/letter.ts';
import { audit } from '../operator/audit.ts';
import type { FeedbackRow } from './view.ts';

const WORDS: { readonly [L in Lang]: { readonly subject: string; readonly line: string; readonly link: string; readonly foot: string } } = {
  fr: {
    subject: 'oTo · Réponse à votre avis',
    line: 'Une personne d’oTo répond à l’avis laissé avec cette adresse :',
    link: 'Ouvrir oTo',
    foot: 'Si ce n’est pas vous, ignorez cette lettre.',
  },
  en: {
    subject: 'oTo · An answer to your feedback',
    line: 'A person of oTo answers the feedback left with this address:',
    link: 'Open oTo',
    foot: 'If it was not you, ignore this letter.',
  },
};

/** Answers, puts away or reopens; an answer goes by mail too, in the person's language. Throws not_found, wrong_state. */
export async function changeFeedback(
  deps: Pick<Deps, 'db' | 'now' | 'config'>,
  operatorUuid: string,
  feedbackUuid: string,
  change: FeedbackAnswer,
): Promise<FeedbackRow> {
  return deps.db.transaction().execute(async (trx) => {
    const before = await trx.selectFrom('feedback').selectAll().where('id', '=', feedbackUuid).forUpdate().executeTakeFirst();
    if (!before) throw new ApiError('not_found');
    const answer = 'answer' in change ? change.answer : null;
    // One answer: a second one would contradict a letter that has gone.
    if (answer !== null && before.answered_at !== null) throw new ApiError('wrong_state');
    if (answer !== null) await mailAnswer(trx, deps.config, before, answer);
    const { state } = 'state' in change ? change : { state: 'answered' as const };
    const after = await trx
      .updateTable('feedback')
      .set({
        // What was answered stays so when it is reopened from where it was put away.
        state: state === 'open' && before.answered_at !== null ? 'answered' : state,
        ...(answer === null ? {} : { answer, answered_by: operatorUuid, answered_at: deps.now() }),
      })
      .where('id', '=', feedbackUuid)
      .returningAll()
      .executeTakeFirstOrThrow();
    await audit(trx, operatorUuid, answer === null ? 'feedback_state' : 'feedback_answer', idFromUuid(feedbackUuid), {
      state: after.state,
    });
    return after;
  });
}

async function mailAnswer(trx: Trx, config: Config, row: FeedbackRow, answer: string): Promise<void> {
  if (!sendsMail(config)) return;
  const member =
    row.member_id === null
      ? null
      : await trx
          .selectFrom('user')
          .innerJoin('member', 'member.id', 'user.id')
          .select(['user.email', 'member.lang'])
          .where('user.id', '=', row.member_id)
          .executeTakeFirst();
  const to = member?.email ?? row.contact;
  if (to === null) return;
  const lang = member?.lang ?? row.lang;
  const { subject, line, link, foot } = WORDS[lang];
  await enqueueMail(
    trx,
    mailOfLetter(to, { lang, subject, lines: [line, answer], link: { words: link, href: `${config.publicUrl}/` }, foot }),
  );
}
