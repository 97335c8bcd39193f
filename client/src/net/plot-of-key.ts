import { parseDocumentName } from '@oto/schema/board/document-name';
import type { Plot } from '@oto/schema/geometry/lattice';

/** `12,-7`; null for anything that `plotKey` would not write. */
export function plotOfKey(key: string): Plot | null {
  const name = parseDocumentName(`region/${key}.1`);
  return name?.kind === 'region' ? name.plot : null;
}
