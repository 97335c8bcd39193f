import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { LANGS } from '@oto/schema/base/lang';
import { defineConfig, type Plugin } from 'vite';
import solid from 'vite-plugin-solid';
import { readChangelog } from './src/news/changelog.ts';
import { newsBody, newsHead } from './src/news/page.ts';
import { pressBody, pressHead } from './src/press/page.ts';
import { pressText } from './src/press/text.ts';
import { welcomeBody, welcomeHead } from './src/welcome/page.ts';

/** `pnpm dev` in this folder proxies to a running `npm start`; OTO_ORIGIN names it. */
const origin = process.env.OTO_ORIGIN ?? 'http://localhost:4280';
const toStack = { target: origin, changeOrigin: false, ws: true };

/** The api serves these pages at addresses of their own; so does the development server. */
const OWN_PAGES: { readonly [path: string]: string } = {
  '/verify': '/verify.html',
  '/terms': '/terms.html',
  '/privacy': '/terms.html',
  '/bienvenue': '/bienvenue.html',
  '/welcome': '/welcome.html',
  '/live': '/live.html',
  '/nouveautes': '/nouveautes.html',
  '/whats-new': '/whats-new.html',
  '/presse': '/presse.html',
  '/press': '/press.html',
};
const ownAddresses: Plugin = {
  name: 'own-addresses',
  configureServer(server) {
    server.middlewares.use((request, _response, next) => {
      const [path = '', search] = (request.url ?? '').split('?', 2);
      const page = OWN_PAGES[path];
      if (page !== undefined) request.url = search === undefined ? page : `${page}?${search}`;
      next();
    });
  },
};

const changelog = (lang: 'fr' | 'en') =>
  readFileSync(new URL(lang === 'fr' ? '../CHANGELOG.fr.md' : '../CHANGELOG.md', import.meta.url), 'utf8');
/** Another one whenever something was added to the changelog. */
const news = createHash('sha256').update(changelog('en')).digest('hex').slice(0, 12);

const press = (lang: 'fr' | 'en') => {
  const { license } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { readonly license: string };
  return { releases: readChangelog(changelog(lang)), licence: license };
};

/** The pages that greet, those that tell what is new and those for the press are written here, whole, so that they are read without script. */
const writtenPages: Plugin = {
  name: 'written-pages',
  transformIndexHtml: {
    order: 'pre',
    handler(html, { path }) {
      const lang = /^\/(?:bienvenue|nouveautes|presse)\b/.test(path) ? 'fr' : 'en';
      const headOf = html.includes('<!--news-body-->') ? newsHead : html.includes('<!--press-body-->') ? pressHead : welcomeHead;
      const { title, description } = headOf(lang);
      return html
        .replace('<!--welcome-head-->', () => `<meta name="description" content="${description}" />\n    <title>${title}</title>`)
        .replace('<!--welcome-body-->', () => welcomeBody(lang))
        .replace('<!--news-body-->', () => newsBody(lang, changelog(lang)))
        .replace('<!--press-body-->', () => pressBody(lang, press(lang)));
    },
  },
  generateBundle() {
    for (const lang of LANGS) this.emitFile({ type: 'asset', fileName: `press-kit/oto-${lang}.md`, source: pressText(lang, press(lang)) });
  },
};

/** The newest version of the changelog and the commit: the deploy's (ops/update.sh), else that of the working tree. */
function buildName(): string {
  const version = /^## \[(\d+\.\d+\.\d+)\]/m.exec(changelog('en'))?.[1] ?? 'unreleased';
  const commit = process.env.OTO_VERSION?.replace(/^([0-9a-f]{9})[0-9a-f]{31}$/, '$1') || workingTree();
  return commit === '' ? version : `${version}+${commit}`;
}

function workingTree(): string {
  try {
    const asked = ['describe', '--always', '--dirty', '--abbrev=9', '--exclude=*'];
    return execFileSync('git', asked, { cwd: import.meta.dirname, stdio: ['ignore', 'pipe', 'ignore'] })
      .toString()
      .trim();
  } catch {
    return '';
  }
}

/** The board's page says what build it is of. Not in a script: a name that holds a hash would change with each commit. */
const named: Plugin = {
  name: 'named',
  apply: 'build',
  transformIndexHtml: {
    order: 'post',
    handler: (_, { path }) =>
      path === '/index.html' ? [{ tag: 'meta', attrs: { name: 'oto-build', content: buildName() }, injectTo: 'head' }] : [],
  },
};

/** What is shorter travels in one packet either way. */
const CODED_MIN = 1024;

/**
 * Lays a Brotli and a gzip form beside each file of words, once and as small as can be: whoever serves them then only
 * picks one. Pages are left out, the api writes into them.
 */
const precompressed: Plugin = {
  name: 'precompressed',
  apply: 'build',
  async closeBundle() {
    const folder = resolve(this.environment.config.root, this.environment.config.build.outDir);
    const names = await readdir(folder, { recursive: true });
    await Promise.all(
      names
        .filter((name) => /\.(?:js|css|svg|json|txt)$/.test(name))
        .map(async (name) => {
          const bytes = await readFile(join(folder, name));
          if (bytes.byteLength < CODED_MIN) return;
          const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.byteLength };
          await writeFile(join(folder, `${name}.br`), await promisify(brotliCompress)(bytes, { params }));
          await writeFile(join(folder, `${name}.gz`), await promisify(gzip)(bytes, { level: 9 }));
        }),
    );
  },
};

export default defineConfig({
  plugins: [solid(), ownAddresses, writtenPages, named, precompressed],
  define: { 'import.meta.env.VITE_NEWS': JSON.stringify(news) },
  build: {
    target: 'es2023',
    sourcemap: true,
    // Pixi alone is over Vite's default warning size; it is one chunk, loaded once and cached for ever.
    chunkSizeWarningLimit: 1200,
    rolldownOptions: {
      input: [
        'index.html',
        'verify.html',
        'terms.html',
        'bienvenue.html',
        'welcome.html',
        'live.html',
        'nouveautes.html',
        'whats-new.html',
        'presse.html',
        'press.html',
      ],
      output: {
        codeSplitting: {
          groups: [
            { name: 'pixi', test: /node_modules.*(pixi)/ },
            { name: 'sync', test: /node_modules.*(yjs|lib0|hocuspocus|y-protocols|idb)/ },
          ],
        },
      },
    },
  },
  server: {
    proxy: {
      '/api': toStack,
      '/collab': toStack,
      '/events': toStack,
      '/media': toStack,
      '/.well-known': toStack,
      '/get_tokens': toStack,
      '^/generate_': toStack,
    },
  },
});
