import type { Lang } from '@oto/schema/base/lang';
import type { Kind } from '@oto/schema/board/kind';
import { errorText, isErrorCode } from '@oto/schema/contract/errors';
import type { PushMessage } from '@oto/schema/contract/notification';
import { idFromUuid } from '@oto/schema/base/id';
import type { NotificationRow } from './view.ts';

export type Told = Pick<NotificationRow, 'id' | 'about' | 'kind' | 'title' | 'code' | 'creation_id' | 'agent_id' | 'job_id'>;

const DONE: Readonly<Record<Lang, Readonly<Record<Kind, string>>>> = {
  fr: { text: 'Votre texte est prêt', image: 'Votre image est prête', video: 'Votre vidéo est prête', voice: 'Votre voix est prête' },
  en: { text: 'Your text is ready', image: 'Your image is ready', video: 'Your video is ready', voice: 'Your voice is ready' },
};
const FAILED: Readonly<Record<Lang, Readonly<Record<Kind, string>>>> = {
  fr: {
    text: 'Votre texte n’a pas pu être fait',
    image: 'Votre image n’a pas pu être faite',
    video: 'Votre vidéo n’a pas pu être faite',
    voice: 'Votre voix n’a pas pu être faite',
  },
  en: {
    text: 'Your text could not be made',
    image: 'Your image could not be made',
    video: 'Your video could not be made',
    voice: 'Your voice could not be made',
  },
};
const PARTLY = { fr: 'Votre création est faite en partie', en: 'Your creation was made in part' };
const KEPT = {
  fr: 'Ce qui a été livré est gardé dans vos brouillons ; le reste n’est pas débité.',
  en: 'What was delivered is kept in your drafts; the rest is not charged.',
};
const APPEAL = {
  fr: { allowed: 'Votre recours est accepté', kept: 'Votre recours n’est pas accepté' },
  en: { allowed: 'Your appeal was accepted', kept: 'Your appeal was not accepted' },
};
const APPEAL_NEXT = {
  fr: { allowed: 'Vous pouvez envoyer ce texte tel quel.', kept: 'La réponse vous attend dans oTo.' },
  en: { allowed: 'You can send these words as they are.', kept: 'The answer is waiting for you in oTo.' },
};

/** What others did. Without their names and words: a mail may reach an address that its member shares with others. */
const BY_OTHERS = {
  forked: { fr: 'Votre création a été reprise', en: 'Your creation was forked' },
  liked: { fr: 'Votre post-it a plu', en: 'Somebody likes your post-it' },
  commented: { fr: 'Votre post-it a un commentaire', en: 'Your post-it has a comment' },
  answered: { fr: 'On vous a répondu', en: 'Somebody answered you' },
  mentioned: { fr: 'On parle de vous dans un commentaire', en: 'You are mentioned in a comment' },
  followed: { fr: 'Quelqu’un vous suit', en: 'Somebody follows you' },
  featured: { fr: 'Votre création est au mur de la semaine', en: 'Your creation is on this week’s wall' },
  sponsored: { fr: 'Des jetons attendent votre prochaine branche', en: 'Tokens are waiting for your next branch' },
  statement: { fr: 'Une décision a été prise sur ce que vous avez publié', en: 'A decision was taken about what you published' },
  report: { fr: 'Votre signalement a une réponse', en: 'Your report has an answer' },
} as const satisfies Readonly<Record<ByOthers, Readonly<Record<Lang, string>>>>;
type ByOthers = Exclude<Told['about'], 'done' | 'failed' | 'partly' | 'appeal'>;

/** What happened, in one line without the person's own words. */
export function headline({ about, kind, code }: Told, lang: Lang): string {
  switch (about) {
    case 'done':
      return DONE[lang][kind ?? 'text'];
    case 'failed':
      return FAILED[lang][kind ?? 'text'];
    case 'partly':
      return PARTLY[lang];
    case 'appeal':
      return APPEAL[lang][code === 'allowed' ? 'allowed' : 'kept'];
    default:
      return BY_OTHERS[about][lang];
  }
}

/** What it means, or what to do; empty when the headline says it all. */
export function explanation({ about, code }: Told, lang: Lang): string {
  switch (about) {
    case 'done':
      return '';
    case 'failed':
      return isErrorCode(code) ? errorText(code, lang) : '';
    case 'partly':
      return KEPT[lang];
    case 'appeal':
      return APPEAL_NEXT[lang][code === 'allowed' ? 'allowed' : 'kept'];
    default:
      return '';
  }
}

/** Where to go on: the note of what was made, else the board. A path of ours. */
export function pathOf({ about, creation_id, agent_id }: Told): string {
  const note = creation_id ?? agent_id;
  const leads = about !== 'failed' && about !== 'appeal' && about !== 'statement' && about !== 'report';
  return leads && note !== null ? `/n/${idFromUuid(note)}` : '/';
}

/** One a job: a later message takes the place of an earlier one. */
export function topicOf({ id, job_id }: Told): string {
  return job_id === null ? `n-${id}` : `j-${idFromUuid(job_id)}`;
}

export function pushMessage(told: Told, lang: Lang): PushMessage {
  const body = [told.title, explanation(told, lang)].filter((line) => line !== '').join('\n');
  return { title: headline(told, lang), body, url: pathOf(told), tag: topicOf(told) };
}
