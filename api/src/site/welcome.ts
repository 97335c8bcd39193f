import type { Lang } from '@oto/schema/base/lang';
import type { Deps } from '../deps.ts';
import { switchesOf } from '../operator/switch.ts';
import { PACKS } from '../payment/packs.ts';
import { escapeHtml } from './page.ts';

/** The pages that greet whoever has never been here, each in its language (client/src/welcome/page). */
export const WELCOME_PAGES = [
  { path: '/bienvenue', file: 'bienvenue.html', lang: 'fr' },
  { path: '/welcome', file: 'welcome.html', lang: 'en' },
] as const satisfies readonly { readonly path: string; readonly file: string; readonly lang: Lang }[];

const SHARE = { path: '/welcome-share.jpg', width: 1200, height: 630 } as const;
const LOCALES: { readonly [L in Lang]: string } = { fr: 'fr_FR', en: 'en_GB' };

/** The built page with what this host alone knows: its address, what is given, what is sold. */
export async function welcomePage(html: string, lang: Lang, deps: Pick<Deps, 'db' | 'config' | 'payments'>): Promise<string> {
  const { config, payments } = deps;
  const sold = payments.shop !== null && (await switchesOf(deps.db)).purchase;
  const line = /data-line="([^"]*)"/.exec(html)?.[1] ?? '';
  const none = /data-none="([^"]*)"/.exec(html)?.[1] ?? '';
  return html
    .replace(/ data-line="[^"]*" data-none="[^"]*"/, '')
    .replace('<!--welcome-prices-->', () => (sold ? prices(line, lang) : `<p>${none}</p>`))
    .replaceAll('<!--welcome-tokens-->', () => new Intl.NumberFormat(lang).format(config.welcomeTokens))
    .replace('</head>', () => `${head(html, lang, config.publicUrl)}\n</head>`);
}

/** `line`: the words of one, which name how many tokens. */
function prices(line: string, lang: Lang): string {
  const euros = new Intl.NumberFormat(lang, { style: 'currency', currency: 'EUR' });
  const rows = PACKS.map(
    ({ tokens, cents }) =>
      `<div><dt>${line.replace('<!--welcome-tokens-->', new Intl.NumberFormat(lang).format(tokens))}</dt><dd>${euros.format(cents / 100)}</dd></div>`,
  );
  return `<dl class="price-list">${rows.join('')}</dl>`;
}

function head(html: string, lang: Lang, publicUrl: string): string {
  // As they stand in the page: escaped.
  const title = /<title>([^<]*)<\/title>/.exec(html)?.[1] ?? 'oTo';
  const description = /<meta name="description" content="([^"]*)"/.exec(html)?.[1] ?? '';
  const at = (path: string) => escapeHtml(`${publicUrl}${path}`);
  const own = WELCOME_PAGES.find((page) => page.lang === lang)?.path ?? '/';
  const properties: readonly (readonly [string, string])[] = [
    ['og:type', 'website'],
    ['og:site_name', 'oTo'],
    ['og:title', title],
    ['og:description', description],
    ['og:url', at(own)],
    ['og:image', at(SHARE.path)],
    ['og:image:width', String(SHARE.width)],
    ['og:image:height', String(SHARE.height)],
    ['og:locale', LOCALES[lang]],
    ...WELCOME_PAGES.filter((page) => page.lang !== lang).map((page) => ['og:locale:alternate', LOCALES[page.lang]] as const),
  ];
  return [
    ...properties.map(([name, value]) => `<meta property="${name}" content="${value}">`),
    '<meta name="twitter:card" content="summary_large_image">',
    `<link rel="canonical" href="${at(own)}">`,
    ...WELCOME_PAGES.map((page) => `<link rel="alternate" hreflang="${page.lang}" href="${at(page.path)}">`),
    `<link rel="alternate" hreflang="x-default" href="${at('/')}">`,
    `<script type="application/ld+json">${linkedData(lang, publicUrl)}</script>`,
  ].join('\n');
}

/** schema.org: what this is, for whoever does not read pages. */
function linkedData(lang: Lang, publicUrl: string): string {
  const data = {
    '@context': 'https://schema.org',
    '@type': 'WebApplication',
    name: 'oTo',
    url: `${publicUrl}/`,
    image: `${publicUrl}${SHARE.path}`,
    applicationCategory: 'DesignApplication',
    operatingSystem: 'Any',
    browserRequirements: 'WebGL',
    inLanguage: lang,
    license: 'https://www.gnu.org/licenses/agpl-3.0.html',
    offers: { '@type': 'Offer', price: '0', priceCurrency: 'EUR' },
  };
  // A script's text ends at "</script", whatever stands around it.
  return JSON.stringify(data).replaceAll('<', '\\u003c');
}
