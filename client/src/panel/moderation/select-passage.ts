import type { Place } from './find-passage.ts';

/** Takes the person to the passage in the field where it was written, and selects it; null is all of it. */
export function selectPassage(area: HTMLTextAreaElement | null | undefined, place: Place | null): void {
  if (!area) return;
  area.focus();
  area.setSelectionRange(place?.start ?? 0, place?.end ?? area.value.length);
  area.scrollIntoView({ block: 'center' });
}
