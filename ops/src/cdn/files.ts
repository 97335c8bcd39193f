import { LIVE_PAGE } from '@oto/api/http/paths';
import { PRESS_KIT, PRESS_TEXTS } from '@oto/api/press/pages';
import { SITE_PAGES } from '@oto/api/site/crawler-routes';
import { OWN_PAGES } from '@oto/api/site/own-pages';

/** Where a page that a CDN serves finds the rest. Origins, without a slash at the end. */
export type Places = {
  /** Where people open oTo. */
  readonly page: string;
  readonly api: string;
};

/** Security headers of any page, and of the one that our own pages frame. */
export type PageHeaders = { readonly page: ReadonlyMap<string, string>; readonly live: ReadonlyMap<string, string> };

type Header = { readonly source: string; readonly headers: ReadonlyMap<string, string> };
type Rewrite = { readonly source: string; readonly to: string };

const CLIENT_ASKS = 'public, max-age=0, must-revalidate';

/** Pages in which the api alone can write what stands there: prices, how the service is. */
export const API_PAGES: readonly string[] = SITE_PAGES.filter((path) => path !== '/' && !(path in OWN_PAGES));

/** By path, the first that fits; `*` stands for any rest. */
function rewrites({ api }: Places): readonly Rewrite[] {
  return [
    ...Object.entries(OWN_PAGES).map(([source, file]) => ({ source, to: `/${file}` })),
    // The same page with a note's or a member's own preview in it, which only the api can write; and what links of ours lead to.
    ...[
      '/n/*',
      '/@*',
      ...API_PAGES,
      ...PRESS_TEXTS.map(({ path }) => path),
      PRESS_KIT,
      '/status.atom',
      '/source',
      '/robots.txt',
      '/sitemap.xml',
      '/share/*',
      '/embed/*',
      '/oembed',
      '/docs',
      '/openapi.json',
      '/.well-known/*',
      '/api/notifications/unsubscribe',
    ].map((source) => ({ source, to: `${api}${source}` })),
    // The page routes by itself.
    { source: '/account/*', to: '/index.html' },
  ];
}

function headers({ page, live }: PageHeaders): readonly Header[] {
  return [
    { source: '/*', headers: new Map([...page, ['cache-control', CLIENT_ASKS]]) },
    { source: LIVE_PAGE, headers: new Map([...live].filter(([name, value]) => page.get(name) !== value)) },
    { source: '/assets/*', headers: new Map([['cache-control', 'public, max-age=31536000, immutable']]) },
  ];
}

/** `_headers`, as Netlify and Cloudflare Pages read it: every block that fits counts, `!` takes one back. */
export function headersFile(page: PageHeaders): string {
  const blocks = headers(page).map(({ source, headers: own }, index) =>
    [source, ...[...own].flatMap(([name, value]) => [...(index > 0 ? [`  ! ${name}`] : []), `  ${name}: ${value}`])].join('\n'),
  );
  return `${blocks.join('\n\n')}\n`;
}

/** `_redirects`, as Netlify reads it: 200 answers with what is there, without leading the browser away. */
export function redirectsFile(places: Places): string {
  const line = ({ source, to }: Rewrite) => `${source} ${to.replace(/\*$/, ':splat')} 200`;
  return `${rewrites(places).map(line).join('\n')}\n`;
}

/** `vercel.json`. */
export function vercelFile(places: Places, page: PageHeaders): string {
  const path = (source: string) => source.replace(/\*$/, ':rest*').replace('/@:rest*', '/@:rest');
  return `${JSON.stringify(
    {
      $schema: 'https://openapi.vercel.sh/vercel.json',
      framework: null,
      buildCommand: null,
      outputDirectory: '.',
      rewrites: rewrites(places).map(({ source, to }) => ({ source: path(source), destination: path(to) })),
      headers: headers(page).map(({ source, headers: own }) => ({
        source: source.replace(/\*$/, '(.*)'),
        headers: [...own].map(([key, value]) => ({ key, value })),
      })),
    },
    null,
    2,
  )}\n`;
}
