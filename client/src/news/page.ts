import { frenchSpacing } from '../i18n/french-spacing.ts';
import { readChangelog } from './changelog.ts';

type Lang = 'fr' | 'en';

const WORDS = {
  fr: {
    title: 'Quoi de neuf',
    lead: 'Ce qui a changé sur oTo, le plus récent d’abord.',
    newest: 'Tout juste arrivé',
    other: 'English',
    otherPath: '/whats-new',
    board: 'Ouvrir le tableau',
    status: 'État du service',
    press: 'Presse',
    pressPath: '/presse',
  },
  en: {
    title: 'What is new',
    lead: 'What has changed on oTo, newest first.',
    newest: 'Just arrived',
    other: 'Français',
    otherPath: '/nouveautes',
    board: 'Open the board',
    status: 'How the service is',
    press: 'Press',
    pressPath: '/press',
  },
} as const;

export function newsHead(lang: Lang): { readonly title: string; readonly description: string } {
  return { title: `${WORDS[lang].title} · oTo`, description: WORDS[lang].lead };
}

/** The body of the page, from the text of the changelog in this language. */
export function newsBody(lang: Lang, changelog: string): string {
  const words = WORDS[lang];
  const other = lang === 'fr' ? 'en' : 'fr';
  const date = new Intl.DateTimeFormat(lang, { dateStyle: 'long', timeZone: 'UTC' });
  const said = lang === 'fr' ? frenchSpacing(changelog) : changelog;
  const releases = readChangelog(said).map(({ name, day, groups }) => {
    const when = day === null ? '' : ` <time datetime="${day}">${date.format(new Date(`${day}T00:00:00Z`))}</time>`;
    const lists = groups.map(
      ({ title, lines }) => `<h3>${escaped(title)}</h3><ul class="rights">${lines.map((line) => `<li>${marked(line)}</li>`).join('')}</ul>`,
    );
    return `<section class="sheet news"><h2>${day === null ? words.newest : escaped(name)}${when}</h2>${lists.join('')}</section>`;
  });
  return `<header class="news-bar"><a class="brand" href="/">oTo</a><a class="other" href="${words.otherPath}" lang="${other}" hreflang="${other}">${words.other}</a></header>
<main class="news-main"><h1>${words.title}</h1><p>${words.lead}</p>${releases.join('')}</main>
<footer><a href="/">${words.board}</a><a href="/status?lang=${lang}">${words.status}</a><a href="${words.pressPath}">${words.press}</a></footer>`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

/** What stands between backquotes is code; an address of ours leads there. */
function marked(text: string): string {
  return escaped(text).replace(/`([^`]+)`/g, (_, code: string) =>
    /^\/[a-z-]+$/.test(code) ? `<a href="${code}"><code>${code}</code></a>` : `<code>${code}</code>`,
  );
}
