import { chromium, type Browser } from 'playwright-core';
import { launchChromium } from '@oto/e2e/stage/chromium';
import { percentile } from '../figures/percentile.ts';
import type { Benchmark, Figures } from '../figures/report.ts';
import { withBenchPage } from './page-server.ts';
import { ScenePage, type SceneQuery } from './scene-page.ts';

interface Size {
  /** All of it in view at the smallest zoom of notes: the scene's worst case. */
  readonly crowd: SceneQuery;
  /** As many, at the density of full plots, of which about `near` are in view. */
  readonly spread: SceneQuery;
  readonly near: number;
  readonly jsFrames: number;
  readonly filters: number;
  readonly drawnFrames: number;
  readonly rounds: number;
}

const FULL: Size = {
  crowd: { notes: 10_000, columns: 5, rows: 3 },
  spread: { notes: 10_000, columns: 12, rows: 7 },
  near: 100,
  jsFrames: 120,
  filters: 20,
  drawnFrames: 30,
  rounds: 15,
};
const QUICK: Size = {
  crowd: { notes: 2_000, columns: 5, rows: 3 },
  spread: { notes: 2_000, columns: 5, rows: 4 },
  near: 100,
  jsFrames: 60,
  filters: 10,
  drawnFrames: 6,
  rounds: 5,
};
/** 480 moves of notes a second at 60 frames. */
const MOVES = 8;

/**
 * What a frame of the board costs, in headless Chromium on SwiftShader: 1280 x 720, quality pinned,
 * clock standing still. Two boards: a crowd, all in view, and the same count spread as plots are,
 * about 100 in view.
 *
 * `js_ms_*`: median of the change and the frame, with the draw calls stubbed; `move` moves 8 notes a
 * frame. One frame of a pan in seven also finds what came into view: `js_ms_pan_p95` tells of those.
 * `main_ms_pan`: CPU of the main thread in tasks, a frame, by the browser's own account, draw calls
 * made. `filter_ms`: median of setting another filter, which judges every note and string, and the
 * frame that shows it; as `js_ms_*` it is all on the main thread, with the draw calls stubbed. `draws`: the most in one frame, counted at the context. `upload_kb_per_frame`: mean of what is
 * handed to buffers and textures while notes move; `upload_kb_worst` the most. `fetches_per_pixel`:
 * every fragment shader counts the textures that it reads on the way it takes and adds that to the
 * picture; this is the picture's mean, whatever lies over whatever included.
 * `near_wall_ms`: median from asking for a frame to reading one of its pixels back, with full shaders;
 * `near_wall_plain_ms` with those of weak GPUs. `near_*_cpu_ms`: CPU of the GPU process for the frame
 * and for each shader drawing alone, which neighbours on the machine disturb less than the wall's.
 */
export const benchRender: Benchmark = async ({ quick, say }) => {
  const size = quick ? QUICK : FULL;
  say('building the page');
  return withBenchPage(async (url) => {
    const server = await launchChromium();
    try {
      const browser = await chromium.connect(server.wsEndpoint());
      const at = <T>(query: SceneQuery, work: (page: ScenePage) => Promise<T>): Promise<T> => ScenePage.open(browser, url, query, work);
      say(`${size.crowd.notes} notes and as many strings, all in view`);
      const crowd = await at(size.crowd, (page) => crowdFigures(page, size));
      say('textures read for a pixel');
      const fetches = await at({ ...size.crowd, paint: 'fetches' }, (page) => page.fetches([]));
      const fetchesNear = await at({ ...size.spread, paint: 'fetches' }, async (page) => {
        await page.look(size.near);
        return page.fetches([]);
      });
      say(`about ${size.near} of them in view`);
      const near = await nearFigures(browser, url, size);
      return { ...crowd, fetches_per_pixel: hundredth(fetches), fetches_per_pixel_near: hundredth(fetchesNear), ...near };
    } finally {
      await server.close();
    }
  });
};

async function crowdFigures(page: ScenePage, size: Size): Promise<Figures> {
  const heap = await page.heapMb();
  const visible = await page.visible();
  const pan = await page.play('pan', size.jsFrames, { stubbed: true });
  const zoom = await page.play('zoom', size.jsFrames, { stubbed: true });
  await page.play('move', 10, { stubbed: false, moves: MOVES });
  const move = await page.play('move', size.jsFrames, { stubbed: true, moves: MOVES });
  const filter = await page.play('filter', size.filters, { stubbed: true });
  const main = await page.mainThreadMs(() => page.play('pan', size.drawnFrames, { stubbed: false }));
  return {
    notes: await page.get('notes'),
    cords: await page.get('cords'),
    notes_visible: visible,
    js_ms_pan: median(pan.js),
    js_ms_pan_p95: percentile(pan.js, 0.95),
    js_ms_zoom: median(zoom.js),
    js_ms_move: median(move.js),
    filter_ms: median(filter.js),
    main_ms_pan: hundredth(main / size.drawnFrames),
    draws: Math.max(...pan.draws, ...zoom.draws, ...move.draws),
    upload_kb_per_frame: hundredth(move.bytes.reduce((sum, bytes) => sum + bytes, 0) / move.bytes.length / 1024),
    upload_kb_worst: hundredth(Math.max(...move.bytes) / 1024),
    heap_mb: hundredth(heap),
    load_ms: Math.round(await page.get('loadMs')),
  };
}

async function nearFigures(browser: Browser, url: string, size: Size): Promise<Figures> {
  const full = await ScenePage.open(browser, url, size.spread, async (page) => {
    await page.look(size.near);
    await page.wall(2);
    const walls = await page.wall(size.rounds);
    const shaders = await page.shaders();
    const cost = async (without: readonly string[]): Promise<number> =>
      (await page.gpuProcessMs(() => page.wall(size.rounds, without))) / size.rounds;
    const whole = await cost([]);
    const nothing = await cost(shaders);
    const figures: { [name: string]: number } = { near_wall_ms: percentile(walls, 0.5), near_cpu_ms: Math.round(whole) };
    for (const shader of shaders) {
      const alone = await cost(shaders.filter((other) => other !== shader));
      figures[`near_${shader.replaceAll('-', '_')}_cpu_ms`] = Math.round(Math.max(0, alone - nothing));
    }
    return { near_visible: await page.visible(), ...figures };
  });
  const plain = await ScenePage.open(browser, url, { ...size.spread, quality: 'plain' }, async (page) => {
    await page.look(size.near);
    await page.wall(2);
    return {
      near_wall_plain_ms: percentile(await page.wall(size.rounds), 0.5),
      near_cpu_plain_ms: Math.round((await page.gpuProcessMs(() => page.wall(size.rounds))) / size.rounds),
    };
  });
  return { ...full, ...plain };
}

/** To 5 µs, which is what the page's clock tells. */
function median(values: readonly number[]): number {
  const middle = values.toSorted((a, b) => a - b)[values.length >> 1];
  if (middle === undefined) throw new Error('no frame was drawn');
  return Math.round(middle * 200) / 200;
}

function hundredth(value: number): number {
  return Math.round(value * 100) / 100;
}
