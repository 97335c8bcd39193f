import '@fontsource/permanent-marker/latin-400.css';
import '@fontsource/caveat/latin-600.css';
import '@fontsource/caveat/latin-ext-600.css';
import './live.css';
import { preferredLang } from '@oto/schema/base/lang';
import { browserTransport, valueOf } from '../api/http.ts';
import { createOtoApi } from '../api/oto-api.ts';
import type { BoardController } from '../board/board-controller.ts';
import { createBoardController } from '../board/create-board-controller.ts';

/** Milliseconds at a note before the next. */
const REST_MS = 7000;
/** Of a visit; after it the view rests. */
const STOPS = 12;
const NEAR = 0.72;

/** The live board and nothing else, to be looked at within another page of ours: no session, no commands. */
async function show(host: HTMLElement): Promise<void> {
  const api = createOtoApi(
    browserTransport,
    () => undefined,
    async () => false,
  );
  const world = valueOf(await api.world());
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const board = await createBoardController(host, {
    lang: () => preferredLang(navigator.languages.join(',')),
    reducedMotion: matchMedia('(prefers-reduced-motion: reduce)').matches,
    theme: dark.matches ? 'dark' : 'light',
    world,
    fetchCards: async (ids) => valueOf(await api.cards(ids)).cards,
    fetchPass: async () => null,
    fetchMap: async () => valueOf(await api.mapOverview()),
    fetchMapTile: async (tile) => valueOf(await api.mapTile(tile)),
    ...(world.liveliest === null ? {} : { start: { plot: { x: world.liveliest.x, y: world.liveliest.y } } }),
  });
  dark.addEventListener('change', (event) => board.setTheme(event.matches ? 'dark' : 'light'));
  parent.postMessage('oto-live', location.origin);
  if (!matchMedia('(prefers-reduced-motion: reduce)').matches) wander(board);
}

/** From note to note of what is near, unhurried. */
function wander(board: BoardController): void {
  let stops = 0;
  const timer = setInterval(() => {
    const seen = board.outline();
    const next = seen[(stops * 5 + 3) % Math.max(1, seen.length)];
    if (next === undefined || document.hidden) return;
    stops += 1;
    const { x, y, zoom } = board.sight();
    // Seen at pixels of the window, whose middle is what is looked at.
    board.flyTo({ x: x + (next.x - innerWidth / 2) / zoom, y: y + (next.y - innerHeight / 2) / zoom, zoom: NEAR });
    if (stops >= STOPS) clearInterval(timer);
  }, REST_MS);
}

const host = document.getElementById('root');
if (host === null) throw new Error('live.html has no #root');
host.className = 'board-host';
void show(host);
