import type { HistoryLayout } from '@oto/schema/contract/history';

/** How many notes and strings change when today's layout becomes that earlier one. Notes that came since stay. */
export function layoutDifference(today: HistoryLayout, earlier: HistoryLayout): number {
  const moved = Object.keys(earlier.notes).filter(
    (id) => today.notes[id] !== undefined && placeText(today, id) !== placeText(earlier, id),
  ).length;
  const ties = new Set([...Object.keys(today.ties), ...Object.keys(earlier.ties)]);
  const changed = [...ties].filter((id) => JSON.stringify(today.ties[id]) !== JSON.stringify(earlier.ties[id])).length;
  return moved + changed;
}

/** x, y and rotation; the stacking order alone is no change that a person would count. */
function placeText(layout: HistoryLayout, id: string): string {
  const [x, y, rotation] = layout.places[id] ?? layout.notes[id]?.s ?? [];
  return `${x},${y},${rotation}`;
}
