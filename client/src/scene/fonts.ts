import '@fontsource/caveat/latin-600.css';
import '@fontsource/caveat/latin-ext-600.css';
import '@fontsource/permanent-marker/latin-400.css';

export type FontName = 'marker' | 'hand';

/** CSS font at a size in px; words outside the two families fall back to the system's. */
export function cssFont(font: FontName, px: number): string {
  return font === 'marker' ? `400 ${px}px "Permanent Marker", "Caveat", sans-serif` : `600 ${px}px "Caveat", sans-serif`;
}

/** Both subsets of both families: French needs latin-ext for the capital Y with diaeresis. */
export async function loadFonts(): Promise<void> {
  await Promise.allSettled([document.fonts.load(cssFont('marker', 56), 'Aéœ'), document.fonts.load(cssFont('hand', 56), 'AéœŸł')]);
}
