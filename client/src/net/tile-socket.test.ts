import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { standIn } from './testing/stand-in.ts';
import { openTileSocket } from './tile-socket.ts';

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

test('a page that was served and is sent on comes as soon again each time, however often its tile moves', async () => {
  vi.spyOn(Math, 'random').mockReturnValue(0.5);
  const { server, page, stop } = await standIn({ plots: [{ x: 2, y: 0 }], notesPerPlot: 1 });
  const events: string[] = [];
  let wake = (): void => undefined;
  const note = (event: string): void => {
    events.push(event);
    wake();
  };
  /** No time passes meanwhile. */
  const next = async (event: string): Promise<void> => {
    while (events.at(-1) !== event) await new Promise<void>((resolve) => void (wake = resolve));
  };
  const tile = openTileSocket({
    tile: { x: 0, y: 0 },
    page,
    epoch: 1,
    token: async () => 'ada',
    onState: () => undefined,
    onAtlas: () => note('served'),
    onPlots: () => undefined,
    onRefused: note,
  });
  for (let moves = 0; moves < 4; moves++) {
    await next('served');
    server.endAll('unavailable');
    await next('unavailable');
    await vi.advanceTimersByTimeAsync(500);
  }
  await next('served');
  expect(events).toEqual([...Array.from({ length: 4 }, () => ['served', 'unavailable']).flat(), 'served']);
  tile.destroy();
  await stop();
});
