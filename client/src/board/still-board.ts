import { COLLAB_ORIGIN } from '../config.ts';
import { openBoardNet } from '../net/board-net.ts';
import { passKeeper } from '../net/pass-keeper.ts';
import { createBoardScene } from '../scene/board-scene.ts';
import type { CameraPlace, NoteKind } from '../scene/types.ts';
import type { BoardController, BoardDeps } from './board-controller.ts';
import { StillDesk } from './still-desk.ts';
import { wireBoard } from './wire-board.ts';

/** What a page with `?still` answers about its picture, as `window.oto`. */
export interface StillProbe {
  /** Resolves when everything in view has been loaded and drawn. */
  settled(): Promise<void>;
  /** What is drawn, as a PNG's `data:` address, without panels. */
  picture(): string;
  place(): CameraPlace & { readonly isMap: boolean };
  /** What lies on screen, in world units. */
  notes(): readonly StillNote[];
}

export interface StillNote {
  readonly id: string;
  readonly kind: NoteKind;
  readonly x: number;
  readonly y: number;
  readonly size: number;
}

/** Software rendering takes its time over many pictures, milliseconds. */
const DRAWN_MS = 90_000;

declare global {
  interface Window {
    oto?: StillProbe;
  }
}

/**
 * The board as a still picture: the clock stands, quality is pinned, nobody else is seen, and the same
 * documents at the same address give the same picture at every launch. It draws once all is there.
 */
export async function createStillBoard(host: HTMLElement, deps: BoardDeps): Promise<BoardController> {
  const scene = await createBoardScene(host, {
    deterministic: true,
    reducedMotion: true,
    resolution: 1,
    quality: 'full',
    ...(deps.theme ? { theme: deps.theme } : {}),
  });
  const desk = new StillDesk();
  const passes = passKeeper(deps.fetchPass);
  const still: BoardDeps = {
    ...deps,
    reducedMotion: true,
    fetchCards: desk.inOrder(deps.fetchCards),
    fetchMap: desk.inOrder(deps.fetchMap),
    // A tile whose rivers are being drawn anew is not the picture yet.
    fetchMapTile: desk.inOrder(deps.fetchMapTile, (tile) => !tile.drawing),
  };
  const board = wireBoard(host, still, scene, (events) =>
    openBoardNet({
      page: COLLAB_ORIGIN || location.href,
      atlasEpoch: deps.world.atlasEpoch,
      token: () => passes.token(),
      forgetPass: () => passes.forget(),
      copies: null,
      ...desk.events(events),
    }),
  );
  window.oto = {
    async settled() {
      await desk.settled();
      await scene.settled(DRAWN_MS);
    },
    picture: () => scene.canvas.toDataURL('image/png'),
    place: () => ({ x: scene.camera.x, y: scene.camera.y, zoom: scene.camera.zoom, isMap: scene.camera.isMap }),
    notes: () =>
      board
        .outline()
        .map(({ id, kind, x, y, size }) => ({ id, kind, ...scene.camera.screenToWorld({ x, y }), size: size / scene.camera.zoom })),
  };
  return {
    ...board,
    destroy() {
      delete window.oto;
      board.destroy();
    },
  };
}
