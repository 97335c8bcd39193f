import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, preview } from 'vite';

const CLIENT = resolve(fileURLToPath(import.meta.url), '../../../../client');

/** Builds the client's page of figures as the product is built, and serves it on loopback for the time of `work`. */
export async function withBenchPage<T>(work: (url: string) => Promise<T>): Promise<T> {
  const outDir = await mkdtemp(join(tmpdir(), 'oto-render-'));
  try {
    await build({
      root: CLIENT,
      configFile: false,
      logLevel: 'warn',
      build: {
        outDir,
        emptyOutDir: true,
        target: 'es2023',
        chunkSizeWarningLimit: 2000,
        rolldownOptions: { input: join(CLIENT, 'bench.html') },
      },
    });
    const server = await preview({
      root: CLIENT,
      configFile: false,
      logLevel: 'warn',
      build: { outDir },
      preview: {
        host: '127.0.0.1',
        port: 0,
        // Only an isolated page is told the time to 5 µs instead of 100.
        headers: { 'Cross-Origin-Opener-Policy': 'same-origin', 'Cross-Origin-Embedder-Policy': 'require-corp' },
      },
    });
    try {
      const address = server.httpServer.address();
      if (address === null || typeof address === 'string') throw new Error('the page is not served');
      return await work(`http://127.0.0.1:${address.port}/bench.html`);
    } finally {
      await server.close();
    }
  } finally {
    await rm(outDir, { recursive: true, force: true });
  }
}
