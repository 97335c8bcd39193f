import { chromium, type CDPSession, type Page } from 'playwright-core';
import { launchChromium } from '@oto/e2e/stage/chromium';
import type { Plot } from '@oto/schema/geometry/lattice';
import type { Place } from './route.ts';
import { NOTE_SOCKET_ENDS, type SocketEnd } from './socket-ends.ts';

const SCREEN = { width: 1280, height: 720 };
/** Within a minute. */
const UNTIL_PROBED = `new Promise((found, lost) => {
  const look = (left) => globalThis.otoTravel ? found() : left > 0 ? setTimeout(look, 50, left - 1) : lost(new Error('no probe'));
  look(1200);
})`;
/** Finalizers and timers run between two collections. */
const COLLECTIONS = 3;
const BETWEEN_MS = 500;

/** A page of the board that is asked for its travels, and everything that ended badly in it. */
export class WatchedPage {
  readonly #page: Page;
  readonly #cdp: CDPSession;
  /** What the page threw or wrote to its console as an error. */
  readonly errors: string[] = [];

  private constructor(page: Page, cdp: CDPSession) {
    this.#page = page;
    this.#cdp = cdp;
    page.on('pageerror', (error) => this.errors.push(String(error)));
    page.on('console', (message) => message.type() === 'error' && this.errors.push(message.text()));
  }

  /** A fresh headless Chromium at an address, for the time of `work`. */
  static async at<T>(url: string, work: (page: WatchedPage) => Promise<T>): Promise<T> {
    const server = await launchChromium();
    try {
      const browser = await chromium.connect(server.wsEndpoint());
      const context = await browser.newContext({ viewport: SCREEN, serviceWorkers: 'block' });
      const page = await context.newPage();
      const cdp = await context.newCDPSession(page);
      await cdp.send('Performance.enable');
      const watched = new WatchedPage(page, cdp);
      await page.addInitScript({ content: NOTE_SOCKET_ENDS });
      await page.goto(url);
      await page.evaluate(UNTIL_PROBED);
      return await work(watched);
    } finally {
      await server.close();
    }
  }

  /** Milliseconds from the jump to where a note of the plot is in the scene, and to the frame that shows it; null: none within the time. */
  jump(plot: Plot, place: Place, withinMs: number): Promise<{ readonly held: number; readonly drawn: number } | null> {
    return this.#ask(`jump(${JSON.stringify(plot)}, ${JSON.stringify(place)}, ${withinMs})`);
  }

  /** Moves through the places in a given time; answers the frames drawn. */
  async travel(places: readonly Place[], ms: number): Promise<number> {
    const before = await this.#ask<number>('frames()');
    await this.#ask(`travel(${JSON.stringify(places)}, ${ms})`);
    return (await this.#ask<number>('frames()')) - before;
  }

  /** Notes held by the scene now, and the most that ever were. */
  notes(): Promise<{ readonly now: number; readonly most: number }> {
    return this.#ask('notes()');
  }

  /** All sockets that ended so far. */
  ends(): Promise<readonly SocketEnd[]> {
    return this.#page.evaluate('socketEnds');
  }

  wait(ms: number): Promise<void> {
    return this.#page.waitForTimeout(ms);
  }

  /** JavaScript heap in use after a forced collection, MB. */
  async heapMb(): Promise<number> {
    for (let i = 0; i < COLLECTIONS; i++) {
      await this.#cdp.send('HeapProfiler.collectGarbage');
      await this.wait(BETWEEN_MS);
    }
    const { metrics } = await this.#cdp.send('Performance.getMetrics');
    const used = metrics.find(({ name }) => name === 'JSHeapUsedSize');
    if (!used) throw new Error('Chromium does not tell its heap');
    return Math.round(used.value / 1e5) / 10;
  }

  #ask<T>(question: string): Promise<T> {
    return this.#page.evaluate(`otoTravel.${question}`);
  }
}
