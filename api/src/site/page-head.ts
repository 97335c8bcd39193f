import type { Lang } from '@oto/schema/base/lang';
import { escapeHtml } from './page.ts';

/** One of the addresses of a page that exists in each language; `file` of the built client. */
export type LangPage = { readonly path: string; readonly file: string; readonly lang: Lang };

const SHARE = { path: '/welcome-share.jpg', width: 1200, height: 630 } as const;
const LOCALES: { readonly [L in Lang]: string } = { fr: 'fr_FR', en: 'en_GB' };

/** Address of the picture that stands for us in previews of links. */
export function sharePicture(publicUrl: string): string {
  return `${publicUrl}${SHARE.path}`;
}

/**
 * What programs read of a built page of ours, as tags of its head: its preview, its address, and where it is in other
 * languages. `first`: where whoever's language is none of them is led.
 */
export function pageHead(html: string, pages: readonly LangPage[], lang: Lang, publicUrl: string, first: string): string {
  // As they stand in the page: escaped.
  const title = /<title>([^<]*)<\/title>/.exec(html)?.[1] ?? 'oTo';
  const description = /<meta name="description" content="([^"]*)"/.exec(html)?.[1] ?? '';
  const at = (path: string) => escapeHtml(`${publicUrl}${path}`);
  const own = pages.find((page) => page.lang === lang)?.path ?? '/';
  const properties: readonly (readonly [string, string])[] = [
    ['og:type', 'website'],
    ['og:site_name', 'oTo'],
    ['og:title', title],
    ['og:description', description],
    ['og:url', at(own)],
    ['og:image', escapeHtml(sharePicture(publicUrl))],
    ['og:image:width', String(SHARE.width)],
    ['og:image:height', String(SHARE.height)],
    ['og:locale', LOCALES[lang]],
    ...pages.filter((page) => page.lang !== lang).map((page) => ['og:locale:alternate', LOCALES[page.lang]] as const),
  ];
  return [
    ...properties.map(([name, value]) => `<meta property="${name}" content="${value}">`),
    '<meta name="twitter:card" content="summary_large_image">',
    `<link rel="canonical" href="${at(own)}">`,
    ...pages.map((page) => `<link rel="alternate" hreflang="${page.lang}" href="${at(page.path)}">`),
    `<link rel="alternate" hreflang="x-default" href="${at(first)}">`,
  ].join('\n');
}
