import type { Lang } from '@oto/schema/base/lang';
import type { Trx } from '../deps.ts';
import { enqueueMail } from '../mail/enqueue.ts';
import { mailOfLetter } from '../mail/letter.ts';

type Off = { readonly url: string; readonly why: 'gone' | 'failing' };

const WORDS: { readonly [L in Lang]: { readonly subject: string; readonly [why: string]: string; readonly open: string } } = {
  fr: {
    subject: 'Un webhook a été éteint',
    gone: 'Cette adresse a répondu qu’elle n’existe plus (410). Plus rien ne lui est envoyé :',
    failing: 'Rien n’arrive plus à cette adresse depuis cinq jours. Plus rien ne lui est envoyé :',
    after: 'Corrigez-la et rallumez-la dans Exploitation, Webhooks ; ce qui a échoué peut y être renvoyé.',
    open: 'Ouvrir oTo',
  },
  en: {
    subject: 'A webhook was switched off',
    gone: 'This address answered that it is gone (410). Nothing is sent to it any more:',
    failing: 'Nothing has got through to this address for five days. Nothing is sent to it any more:',
    after: 'Mend it and switch it on again under Operations, Webhooks; what failed can be sent again there.',
    open: 'Open oTo',
  },
};

/** Writes to every operator that an endpoint was switched off. */
export async function tellOperators(trx: Trx, publicUrl: string, { url, why }: Off): Promise<void> {
  const operators = await trx
    .selectFrom('member')
    .innerJoin('user', 'user.id', 'member.id')
    .select(['user.email', 'member.lang'])
    .where('member.role', '=', 'operator')
    .where('member.deleted_at', 'is', null)
    .execute();
  for (const { email, lang } of operators) {
    const words = WORDS[lang];
    const lines = [words[why] ?? '', new URL(url).origin, words.after ?? ''];
    await enqueueMail(
      trx,
      mailOfLetter(email, { lang, subject: words.subject, lines, link: { words: words.open, href: `${publicUrl}/` } }),
    );
  }
}
