import type { BoardScene, BoardSceneOptions } from './types.ts';

export type CreateBoardScene = (canvasHost: HTMLElement, options: BoardSceneOptions) => Promise<BoardScene>;
