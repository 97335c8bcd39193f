import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { plotKey, type Plot } from '@oto/schema/geometry/lattice';
import { openPage } from './testing/page.ts';
import { viewAt } from './testing/sight.ts';
import { standIn } from './testing/stand-in.ts';

/** Hocuspocus prints every refusal. */
beforeEach(() => void vi.spyOn(console, 'error').mockImplementation(() => undefined));
const cleanUp: (() => Promise<unknown> | void)[] = [];
afterEach(async () => {
  for (const clean of cleanUp.splice(0).toReversed()) await clean();
  vi.restoreAllMocks();
});
const soon = { timeout: 8000, interval: 10 };

/** Rows of plots in the tile of the origin. */
const PLOTS: readonly Plot[] = Array.from({ length: 40 }, (_, i) => ({ x: 2 + (i % 10), y: Math.floor(i / 10) }));

async function setUp() {
  const server = await standIn({ plots: PLOTS, notesPerPlot: 2 });
  const claims = new Map<string, number>();
  const page = openPage({
    page: server.page,
    onClaim: (plot, claim) => (claim ? claims.set(plotKey(plot), claim.n) : claims.delete(plotKey(plot))),
  });
  cleanUp.push(
    () => server.stop(),
    () => page.net.destroy(),
  );
  return { server, page, claims };
}
const regionsAsked = (opens: readonly string[]) => new Set(opens.filter((name) => name.startsWith('region/')));

test('the middle is asked for first', async () => {
  const { server, page } = await setUp();
  page.net.setView(viewAt(6, 1.5, 6.8));
  await vi.waitFor(() => expect(page.regions.size).toBe(36), soon);
  const order = [...regionsAsked(server.opens)].map((name) => /region\/(\d+),(\d+)/.exec(name)?.slice(1).map(Number) ?? []);
  const far = order.map(([x = 0, y = 0]) => Math.hypot(x - 6, y - 1.5));
  const inView = far.slice(0, 28);
  expect(inView).toEqual(inView.toSorted((a, b) => a - b));
});

test('the claims of the map are told while no region is opened, and stay told when somebody signs in', async () => {
  const { server, page, claims } = await setUp();
  page.net.setView(viewAt(6, 1.5, 12), true);
  await vi.waitFor(() => expect(claims.size).toBe(PLOTS.length), soon);
  page.net.setSession({ id: 'ada' });
  expect(claims.size).toBe(PLOTS.length);
  await vi.waitFor(() => expect(page.connection().state).toBe('live'), soon);
  expect(claims.size).toBe(PLOTS.length);
  expect(regionsAsked(server.opens).size).toBe(0);
});

test('a flight has opened its end before it is there', async () => {
  const { page } = await setUp();
  page.net.setView(viewAt(6, 30), true, viewAt(4, 1, 0.4));
  await vi.waitFor(() => expect([...page.regions.keys()]).toEqual(['4,1']), soon);
});
