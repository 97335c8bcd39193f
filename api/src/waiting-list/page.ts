import type { Lang } from '@oto/schema/base/lang';
import { escapeHtml } from '../site/page.ts';

/** All that is kept of somebody who waits. */
export type Kept = { readonly email: string; readonly lang: Lang; readonly wish: string };

/** Where somebody stands. `gone`: nothing is kept of them. */
export type Standing =
  | { readonly type: 'unconfirmed' }
  | { readonly type: 'waits'; readonly place: number }
  | { readonly type: 'invited' }
  | { readonly type: 'gone' };

const WORDS = {
  fr: {
    title: 'Liste d’attente',
    unconfirmed: 'Votre adresse n’est pas encore confirmée. D’un geste, votre place compte.',
    confirm: 'Confirmer ma place',
    waits: (place: string) => `Vous êtes dans la liste, à la place ${place}. Une lettre vous dira quand venir.`,
    invited: 'Votre invitation est partie : cherchez la lettre « Vous êtes invité ».',
    gone: 'Rien n’est gardé de votre adresse ici.',
    kept: 'Voici tout ce qui est gardé de vous, jusqu’à votre venue ou votre départ :',
    leave: 'Sortir de la liste et effacer mon adresse',
    board: 'Regarder le tableau',
  },
  en: {
    title: 'Waiting list',
    unconfirmed: 'Your address is not confirmed yet. One click, and your place counts.',
    confirm: 'Confirm my place',
    waits: (place: string) => `You are on the list, in place ${place}. A letter will tell you when to come.`,
    invited: 'Your invitation was sent: look for the letter “You are invited”.',
    gone: 'Nothing is kept of your address here.',
    kept: 'This is all that is kept of you, until you come or leave:',
    leave: 'Leave the list and erase my address',
    board: 'Watch the board',
  },
};

/** A page without scripts. Its buttons post to its own address: programs that look into mails do only GET. */
export function waitingPage(lang: Lang, standing: Standing, kept: Kept | null, publicUrl: string): string {
  const words = WORDS[lang];
  const said = standing.type === 'waits' ? words.waits(new Intl.NumberFormat(lang).format(standing.place)) : words[standing.type];
  const button = (deed: string, text: string, look: string) =>
    `<form method="post"><button name="deed" value="${deed}" class="${look}">${text}</button></form>`;
  const all =
    kept === null
      ? ''
      : `<p class="kept">${words.kept}<br>${[kept.email, kept.lang, kept.wish].filter(Boolean).map(escapeHtml).join(' · ')}</p>`;
  const confirm = standing.type === 'unconfirmed' ? button('confirm', words.confirm, 'main') : '';
  const leave = standing.type === 'gone' ? '' : button('leave', words.leave, 'plain');
  return `<!doctype html><html lang="${lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="robots" content="noindex">
<title>${words.title} · oTo</title><style>
body{font:18px/1.5 Georgia,serif;max-width:32rem;margin:12vh auto;padding:0 1.5rem;color:#2a2723;background:#fbf9f4}
h1{font-size:1.5rem}
button{font:inherit;padding:.6rem 1.2rem;border:1px solid #2a2723;border-radius:.4rem;background:#fff;color:inherit;cursor:pointer}
.main{background:#2a2723;color:#fff}.plain{font-size:.9rem;border-color:#8a8375}
form{margin:1rem 0}.kept{font-size:.9rem;color:#6b645a}
a{color:#2660b4}
</style></head><body><main><h1>${words.title}</h1><p>${said}</p>${confirm}${all}${leave}<p><a href="${publicUrl}/">${words.board}</a></p></main></body></html>`;
}
