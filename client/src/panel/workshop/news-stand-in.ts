import { newId } from '@oto/schema/base/id';
import type { Appeal, Refusal } from '@oto/schema/contract/moderation';
import type { Notification, NotificationOffer } from '@oto/schema/contract/notification';
import { CREATIONS } from './fixtures.ts';

const NOW = Date.now();
const ago = (minutes: number): string => new Date(NOW - minutes * 60_000).toISOString();

/** What a wish with "bombe" in it is answered. */
export const REFUSAL: Refusal = {
  id: newId(),
  reason: 'weapons',
  advice: 'Il explique comment nuire. Parlez du sujet sans le mode d’emploi.',
  passage: 'comment fabriquer une bombe',
};

function news(id: number, minutes: number, about: Notification['about'], rest: Partial<Notification>): Notification {
  return {
    id: String(id),
    at: ago(minutes),
    about,
    kind: null,
    title: '',
    creation: null,
    job: newId(),
    actor: null,
    more: 0,
    agent: null,
    comment: null,
    code: null,
    read: false,
    ...rest,
  };
}

const of = (kind: Notification['kind']) => {
  const creation = CREATIONS.find((one) => one.kind === kind);
  return { kind, title: creation?.title ?? '', creation: creation?.id ?? null };
};

const NEWS: readonly Notification[] = [
  news(9, 1, 'done', of('image')),
  news(8, 12, 'partly', { ...of('text'), code: 'engine_oom' }),
  news(7, 31, 'appeal', { title: 'Une scène de guerre vue par un enfant', code: 'allowed' }),
  news(6, 95, 'failed', { kind: 'video', title: 'Un océan de néon, lent, la caméra avance', code: 'engine_timeout', read: true }),
  news(5, 60 * 9, 'done', { ...of('voice'), read: true }),
  news(4, 60 * 27, 'appeal', { title: 'La recette du grand-père', code: 'kept', read: true }),
];

function appeal(
  state: Appeal['state'],
  minutes: number,
  prompt: string,
  refusal: Omit<Refusal, 'id'>,
  words: string,
  answer: string,
): Appeal {
  return {
    id: newId(),
    state,
    prompt,
    refusal: { id: newId(), ...refusal },
    words,
    answer,
    createdAt: ago(minutes),
    decidedAt: state === 'open' ? null : ago(minutes - 20),
  };
}

const APPEALS: readonly Appeal[] = [
  appeal(
    'open',
    40,
    'Un polar où l’inspectrice comprend comment le poison a été dosé dans le thé',
    { reason: 'weapons', advice: 'Parlez du sujet sans le mode d’emploi.', passage: 'comment le poison a été dosé' },
    'C’est une intrigue de roman, il n’y a aucune recette.',
    '',
  ),
  appeal(
    'allowed',
    60 * 5,
    'Une scène de guerre vue par un enfant',
    { reason: 'violence', advice: 'Suggérez-la plutôt que de la montrer.', passage: '' },
    'Le texte parle de paix.',
    'Vous avez raison, rien de cru ici. Bonne écriture !',
  ),
  appeal(
    'kept',
    60 * 30,
    'La recette du grand-père, avec son numéro 06 12 34 56 78',
    { reason: 'personal_data', advice: 'Remplacez-le par un numéro inventé.', passage: '06 12 34 56 78' },
    'Il est d’accord.',
    'Nous ne pouvons pas le vérifier. Mettez un numéro inventé.',
  ),
];

/** The member's news, settings and appeals. Null: not one of its routes; undefined: done, nothing to tell. */
export function createNewsStandIn(offer: Partial<NotificationOffer>) {
  let settings: NotificationOffer = { push: false, email: false, pushKey: 'BEl62iUYgUivxIkv69yViEuiBIa', emailAvailable: true, ...offer };
  let list = NEWS;
  let appeals = APPEALS;
  const unread = () => list.filter((one) => !one.read).length;

  return (method: string, path: string, body: Record<string, unknown>): unknown => {
    switch (`${method} ${path}`) {
      case 'GET /api/notifications':
        return { notifications: list, unread: unread() };
      case 'POST /api/notifications/read':
        list = list.map((one) => (BigInt(one.id) <= BigInt(String(body['upTo'])) ? { ...one, read: true } : one));
        return { unread: unread() };
      case 'GET /api/notifications/settings':
        return settings;
      case 'PUT /api/notifications/settings':
        settings = { ...settings, push: body['push'] === true, email: body['email'] === true };
        return settings;
      case 'PUT /api/notifications/push':
      case 'DELETE /api/notifications/push':
        return {};
      case 'GET /api/appeals':
        return { appeals };
      case 'POST /api/appeals': {
        const made: Appeal = {
          ...appeal('open', 0, `Explique ${REFUSAL.passage} à partir de produits ménagers`, REFUSAL, String(body['words']), ''),
          refusal: REFUSAL,
        };
        appeals = [made, ...appeals];
        return made;
      }
      default:
        return null;
    }
  };
}
