import type { Lang } from '@oto/schema/base/lang';
import type { Config } from '../config.ts';
import type { Trx } from '../deps.ts';
import { enqueueMail } from '../mail/enqueue.ts';
import { mailOfLetter } from '../mail/letter.ts';

export type Addressee = { readonly email: string; readonly lang: Lang };

type Words = {
  readonly subject: string;
  readonly lines: readonly string[];
  readonly link?: string;
  readonly foot?: string;
};

const WORDS = {
  verify: {
    fr: {
      subject: 'oTo · Confirmez votre adresse',
      lines: ['Un compte oTo a été ouvert avec cette adresse.', 'Si c’est vous, confirmez-la, dans le navigateur où vous êtes connecté.'],
      link: 'Confirmer mon adresse',
      foot: 'Le lien vaut trois jours. Si ce n’est pas vous, ne faites rien : le compte n’obtiendra rien en votre nom.',
    },
    en: {
      subject: 'oTo · Confirm your address',
      lines: ['An oTo account was opened with this address.', 'If it was you, confirm it, in the browser where you are signed in.'],
      link: 'Confirm my address',
      foot: 'The link lasts three days. If it was not you, do nothing: the account will get nothing in your name.',
    },
  },
  reset: {
    fr: {
      subject: 'oTo · Choisir un nouveau mot de passe',
      lines: ['Quelqu’un a demandé un nouveau mot de passe pour votre compte oTo.'],
      link: 'Choisir un nouveau mot de passe',
      foot: 'Le lien vaut une heure et ne sert qu’une fois. Si ce n’est pas vous, ne faites rien : rien n’a changé.',
    },
    en: {
      subject: 'oTo · Choose a new password',
      lines: ['Somebody asked for a new password for your oTo account.'],
      link: 'Choose a new password',
      foot: 'The link lasts one hour and serves once. If it was not you, do nothing: nothing has changed.',
    },
  },
  passwordChanged: {
    fr: {
      subject: 'oTo · Votre mot de passe a changé',
      lines: [
        'Le mot de passe de votre compte oTo vient de changer, et les autres sessions sont terminées.',
        'Si ce n’est pas vous, choisissez-en un autre aussitôt par « mot de passe oublié », puis regardez vos clés dans votre compte.',
      ],
    },
    en: {
      subject: 'oTo · Your password was changed',
      lines: [
        'The password of your oTo account has just been changed, and the other sessions have ended.',
        'If it was not you, choose another at once by “forgotten password”, then look at the keys in your account.',
      ],
    },
  },
  addressProved: {
    fr: {
      subject: 'oTo · Ce compte est maintenant le vôtre',
      lines: [
        'Un nouveau mot de passe a été choisi par un lien reçu ici, et l’adresse de ce compte est confirmée. Tout ce qui l’ouvrait avant est terminé : mot de passe, clés d’accès, clés d’API, sessions.',
        'Ses créations, ses jetons et les personnes invitées dans ses parcelles sont restés. Si quelqu’un d’autre avait ouvert ce compte, regardez-les et retirez ce qui n’est pas de vous.',
      ],
    },
    en: {
      subject: 'oTo · This account is yours now',
      lines: [
        'A new password was chosen by a link received here, and the address of this account is confirmed. Everything that opened it before has ended: password, passkeys, API keys, sessions.',
        'Its creations, its tokens and the people invited to its plots have stayed. If somebody else had opened this account, look at them and remove what is not yours.',
      ],
    },
  },
  wayAdded: {
    fr: {
      subject: 'oTo · Un nouveau moyen d’entrer dans votre compte',
      lines: [
        'Une clé d’accès ou un service de connexion vient d’être ajouté à votre compte oTo.',
        'Si ce n’est pas vous, choisissez aussitôt un autre mot de passe et retirez ce que vous ne connaissez pas.',
      ],
    },
    en: {
      subject: 'oTo · A new way into your account',
      lines: [
        'A passkey or a sign-in service has just been added to your oTo account.',
        'If it was not you, choose another password at once and remove what you do not know.',
      ],
    },
  },
  invitation: {
    fr: {
      subject: 'oTo · Vous êtes invité',
      lines: ['oTo est un grand tableau où l’on crée ensemble. Voici votre invitation : elle vaut pour cette adresse, une fois.'],
      link: 'Entrer',
    },
    en: {
      subject: 'oTo · You are invited',
      lines: ['oTo is a big board where people create together. Here is your invitation: it is for this address, once.'],
      link: 'Come in',
    },
  },
} as const satisfies { readonly [name: string]: { readonly [L in Lang]: Words } };

/** `at`: the path that its link leads to. Without mail nothing is written. */
export async function sendLetter(
  trx: Trx,
  config: Pick<Config, 'publicUrl' | 'mail' | 'mailbox'>,
  to: Addressee,
  name: keyof typeof WORDS,
  at?: string,
): Promise<void> {
  if (!sendsMail(config)) return;
  const { link, ...letter }: Words = WORDS[name][to.lang];
  const href = at === undefined || link === undefined ? {} : { link: { words: link, href: `${config.publicUrl}${at}` } };
  await enqueueMail(trx, mailOfLetter(to.email, { lang: to.lang, ...letter, ...href }));
}

/** Whether letters come somewhere: to people, or into the mailbox of a local run. */
export function sendsMail({ mail, mailbox }: Pick<Config, 'mail' | 'mailbox'>): boolean {
  return mail !== null || mailbox;
}

export async function addresseeOf(trx: Trx, userUuid: string): Promise<Addressee & { readonly emailVerified: boolean }> {
  return trx
    .selectFrom('user')
    .innerJoin('member', 'member.id', 'user.id')
    .select(['user.email', 'user.emailVerified', 'member.lang'])
    .where('user.id', '=', userUuid)
    .executeTakeFirstOrThrow();
}
