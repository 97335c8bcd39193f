import type { Browser, CDPSession, Page } from 'playwright-core';
import type { BenchPage, FrameFigures, Motion } from '@oto/client/workshop/bench/figures';

const LOAD_WITHIN_MS = 120_000;
const COLLECTIONS = 3;

export interface SceneQuery {
  readonly notes: number;
  /** Of plots. */
  readonly columns: number;
  readonly rows: number;
  readonly quality?: 'plain';
  readonly paint?: 'fetches';
}

/** The page of figures with a board loaded, at 1280 x 720, one device pixel per CSS pixel, its clock standing still. */
export class ScenePage {
  readonly #page: Page;
  readonly #cdp: CDPSession;
  readonly #browser: CDPSession;

  private constructor(page: Page, cdp: CDPSession, browser: CDPSession) {
    this.#page = page;
    this.#cdp = cdp;
    this.#browser = browser;
  }

  static async open<T>(browser: Browser, url: string, query: SceneQuery, work: (page: ScenePage) => Promise<T>): Promise<T> {
    const context = await browser.newContext({ viewport: { width: 1280, height: 720 }, deviceScaleFactor: 1 });
    try {
      const page = await context.newPage();
      const failed = new Promise<never>((_, reject) => page.once('pageerror', reject));
      failed.catch(() => undefined);
      const cdp = await context.newCDPSession(page);
      // Ticks of the thread, not of the clock: what other processes take is not counted.
      await cdp.send('Performance.enable', { timeDomain: 'threadTicks' });
      const address = new URL(url);
      for (const [name, value] of Object.entries(query)) address.searchParams.set(name, String(value));
      await page.goto(address.href);
      await Promise.race([page.waitForFunction('window.bench', null, { timeout: LOAD_WITHIN_MS }), failed]);
      return await work(new ScenePage(page, cdp, await browser.newBrowserCDPSession()));
    } finally {
      await context.close();
    }
  }

  get<Name extends 'notes' | 'cords' | 'loadMs'>(name: Name): Promise<BenchPage[Name]> {
    return this.#page.evaluate(`bench.${name}`);
  }

  visible(): Promise<number> {
    return this.#page.evaluate('bench.visible()');
  }

  look(visible: number): Promise<void> {
    return this.#page.evaluate(`bench.look(${visible})`);
  }

  play(motion: Motion, frames: number, options: { readonly stubbed: boolean; readonly moves?: number }): Promise<FrameFigures> {
    return this.#page.evaluate(`bench.play('${motion}', ${frames}, ${JSON.stringify({ moves: 0, ...options })})`);
  }

  wall(rounds: number, without: readonly string[] = []): Promise<readonly number[]> {
    return this.#page.evaluate(`bench.wall(${rounds}, ${JSON.stringify(without)})`);
  }

  shaders(): Promise<readonly string[]> {
    return this.#page.evaluate('bench.shaders()');
  }

  fetches(only: readonly string[]): Promise<number> {
    return this.#page.evaluate(`bench.fetches(${JSON.stringify(only)})`);
  }

  /** CPU milliseconds of the main thread spent in tasks during `work`. */
  async mainThreadMs(work: () => Promise<unknown>): Promise<number> {
    const before = await this.#metric('TaskDuration');
    await work();
    return ((await this.#metric('TaskDuration')) - before) * 1000;
  }

  /** CPU milliseconds of the browser's GPU process during `work`: with software rendering, the drawing itself. */
  async gpuProcessMs(work: () => Promise<unknown>): Promise<number> {
    const before = await this.#gpuProcess();
    await work();
    return ((await this.#gpuProcess()) - before) * 1000;
  }

  /** JavaScript heap in use after a forced collection, MB. */
  async heapMb(): Promise<number> {
    for (let i = 0; i < COLLECTIONS; i++) await this.#cdp.send('HeapProfiler.collectGarbage');
    return (await this.#metric('JSHeapUsedSize')) / 1e6;
  }

  async #metric(name: string): Promise<number> {
    const { metrics } = await this.#cdp.send('Performance.getMetrics');
    const metric = metrics.find((one) => one.name === name);
    if (metric === undefined) throw new Error(`the browser tells no ${name}`);
    return metric.value;
  }

  async #gpuProcess(): Promise<number> {
    const { processInfo } = await this.#browser.send('SystemInfo.getProcessInfo');
    const gpu = processInfo.find((one) => one.type === 'GPU');
    if (gpu === undefined) throw new Error('the browser has no GPU process');
    return gpu.cpuTime;
  }
}
