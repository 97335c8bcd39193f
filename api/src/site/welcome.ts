import type { Lang } from '@oto/schema/base/lang';
import type { Pack } from '@oto/schema/contract/purchase';
import type { Deps } from '../deps.ts';
import { packsOnSale } from '../payment/on-sale.ts';
import { pageHead, sharePicture, type LangPage } from './page-head.ts';

/** The pages that greet whoever has never been here, each in its language (client/src/welcome/page). */
export const WELCOME_PAGES = [
  { path: '/bienvenue', file: 'bienvenue.html', lang: 'fr' },
  { path: '/welcome', file: 'welcome.html', lang: 'en' },
] as const satisfies readonly LangPage[];

/** The built page with what this host alone knows: its address, what is given, what is sold. */
export async function welcomePage(html: string, lang: Lang, deps: Pick<Deps, 'db' | 'config' | 'payments'>): Promise<string> {
  const { config } = deps;
  const sold = await packsOnSale(deps);
  const line = /data-line="([^"]*)"/.exec(html)?.[1] ?? '';
  const none = /data-none="([^"]*)"/.exec(html)?.[1] ?? '';
  return html
    .replace(/ data-line="[^"]*" data-none="[^"]*"/, '')
    .replace('<!--welcome-prices-->', () => (sold.length > 0 ? prices(sold, line, lang) : `<p>${none}</p>`))
    .replaceAll('<!--welcome-tokens-->', () => new Intl.NumberFormat(lang).format(config.welcomeTokens))
    .replace('</head>', () => `${head(html, lang, config.publicUrl)}\n</head>`);
}

/** `line`: the words of one, which name how many tokens. */
function prices(sold: readonly Pack[], line: string, lang: Lang): string {
  const euros = new Intl.NumberFormat(lang, { style: 'currency', currency: 'EUR' });
  const rows = sold.map(
    ({ tokens, cents }) =>
      `<div><dt>${line.replace('<!--welcome-tokens-->', new Intl.NumberFormat(lang).format(tokens))}</dt><dd>${euros.format(cents / 100)}</dd></div>`,
  );
  return `<dl class="price-list">${rows.join('')}</dl>`;
}

function head(html: string, lang: Lang, publicUrl: string): string {
  const tags = pageHead(html, WELCOME_PAGES, lang, publicUrl, '/');
  return `${tags}\n<script type="application/ld+json">${linkedData(lang, publicUrl)}</script>`;
}

/** schema.org: what this is, for whoever does not read pages. */
function linkedData(lang: Lang, publicUrl: string): string {
  const data = {
    '@context': 'https://schema.org',
    '@type': 'WebApplication',
    name: 'oTo',
    url: `${publicUrl}/`,
    image: sharePicture(publicUrl),
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
