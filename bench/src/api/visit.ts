import { get } from 'node:http';
import { chromium, type CDPSession, type Page } from 'playwright-core';
import { launchChromium } from '@oto/e2e/stage/chromium';

const CODINGS = ['identity', 'gzip', 'br'] as const;
/** Bytes of the page and of all that it names, heads left out, by coding. */
export type PageBytes = { readonly [C in (typeof CODINGS)[number]]: number };

export async function pageBytes(url: string): Promise<PageBytes> {
  const html = await (await fetch(url)).text();
  const files = [...new Set(html.match(/\/assets\/[^"]+/g) ?? [])];
  const sum = async (coding: string) => {
    const sizes = await Promise.all(['/', ...files].map((path) => sizeOf(new URL(path, url).href, coding)));
    return sizes.reduce((a, b) => a + b, 0);
  };
  return { identity: await sum('identity'), gzip: await sum('gzip'), br: await sum('br') };
}

/** As it travels: fetch would decode it. */
function sizeOf(url: string, coding: string): Promise<number> {
  return new Promise((resolve, reject) => {
    get(url, { headers: { 'accept-encoding': coding } }, (answer) => {
      let bytes = 0;
      answer.on('data', (chunk: Buffer) => (bytes += chunk.length));
      answer.on('end', () => (answer.statusCode === 200 ? resolve(bytes) : reject(new Error(`${answer.statusCode} for ${url}`))));
      answer.on('error', reject);
    }).on('error', reject);
  });
}

export type Visit = { readonly bytes: number; readonly requests: number; readonly liveMs: number };

/** The first and the second visit of one browser, each until the board is live and its files are here; sockets and streams not counted. */
export async function visits(url: string): Promise<{ readonly first: Visit; readonly second: Visit }> {
  const server = await launchChromium();
  try {
    const browser = await chromium.connect(server.wsEndpoint());
    const context = await browser.newContext({ viewport: { width: 1280, height: 720 }, reducedMotion: 'reduce' });
    const visit = async (): Promise<Visit> => {
      const page = await context.newPage();
      const seen = await listen(page, await context.newCDPSession(page));
      const started = performance.now();
      await page.goto(url);
      await page.locator('[data-testid="connection"][data-state="live"]').waitFor({ state: 'attached', timeout: 60_000 });
      const liveMs = Math.round(performance.now() - started);
      await page.waitForLoadState('networkidle', { timeout: 15_000 }).catch(() => undefined);
      await page.close();
      return { ...seen(), liveMs };
    };
    const first = await visit();
    return { first, second: await visit() };
  } finally {
    await server.close();
  }
}

async function listen(page: Page, cdp: CDPSession): Promise<() => { readonly bytes: number; readonly requests: number }> {
  let [bytes, requests] = [0, 0];
  await cdp.send('Network.enable');
  cdp.on('Network.loadingFinished', ({ encodedDataLength }) => {
    bytes += encodedDataLength;
    if (encodedDataLength > 0) requests++;
  });
  page.on('crash', () => {
    throw new Error('the page crashed');
  });
  return () => ({ bytes, requests });
}
