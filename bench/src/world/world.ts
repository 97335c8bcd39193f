import { seededRandom } from '@oto/schema/base/seeded-random';
import { percentile } from '../figures/percentile.ts';
import type { Benchmark } from '../figures/report.ts';
import { withWorld } from './made-world.ts';
import { farPlots, over, serpentine } from './route.ts';
import { isBad } from './socket-ends.ts';
import { WatchedPage } from './watched-page.ts';

const JUMP_WITHIN_MS = 20_000;
/** Regions and sockets that nobody looks at linger for 8 and 10 s; after this nothing of the way is left. */
const LEFT_MS = 14_000;
const FLIGHT_MS = 60_000;
const POINTS = 90;

/**
 * A page over a world of a million notes. first_note_ms: p95 of cold jumps to random plots at note
 * zoom, from the jump to the frame that shows a note of that plot; nobody has asked the server for
 * those documents before. Then a flight of 60 s over the world: the heap before and after it, at the
 * same place and when all of the way has been left; the most notes held in the scene, jumps included;
 * socket_closes: sockets that ended otherwise than because the page looks elsewhere, from the
 * beginning to the end.
 */
export const benchWorld: Benchmark = ({ quick, say }) =>
  withWorld({ notes: quick ? 20_000 : 1_000_000, folder: process.env.OTO_WORLD, say }, ({ stack, notes, plots }) => {
    const targets = farPlots(plots, quick ? 20 : 50, seededRandom(20_261_123));
    say(`${notes} notes on ${plots.length} plots; ${targets.length} jumps`);
    return WatchedPage.at(`${stack.url}/?probe`, async (page) => {
      const firsts: number[] = [];
      const helds: number[] = [];
      for (const plot of targets) {
        const first = await page.jump(plot, over(plot), JUMP_WITHIN_MS);
        if (first === null) throw new Error(`no note of plot ${plot.x},${plot.y} was drawn within ${JUMP_WITHIN_MS} ms`);
        firsts.push(first.drawn);
        helds.push(first.held);
      }
      const spread = (values: readonly number[]): string => [0.5, 0.95, 1].map((q) => percentile(values, q)).join(', ');
      say(`first note in the scene p50, p95, max ${spread(helds)} ms; drawn ${spread(firsts)} ms`);

      const home = over(plots[0] ?? { x: 0, y: 0 });
      const heapAtHome = async (): Promise<number> => {
        await page.travel([home, home], 100);
        await page.wait(LEFT_MS);
        return page.heapMb();
      };
      const heapStart = await heapAtHome();
      const frames = await page.travel([home, ...serpentine(plots, POINTS), home], quick ? FLIGHT_MS / 3 : FLIGHT_MS);
      const heapEnd = await heapAtHome();

      const ends = await page.ends();
      const bad = ends.filter(isBad);
      for (const { url, code, reason, asked } of bad) say(`socket ended: ${url} ${code} ${reason} (asked: ${asked ?? 'no'})`);
      for (const error of page.errors.slice(0, 10)) say(`page: ${error}`);
      say(`${frames} frames in the flight; ${ends.length} sockets ended, ${bad.length} of them badly`);
      return {
        notes_total: notes,
        first_note_ms: percentile(firsts, 0.95),
        loaded_notes_max: (await page.notes()).most,
        heap_mb_start: heapStart,
        heap_mb_end: heapEnd,
        socket_closes: bad.length,
      };
    });
  });
