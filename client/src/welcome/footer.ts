import type { Lang } from '@oto/schema/base/lang';
import { welcome as en } from '../i18n/words/welcome.en.ts';
import { welcome as fr } from '../i18n/words/welcome.fr.ts';

const WORDS = { fr, en } as const;

/** Where else one may go, at the foot of the pages for whoever has never been here. */
export function pageFooter(lang: Lang): string {
  const links = [
    ['/terms', 'terms'],
    ['/privacy', 'privacy'],
    [`/status?lang=${lang}`, 'status'],
    [lang === 'fr' ? '/nouveautes' : '/whats-new', 'news'],
    [lang === 'fr' ? '/presse' : '/press', 'press'],
    ['/verify', 'verify'],
    ['/docs', 'api'],
    ['/source', 'source'],
  ] as const;
  return `<footer>${links.map(([href, name]) => `<a href="${href}">${WORDS[lang][`welcome.foot.${name}`]}</a>`).join('')}</footer>`;
}
