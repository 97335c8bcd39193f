import { COLLAB_ORIGIN } from '../config.ts';
import { openBoardNet } from '../net/board-net.ts';
import { openLocalStore } from '../net/local-store.ts';
import { passKeeper } from '../net/pass-keeper.ts';
import { createBoardScene } from '../scene/board-scene.ts';
import type { BoardController, BoardDeps } from './board-controller.ts';
import { createStillBoard } from './still-board.ts';
import { travelProbe } from './travel-probe.ts';
import { wireBoard } from './wire-board.ts';

/** Puts the living board into `host` and resolves once it is drawn; documents stream in afterwards. */
export async function createBoardController(host: HTMLElement, deps: BoardDeps): Promise<BoardController> {
  if (deps.still) return createStillBoard(host, deps);
  const [scene, copies] = await Promise.all([
    createBoardScene(host, { reducedMotion: deps.reducedMotion, ...(deps.theme ? { theme: deps.theme } : {}) }),
    openLocalStore(),
  ]);
  if (deps.probed) window.otoTravel = travelProbe(scene);
  const passes = passKeeper(deps.fetchPass);
  const calm = matchMedia('(prefers-reduced-motion: reduce)');
  const follow = (): void => scene.setReducedMotion(calm.matches);
  calm.addEventListener('change', follow);
  const board = wireBoard(host, deps, scene, (events) =>
    openBoardNet({
      page: COLLAB_ORIGIN || location.href,
      atlasEpoch: deps.world.atlasEpoch,
      token: () => passes.token(),
      forgetPass: () => passes.forget(),
      copies,
      ...events,
    }),
  );
  return {
    ...board,
    destroy() {
      calm.removeEventListener('change', follow);
      board.destroy();
    },
  };
}
