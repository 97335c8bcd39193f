import type { Page } from 'playwright-core';
import { placeOf } from './person.ts';

type Point = { readonly x: number; readonly y: number };
type Note = Point & { readonly size: number };

/** Share of a post-it's side by which its pin lies above its middle. */
const PIN = 0.43;
/** How far the middle of a string hangs, as shares of its length. */
const SAGS = [0.15, 0.12, 0.18, 0.1, 0.2, 0.14, 0.16, 0.22];
const AGENT_SIZE = 240;

/** Points beside the pin of `from` where the end of its string towards `to` can be taken, likeliest first. */
function endPoints(from: Note, to: Note): readonly Point[] {
  const zoom = from.size / AGENT_SIZE;
  const [a, b] = [pinOf(from), pinOf(to)];
  const length = Math.hypot(b.x - a.x, b.y - a.y);
  return SAGS.flatMap((sag) =>
    [40, 30, 50].map((units) => {
      const hang = 4 * (sag * length + 14 * zoom);
      const along = { x: b.x - a.x, y: b.y - a.y + hang };
      const step = (units * zoom) / Math.hypot(along.x, along.y);
      return { x: a.x + along.x * step, y: a.y + along.y * step - hang * step * step };
    }),
  );
}

function pinOf(note: Note): Point {
  return { x: note.x, y: note.y - PIN * note.size };
}

/** What the pointer would take here, as the board's cursor says. */
async function cursorAt(page: Page, at: Point): Promise<string> {
  await page.mouse.move(at.x, at.y);
  return page.getByTestId('board').evaluate((board) => board.style.cursor);
}

/** The board may still be coming to rest, or drawing the string: it is felt for again with fresh places. */
const FOUND_WITHIN_MS = 20_000;

/** Where the end at `from` of the string between two post-its can be taken. */
async function endOfString(page: Page, from: string, to: string): Promise<Point> {
  const until = Date.now() + FOUND_WITHIN_MS;
  do {
    const [start, other] = [await placeOf(page, from), await placeOf(page, to)];
    for (const point of endPoints(start, other)) if ((await cursorAt(page, point)) === 'move') return point;
  } while (Date.now() < until);
  throw new Error(`no string's end found beside ${from}`);
}

/** Drags the end at `from` of the string between two post-its to the middle of a third. */
export async function dragStringEnd(page: Page, from: string, to: string, target: string): Promise<void> {
  const point = await endOfString(page, from, to);
  const goal = await placeOf(page, target);
  await page.mouse.down();
  await page.mouse.move((point.x + goal.x) / 2, (point.y + goal.y) / 2, { steps: 4 });
  await page.mouse.move(goal.x, goal.y, { steps: 4 });
  await page.mouse.up();
}

/** Clicks the string between two post-its, at its middle. */
export async function clickString(page: Page, from: string, to: string, chosen: () => Promise<boolean>): Promise<void> {
  const until = Date.now() + FOUND_WITHIN_MS;
  do {
    const [a, b] = [pinOf(await placeOf(page, from)), pinOf(await placeOf(page, to))];
    const length = Math.hypot(b.x - a.x, b.y - a.y);
    for (const sag of SAGS) {
      const at = { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 + sag * length };
      for (const off of [0, 6, -6, 12, -12]) {
        if ((await cursorAt(page, { x: at.x, y: at.y + off })) !== 'pointer') continue;
        await page.mouse.down();
        await page.mouse.up();
        if (await chosen()) return;
      }
    }
  } while (Date.now() < until);
  throw new Error(`no string found between ${from} and ${to}`);
}

/** Where a body is felt for, as shares of the way: a note may lie over the middle. */
const ALONG = [0.68, 0.74, 0.6, 0.8, 0.5, 0.4];
/** CSS px that a body is drawn aside, more than it gives. */
const TUG = 90;

/** Draws the string between two post-its aside by its body; `followed`: whether that was the one. */
export async function pullString(page: Page, from: string, to: string, followed: () => Promise<boolean>): Promise<void> {
  const until = Date.now() + FOUND_WITHIN_MS;
  do {
    const [a, b] = [pinOf(await placeOf(page, from)), pinOf(await placeOf(page, to))];
    const length = Math.hypot(b.x - a.x, b.y - a.y);
    for (const share of ALONG) {
      for (const sag of SAGS) {
        const hang = 4 * sag * length * share * (1 - share);
        const at = { x: a.x + (b.x - a.x) * share, y: a.y + (b.y - a.y) * share + hang };
        if ((await cursorAt(page, at)) !== 'pointer') continue;
        await page.mouse.down();
        await page.mouse.move(at.x, at.y + TUG / 2, { steps: 3 });
        await page.mouse.move(at.x, at.y + TUG, { steps: 3 });
        await page.mouse.up();
        if (await followed()) return;
      }
    }
  } while (Date.now() < until);
  throw new Error(`no string could be pulled between ${from} and ${to}`);
}
