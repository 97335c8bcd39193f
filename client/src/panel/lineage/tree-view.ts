import { PAPER } from './tree-layout.ts';
import type { Tree } from './tree.ts';

/** The part of the drawing in sight: `x`, `y` at the middle, `scale` CSS pixels for a unit. */
export type TreeView = { readonly x: number; readonly y: number; readonly scale: number };
export type Size = { readonly width: number; readonly height: number };
type Point = { readonly x: number; readonly y: number };

const NEAREST = 1.6;
/** Papers are read at this scale, where a large family is entered. */
const READING = 1.15;
const MARGIN = 36;

export function toTree(view: TreeView, size: Size, at: Point): Point {
  return { x: view.x + (at.x - size.width / 2) / view.scale, y: view.y + (at.y - size.height / 2) / view.scale };
}

export function toScreen(view: TreeView, size: Size, at: Point): Point {
  return { x: (at.x - view.x) * view.scale + size.width / 2, y: (at.y - view.y) * view.scale + size.height / 2 };
}

/** The whole tree, no larger than it is read. */
export function fitTree(tree: Tree, size: Size): TreeView {
  const [left, top, right, bottom] = boundsOf(tree);
  const scale = Math.min(
    READING,
    Math.max(1, size.width - 2 * MARGIN) / Math.max(1, right - left),
    Math.max(1, size.height - 2 * MARGIN) / Math.max(1, bottom - top),
  );
  return { x: (left + right) / 2, y: (top + bottom) / 2, scale };
}

/** The whole tree where its papers can be told apart, else the surroundings of its root. */
export function firstView(tree: Tree, size: Size): TreeView {
  const whole = fitTree(tree, size);
  const root = tree.papers[tree.root];
  return whole.scale >= 0.42 || root === undefined
    ? whole
    : { x: root.x, y: root.y, scale: Math.min(READING, Math.max(0.5, size.width / 900)) };
}

/** About a point of the screen, between the whole tree and one paper. */
export function zoomTree(view: TreeView, tree: Tree, size: Size, factor: number, about: Point): TreeView {
  const least = Math.min(0.3, fitTree(tree, size).scale * 0.8);
  const scale = Math.min(NEAREST, Math.max(least, view.scale * factor));
  const at = toTree(view, size, about);
  return { x: at.x - (about.x - size.width / 2) / scale, y: at.y - (about.y - size.height / 2) / scale, scale };
}

/** Some of the tree stays in sight. */
export function panTree(view: TreeView, tree: Tree, dx: number, dy: number): TreeView {
  const [left, top, right, bottom] = boundsOf(tree);
  const clamp = (value: number, least: number, most: number): number => Math.min(most, Math.max(least, value));
  return { ...view, x: clamp(view.x - dx / view.scale, left, right), y: clamp(view.y - dy / view.scale, top, bottom) };
}

/** The view moved so that a paper is wholly in sight. */
export function reveal(view: TreeView, size: Size, at: Point): TreeView {
  const screen = toScreen(view, size, at);
  const [roomX, roomY] = [(PAPER.width / 2) * view.scale + MARGIN, (PAPER.height / 2) * view.scale + MARGIN];
  const over = (value: number, room: number, most: number): number =>
    most < 2 * room ? value - most / 2 : Math.min(0, value - room) + Math.max(0, value - (most - room));
  return {
    ...view,
    x: view.x + over(screen.x, roomX, size.width) / view.scale,
    y: view.y + over(screen.y, roomY, size.height) / view.scale,
  };
}

/** The paper under a point of the screen; null: none. */
export function paperAt(tree: Tree, view: TreeView, size: Size, at: Point): number | null {
  const { x, y } = toTree(view, size, at);
  // Far away, a finger's breadth is enough.
  const reach = Math.max(0, 11 / view.scale - PAPER.height / 2);
  const hit = tree.papers.findLast(
    (paper) => Math.abs(paper.x - x) <= PAPER.width / 2 + reach && Math.abs(paper.y - y) <= PAPER.height / 2 + reach,
  );
  return hit?.index ?? null;
}

const known = new WeakMap<Tree, readonly [number, number, number, number]>();

function boundsOf(tree: Tree): readonly [number, number, number, number] {
  const before = known.get(tree);
  if (before !== undefined) return before;
  const [w, h] = [PAPER.width / 2, PAPER.height / 2];
  const bounds: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { x, y } of tree.papers) {
    bounds[0] = Math.min(bounds[0], x - w);
    bounds[1] = Math.min(bounds[1], y - h);
    bounds[2] = Math.max(bounds[2], x + w);
    bounds[3] = Math.max(bounds[3], y + h);
  }
  known.set(tree, bounds);
  return bounds;
}
