import type { BoardController } from '../../board/board-controller.ts';

/** The laser shines while L is held down and nothing but the board has the focus. Returns the way to stop. */
export function holdLaser(board: BoardController): () => void {
  const down = (event: KeyboardEvent): void => {
    if (event.key.toLowerCase() !== 'l' || event.repeat || event.defaultPrevented) return;
    if (event.ctrlKey || event.metaKey || event.altKey || !isOnBoard(event.target)) return;
    board.setLaser(true);
  };
  const up = (event: KeyboardEvent): void => {
    if (event.key.toLowerCase() === 'l') letGo();
  };
  const letGo = (): void => {
    if (board.laser()) board.setLaser(false);
  };
  addEventListener('keydown', down);
  addEventListener('keyup', up);
  addEventListener('blur', letGo);
  return () => {
    letGo();
    removeEventListener('keydown', down);
    removeEventListener('keyup', up);
    removeEventListener('blur', letGo);
  };
}

function isOnBoard(target: EventTarget | null): boolean {
  return target === document.body || (target instanceof Element && target.closest('.board-host') !== null);
}
