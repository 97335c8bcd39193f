import { defineConfig } from 'vite';
import solid from 'vite-plugin-solid';

/** `pnpm dev` in this folder proxies to a running `npm start`; OTO_ORIGIN names it. */
const origin = process.env.OTO_ORIGIN ?? 'http://localhost:4280';
const toStack = { target: origin, changeOrigin: false, ws: true };

export default defineConfig({
  plugins: [solid()],
  build: {
    target: 'es2023',
    sourcemap: true,
    // Pixi alone is over Vite's default warning size; it is one chunk, loaded once and cached for ever.
    chunkSizeWarningLimit: 1200,
    rolldownOptions: {
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
    proxy: { '/api': toStack, '/collab': toStack, '/events': toStack, '/media': toStack, '/get_tokens': toStack, '^/generate_': toStack },
  },
});
