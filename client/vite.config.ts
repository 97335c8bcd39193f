import { defineConfig, type Plugin } from 'vite';
import solid from 'vite-plugin-solid';

/** `pnpm dev` in this folder proxies to a running `npm start`; OTO_ORIGIN names it. */
const origin = process.env.OTO_ORIGIN ?? 'http://localhost:4280';
const toStack = { target: origin, changeOrigin: false, ws: true };

/** The api serves this page at `/verify`; so does the development server. */
const verifyAddress: Plugin = {
  name: 'verify-address',
  configureServer(server) {
    server.middlewares.use((request, _response, next) => {
      if (request.url !== undefined && /^\/verify(?:\?|$)/.test(request.url)) request.url = request.url.replace('/verify', '/verify.html');
      next();
    });
  },
};

export default defineConfig({
  plugins: [solid(), verifyAddress],
  build: {
    target: 'es2023',
    sourcemap: true,
    // Pixi alone is over Vite's default warning size; it is one chunk, loaded once and cached for ever.
    chunkSizeWarningLimit: 1200,
    rolldownOptions: {
      input: ['index.html', 'verify.html'],
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
