import type { ScreenBox } from '../../board/board-controller.ts';

/** CSS pixels between the bar and what it belongs to. */
export const GAP = 12;
/** CSS pixels to the edges of the window. */
export const MARGIN = 8;

type Size = { readonly width: number; readonly height: number };

/**
 * The top left corner of the bar: above the selection, else below it, else at the lower edge; centred
 * on it as far as the window allows, and never over an obstacle (dock, top bar, open sheet). All in
 * CSS pixels from the window's corner. Null when there is room nowhere.
 */
export function placeBar(
  selected: ScreenBox,
  bar: Size,
  within: Size,
  obstacles: readonly ScreenBox[],
): { readonly x: number; readonly y: number } | null {
  const last = { x: within.width - MARGIN - bar.width, y: within.height - MARGIN - bar.height };
  if (last.x < MARGIN || last.y < MARGIN) return null;
  const middle = clamp(selected.x + selected.width / 2 - bar.width / 2, MARGIN, last.x);
  const above = selected.y - GAP - bar.height;
  const below = selected.y + selected.height + GAP;
  const rows = [above, below].filter((y) => y >= MARGIN && y <= last.y);
  const edges = [...obstacles.map((one) => one.y - GAP - bar.height), last.y].filter((y) => y >= MARGIN && y <= last.y);
  const lowestFirst = edges.toSorted((a, b) => b - a);
  for (const y of [...rows, ...lowestFirst]) {
    const columns = [middle, ...obstacles.flatMap((one) => [one.x - MARGIN - bar.width, one.x + one.width + MARGIN])]
      .filter((x) => x >= MARGIN && x <= last.x)
      .toSorted((a, b) => Math.abs(a - middle) - Math.abs(b - middle));
    // Beside an obstacle only while the bar still touches the width of what it belongs to.
    for (const x of columns) {
      const near = x === middle || (x < selected.x + selected.width && x + bar.width > selected.x);
      if (near && !obstacles.some((one) => overlap({ x, y, ...bar }, one))) return { x, y };
    }
  }
  return null;
}

function overlap(a: ScreenBox, b: ScreenBox): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most);
}
