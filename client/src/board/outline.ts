import { AGENT_SIZE } from '@oto/schema/board/kind';
import { plotAt, plotCentre, PLOT_SIZE, type Point } from '@oto/schema/geometry/lattice';
import type { Card } from '@oto/schema/contract/card';
import type { BoardScene, ClaimView, LandmarkView } from '../scene/types.ts';
import type { MapEntry, OutlineEntry } from './board-controller.ts';
import type { BoardView } from './board-view.ts';

/** More would drown a listener; those nearest the middle of the screen are kept. */
export const OUTLINE_MAX = 200;
/** Notes whose middles lie within this much of a note's size form one line of reading. */
const LINE_SHARE = 0.75;

/** Entries in reading order: line by line from the top, and from left to right in a line. */
export function readingOrder<T extends Point & { readonly size: number }>(entries: readonly T[], middle: Point): T[] {
  const near = (entry: T): number => Math.hypot(entry.x - middle.x, entry.y - middle.y);
  const kept = entries.length <= OUTLINE_MAX ? entries : entries.toSorted((a, b) => near(a) - near(b)).slice(0, OUTLINE_MAX);
  const lines: T[][] = [];
  for (const entry of kept.toSorted((a, b) => a.y - b.y)) {
    const line = lines.at(-1);
    const first = line?.[0];
    if (line && first && entry.y - first.y <= first.size * LINE_SHARE) line.push(entry);
    else lines.push([entry]);
  }
  return lines.flatMap((line) => line.toSorted((a, b) => a.x - b.x));
}

export function sameOutline<T>(a: readonly T[], b: readonly T[]): boolean {
  return a.length === b.length && a.every((entry, i) => JSON.stringify(entry) === JSON.stringify(b[i]));
}

/** What is on screen now, in no order. */
export function entriesInView(
  scene: Pick<BoardScene, 'camera' | 'notesIn' | 'noteAt'>,
  view: Pick<BoardView, 'find'>,
  cardOf: (id: string) => Card | undefined,
): OutlineEntry[] {
  return scene.notesIn(scene.camera.visibleRect()).flatMap((id) => {
    const [found, place] = [view.find(id), scene.noteAt(id)];
    if (!found || !place) return [];
    const at = scene.camera.worldToScreen(place);
    const card = cardOf(id);
    return {
      id,
      kind: found.record.k,
      title: card?.title ?? '',
      author: card?.author.name ?? '',
      x: Math.round(at.x),
      y: Math.round(at.y),
      size: Math.round(place.size * scene.camera.zoom),
      pending: found.record.j !== undefined,
    };
  });
}

/** What of the map is on screen now, in no order. */
export function mapEntriesInView(camera: BoardScene['camera'], claims: Iterable<ClaimView>, landmarks: Iterable<LandmarkView>): MapEntry[] {
  const rect = camera.visibleRect();
  const isSeen = ({ x, y }: Point): boolean => x >= rect.x && y >= rect.y && x <= rect.x + rect.width && y <= rect.y + rect.height;
  const place = (world: Point, side: number) => {
    const at = camera.worldToScreen(world);
    return { x: Math.round(at.x), y: Math.round(at.y), size: Math.round(side * camera.zoom) };
  };
  const entries: MapEntry[] = [];
  for (const { key, plot, title = '', notes } of claims) {
    const centre = plotCentre(plot);
    if (isSeen(centre))
      entries.push({ type: 'plot', id: key, plot, seat: { x: 0, y: 0 }, owner: title, notes, ...place(centre, PLOT_SIZE) });
  }
  for (const { id, name, descendants, x, y } of landmarks) {
    if (!isSeen({ x, y })) continue;
    const plot = plotAt({ x, y });
    const centre = plotCentre(plot);
    const seat = { x: x - centre.x, y: y - centre.y };
    entries.push({ type: 'landmark', id, plot, seat, name, descendants, ...place({ x, y }, AGENT_SIZE) });
  }
  return entries;
}
