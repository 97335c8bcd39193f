import { defineConfig, type Plugin } from 'vite';
import solid from 'vite-plugin-solid';

/** `pnpm dev` in this folder proxies to a running `npm start`; OTO_ORIGIN names it. */
const origin = process.env.OTO_ORIGIN ?? 'http://localhost:4280';
const toStack = { target: origin, changeOrigin: false, ws: true };

/** The api serves these pages at addresses of their own; so does the development server. */
const OWN_PAGES: { readonly [path: string]: string } = { '/verify': '/verify.html', '/terms': '/terms.html', '/privacy': '/terms.html' };
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

export default defineConfig({
  plugins: [solid(), ownAddresses],
  build: {
    target: 'es2023',
    sourcemap: true,
    // Pixi alone is over Vite's default warning size; it is one chunk, loaded once and cached for ever.
    chunkSizeWarningLimit: 1200,
    rolldownOptions: {
      input: ['index.html', 'verify.html', 'terms.html'],
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
