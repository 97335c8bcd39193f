import type { Lang } from '@oto/schema/base/lang';
import type { Config } from '../config.ts';
import type { Trx } from '../deps.ts';
import { enqueueMail } from '../mail/enqueue.ts';
import { mailOfLetter } from '../mail/letter.ts';
import type { Signer } from '../pass/signer.ts';
import { waitingLink } from './link.ts';

type Words = { readonly subject: string; readonly lines: readonly string[]; readonly link: string };

/** No word of theirs stands in them: the address may be somebody else's. */
const WORDS = {
  confirm: {
    fr: {
      subject: 'oTo · Confirmez votre place dans la liste d’attente',
      lines: [
        'Cette adresse a été laissée dans la liste d’attente d’oTo, un grand tableau où l’on crée ensemble.',
        'Si c’est vous, confirmez-la : votre place compte à partir de là.',
      ],
      link: 'Confirmer ma place',
    },
    en: {
      subject: 'oTo · Confirm your place on the waiting list',
      lines: [
        'This address was left on the waiting list of oTo, a big board where people create together.',
        'If it was you, confirm it: your place counts from then on.',
      ],
      link: 'Confirm my place',
    },
  },
  waits: {
    fr: {
      subject: 'oTo · Vous êtes déjà dans la liste d’attente',
      lines: ['Cette adresse est déjà dans la liste d’attente, à sa place.'],
      link: 'Voir ma place',
    },
    en: {
      subject: 'oTo · You are on the waiting list already',
      lines: ['This address is on the waiting list already, in its place.'],
      link: 'See my place',
    },
  },
  invited: {
    fr: {
      subject: 'oTo · Votre invitation est déjà partie',
      lines: ['Une invitation a déjà été envoyée à cette adresse. Cherchez la lettre « Vous êtes invité ».'],
      link: 'Voir ma place',
    },
    en: {
      subject: 'oTo · Your invitation was sent already',
      lines: ['An invitation was sent to this address already. Look for the letter “You are invited”.'],
      link: 'See my place',
    },
  },
  member: {
    fr: {
      subject: 'oTo · Vous avez déjà un compte',
      lines: ['Un compte oTo porte déjà cette adresse : vous n’avez pas à attendre.'],
      link: 'Entrer',
    },
    en: {
      subject: 'oTo · You have an account already',
      lines: ['An oTo account bears this address already: there is no need to wait.'],
      link: 'Come in',
    },
  },
  invitation: {
    fr: {
      subject: 'oTo · Vous êtes invité',
      lines: ['Votre tour est venu : voici votre invitation. Elle vaut pour cette adresse, une fois.'],
      link: 'Entrer',
    },
    en: {
      subject: 'oTo · You are invited',
      lines: ['It is your turn: here is your invitation. It is for this address, once.'],
      link: 'Come in',
    },
  },
} as const satisfies { readonly [name: string]: { readonly [L in Lang]: Words } };

const FOOT: { readonly [L in Lang]: { readonly text: string; readonly words: string } } = {
  fr: { text: 'Si ce n’est pas vous, ou si vous ne voulez plus attendre, l’adresse s’efface d’un geste.', words: 'Ma place, et la sortie' },
  en: {
    text: 'If it was not you, or if you no longer wish to wait, the address is erased in one click.',
    words: 'My place, and the way out',
  },
};

type To = { readonly email: string; readonly lang: Lang };
type From = { readonly config: Pick<Config, 'publicUrl' | 'apiOrigin'>; readonly signer: Signer };

/** A letter to somebody of the list (uuid), with the way to their place in it. `at`: a path to lead to instead. */
export async function sendWaitingLetter(
  trx: Trx,
  { config, signer }: From,
  to: To & { readonly id: string },
  name: Exclude<keyof typeof WORDS, 'member'>,
  at?: string,
): Promise<void> {
  const { link, ...letter } = WORDS[name][to.lang];
  const place = await waitingLink(signer, config.apiOrigin, to.id);
  const { text, words } = FOOT[to.lang];
  const href = at === undefined ? place : `${config.publicUrl}${at}`;
  await enqueueMail(
    trx,
    mailOfLetter(to.email, { lang: to.lang, ...letter, link: { words: link, href }, foot: text, footLink: { words, href: place } }),
  );
}

/** To a member who left their address there: nothing of them is kept in the list. */
export async function sendMemberLetter(trx: Trx, { config }: Pick<From, 'config'>, to: To): Promise<void> {
  const { link, ...letter } = WORDS.member[to.lang];
  await enqueueMail(
    trx,
    mailOfLetter(to.email, { lang: to.lang, ...letter, link: { words: link, href: `${config.publicUrl}/?signin=open` } }),
  );
}
