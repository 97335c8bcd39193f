import type { Lang } from '@oto/schema/base/lang';
import { pressSlot } from '@oto/schema/contract/press';
import { pageFooter } from '../welcome/footer.ts';
import { WORDMARK } from '../welcome/wordmark.ts';
import { pressFacts, type PressSource } from './facts.ts';
import { KIT, type Kit, type KitFile } from './kit.ts';
import { pressWords } from './words.ts';

/** Where the files of client/public/press-kit are served, and the archive of them all that the api makes. */
const FOLDER = '/press-kit/';
const ARCHIVE = `${FOLDER}oto-press-kit.zip`;

/** Of the page's head: what it is called, and what it says of itself. */
export function pressHead(lang: Lang): { readonly title: string; readonly description: string } {
  const t = pressWords(lang);
  return { title: t('press.title'), description: t('press.description') };
}

/** The whole body of the page, in its language, complete without script; slots are left for the api. */
export function pressBody(lang: Lang, source: PressSource, kit: Kit = KIT): string {
  const t = pressWords(lang);
  const other = lang === 'fr' ? 'en' : 'fr';
  const bytes = new Intl.NumberFormat(lang, { style: 'unit', unit: 'kilobyte', maximumFractionDigits: 0 });
  const sizeOf = ({ file, width, height, bytes: size }: KitFile) =>
    [...(file.endsWith('.svg') ? [] : [`${width} × ${height}`]), bytes.format(Math.ceil(size / 1000))].join(', ');
  const link = (words: string, file: KitFile) =>
    `<a href="${FOLDER}${file.file}" download>${words} <span class="fine">${sizeOf(file)}</span></a>`;
  const pictures = kit.pictures
    .filter((picture) => picture.lang === lang)
    .map(
      ({ name, big, web }) =>
        `<figure class="shot of-${name}"><a href="${FOLDER}${big.file}"><img src="${FOLDER}${web.file}" width="${web.width}" height="${web.height}" alt="${t(`press.picture.${name}.alt`)}" loading="lazy" decoding="async"></a><figcaption>${t(`press.picture.${name}`)}<span class="sizes">${link(t('press.big'), big)}${link(t('press.web'), web)}</span></figcaption></figure>`,
    );
  const logos = kit.logos.map(
    ({ name, vector, pixels }) =>
      `<figure class="logo of-${name}"><span class="ground"><img src="${FOLDER}${vector.file}" width="${vector.width}" height="${vector.height}" alt=""></span><figcaption>${t(`press.logo.${name}`)}<span class="sizes">${link(t('press.logo.vector'), vector)}${link(t('press.logo.pixels'), pixels)}</span></figcaption></figure>`,
  );
  const facts = pressFacts(lang, t, source).map(({ term, line }) => `<div><dt>${term}</dt><dd>${line}</dd></div>`);
  const sections = (['words', 'pictures', 'logos', 'facts', 'licence'] as const).map(
    (id) => `<a href="#${id}">${t(`press.nav.${id}`)}</a>`,
  );
  return `<header class="press-bar"><a class="brand" href="/" aria-label="oTo">${WORDMARK}</a>
<a class="other" href="${t('press.otherPath')}" lang="${other}" hreflang="${other}">${t('press.other')}</a></header>
<main class="press">
<div class="press-head"><h1>${t('press.heading')}</h1><p>${t('press.lead')}</p>
<p class="go"><a class="main" href="${ARCHIVE}" download data-testid="press-download">${t('press.download')}</a> <span>${pressSlot({ fact: 'size', line: t('press.downloadSize') })}</span></p>
<nav class="press-nav" aria-label="${t('press.nav')}">${sections.join('')}</nav></div>
<section id="words"><h2>${t('press.words')}</h2><div class="sheet said"><h3>${t('press.words.line')}</h3><p>${t('press.line')}</p><h3>${t('press.words.fifty')}</h3><p>${t('press.fifty')}</p><h3>${t('press.words.long')}</h3>${([1, 2, 3] as const).map((part) => `<p>${t(`press.long.${part}`)}</p>`).join('')}</div></section>
<section id="pictures"><h2>${t('press.pictures')}</h2><p class="about">${t('press.pictures.text')}</p><div class="shots">${pictures.join('')}</div></section>
<section id="logos"><h2>${t('press.logos')}</h2><p class="about">${t('press.logos.text')}</p><div class="logos">${logos.join('')}</div></section>
<section id="facts" class="two"><div class="receipt"><h2>${t('press.facts')}</h2><dl class="price-list">${facts.join('')}</dl><p class="fine">${t('press.price.note')}</p></div>
<div class="sheet" id="licence"><h2>${t('press.licence')}</h2><ul class="rights">${([1, 2, 3] as const).map((part) => `<li>${t(`press.licence.${part}`)}</li>`).join('')}</ul><p class="about"><a href="${t('press.licence.url')}" rel="license">${t('press.licence.link')}</a></p></div></section>
</main>
${pageFooter(lang)}`;
}
