import { frenchSpacing } from '../i18n/french-spacing.ts';
import { welcome as en } from '../i18n/words/welcome.en.ts';
import { welcome as fr } from '../i18n/words/welcome.fr.ts';
import { DRAWN } from './drawings.ts';
import { pageFooter } from './footer.ts';
import { WORDMARK } from './wordmark.ts';

type Lang = 'fr' | 'en';
type Key = keyof typeof fr;
const WORDS = { fr, en } as const;

/** What the api writes in, for it alone knows: WELCOME_TOKENS, a list of prices (api/src/site/welcome). */
const GIFT = '<!--welcome-tokens-->';
const PRICES = '<!--welcome-prices-->';

/** Of the page's head: what it is called, and what it says of itself. */
export function welcomeHead(lang: Lang): { readonly title: string; readonly description: string } {
  return { title: WORDS[lang]['welcome.title'], description: WORDS[lang]['welcome.description'] };
}

/** The whole body of the page, in its language, complete without script. */
export function welcomeBody(lang: Lang): string {
  const t = (key: Key): string => {
    const words = WORDS[lang][key].replace('{{ tokens }}', GIFT);
    return (lang === 'fr' ? frenchSpacing(words) : words).replaceAll('&', '&amp;');
  };
  const other = lang === 'fr' ? 'en' : 'fr';
  const gesture = (name: 'click' | 'pull' | 'fork' | 'make', kind: string) =>
    `<li class="postit ${kind}"><span class="pin" aria-hidden="true"></span>${DRAWN[name]}<h3>${t(`welcome.gesture.${name}`)}</h3><p>${t(`welcome.gesture.${name}Text`)}</p></li>`;
  const step = (number: 1 | 2 | 3, drawn: string) =>
    `<li class="step">${drawn}<h3><span class="count" aria-hidden="true">${number}</span> ${t(`welcome.how.${number}`)}</h3><p>${t(`welcome.how.${number}text`)}</p></li>`;
  const questions = ([1, 2, 3, 4, 5] as const).map(
    (number) => `<details class="question"><summary>${t(`welcome.q.${number}`)}</summary><p>${t(`welcome.a.${number}`)}</p></details>`,
  );
  return `<header class="bar"><a class="brand" href="/" aria-label="oTo">${WORDMARK}</a>
<nav aria-label="${t('welcome.nav')}">${(['gestures', 'how', 'prices', 'questions'] as const).map((id) => `<a href="#${id}">${t(`welcome.nav.${id}`)}</a>`).join('')}</nav>
<a class="other" href="${t('welcome.otherPath')}" lang="${other}" hreflang="${other}">${t('welcome.other')}</a></header>
<main>
<section class="hero">
<div class="stage" data-frame="${t('welcome.frame')}"><picture><source media="(max-width: 700px)" srcset="/welcome-board-small.jpg" width="720" height="900"><img src="/welcome-board.jpg" width="1600" height="1000" alt="${t('welcome.poster')}" fetchpriority="high"></picture></div>
<div class="hello"><span class="tape" aria-hidden="true"></span><h1>${t('welcome.heading')}</h1><p>${t('welcome.lead')}</p><p class="go"><a class="main" href="/" data-testid="welcome-open">${t('welcome.open')}</a> <span>${t('welcome.free')}</span></p></div>
<button class="play" type="button" hidden data-play="${t('welcome.play')}" data-pause="${t('welcome.pause')}" data-testid="welcome-play"></button>
</section>
<section class="look"><h2>${t('welcome.look')}</h2><ul><li class="gold">${t('welcome.look.agent')}</li><li class="notes">${t('welcome.look.notes')}</li><li class="cords">${t('welcome.look.cords')}</li></ul></section>
<section id="gestures"><h2>${t('welcome.gestures')}</h2><ul class="gestures">${gesture('click', 'image')}${gesture('pull', 'video')}${gesture('fork', 'text')}${gesture('make', 'voice')}</ul></section>
<section id="how"><h2>${t('welcome.how')}</h2><ol class="steps">${step(1, DRAWN.place)}${step(2, DRAWN.develop)}${step(3, DRAWN.share)}</ol></section>
<section id="prices" class="two"><div class="receipt"><h2>${t('welcome.prices')}</h2><p>${t('welcome.prices.text')}</p><p class="gift">${t('welcome.prices.gift')}</p>
<div data-line="${t('welcome.prices.tokens')}" data-none="${t('welcome.prices.none')}">${PRICES}</div><p class="fine">${t('welcome.prices.tax')}</p></div>
<div class="sheet"><h2>${t('welcome.rights')}</h2><ul class="rights">${([1, 2, 3, 4] as const).map((number) => `<li>${t(`welcome.rights.${number}`)}</li>`).join('')}</ul></div></section>
<section id="questions"><h2>${t('welcome.questions')}</h2>${questions.join('')}</section>
<p class="last"><a class="main" href="/">${t('welcome.open')}</a></p>
</main>
${pageFooter(lang)}`;
}
