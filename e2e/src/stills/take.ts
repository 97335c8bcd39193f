import { chromium, type Page } from 'playwright-core';
import { z } from 'zod';
import { launchChromium } from '../stage/chromium.ts';
import { addressOf, farView, nearViews, plotView, SCREEN, wholePlot, type SeenNote, type View } from './views.ts';

const World = z.object({ liveliest: z.object({ x: z.int(), y: z.int() }).nullable() });
const Overview = z.object({ cellPlots: z.int(), cells: z.array(z.tuple([z.int(), z.int(), z.int(), z.int()])) });
const Notes = z.array(
  z.object({ id: z.string(), kind: z.enum(['agent', 'text', 'image', 'video', 'voice']), x: z.number(), y: z.number(), size: z.number() }),
);
const PNG = 'data:image/png;base64,';
const LOADED_MS = 120_000;

/** A page of a fresh browser process at a view, once all of it is drawn. */
async function withPage<T>(task: (page: (view: View) => Promise<Page>) => Promise<T>, url: string): Promise<T> {
  const server = await launchChromium();
  try {
    const browser = await chromium.connect(server.wsEndpoint());
    const context = await browser.newContext({ viewport: SCREEN, deviceScaleFactor: 1, locale: 'fr-FR', colorScheme: 'light' });
    return await task(async (view) => {
      const page = await context.newPage();
      page.setDefaultTimeout(LOADED_MS);
      await page.goto(addressOf(url, view));
      await page.waitForFunction(() => 'oto' in globalThis, undefined, { timeout: LOADED_MS });
      await page.evaluate('window.oto.settled()');
      return page;
    });
  } finally {
    await server.close();
  }
}

/** Five views of a world, chosen by what lies in its liveliest plot. */
export async function chooseViews(url: string): Promise<readonly View[]> {
  const world = World.parse(await (await fetch(`${url}/api/world`)).json());
  if (world.liveliest === null) throw new Error('the board is empty');
  const { cellPlots, cells } = Overview.parse(await (await fetch(`${url}/api/map`)).json());
  const plot = world.liveliest;
  const seen: readonly SeenNote[] = await withPage(async (open) => {
    const page = await open(wholePlot(plot));
    return Notes.parse(await page.evaluate('window.oto.notes()'));
  }, url);
  return [farView({ cellPlots, cells: cells.map(([x, y]) => [x, y]) }), plotView(plot, seen), ...nearViews(seen)];
}

/** The pictures of these views, from a browser process of their own. */
export async function takePictures(url: string, views: readonly View[]): Promise<ReadonlyMap<string, Buffer>> {
  return withPage(async (open) => {
    const pictures = new Map<string, Buffer>();
    for (const view of views) {
      const page = await open(view);
      const data = z
        .string()
        .startsWith(PNG)
        .parse(await page.evaluate('window.oto.picture()'));
      pictures.set(view.name, Buffer.from(data.slice(PNG.length), 'base64'));
      await page.close();
    }
    return pictures;
  }, url);
}
