import type { Lang } from '@oto/schema/base/lang';
import { MOTIFS, SPOKEN } from '../words/motifs.ts';

/** A file of a work, as a row of `media` tells of it. */
export type File = {
  readonly variant: 'main' | 'thumb' | 'poster';
  readonly sha256: string;
  readonly mime: string;
  readonly bytes: number;
  readonly width: number | null;
  readonly height: number | null;
  readonly durationMs: number | null;
  readonly peaks: readonly number[] | null;
};
export type Shown = { readonly topic: { readonly [L in Lang]: string }; readonly files: readonly File[] };
export type Said = { readonly lang: Lang; readonly words: string; readonly files: readonly File[] };

/** Works that the notes of a world share by their content's address. None of the lists is empty. */
export type Library = { readonly image: readonly Shown[]; readonly video: readonly Shown[]; readonly voice: readonly Said[] };

/** How many of each a library holds; never more than there are words for. */
export type LibrarySize = { readonly images: number; readonly films: number; readonly voices: number };

/** A picture for four hundred notes, as far as the motifs go. */
export function librarySize(notes: number): LibrarySize {
  const images = Math.min(MOTIFS.length, Math.max(6, Math.ceil(notes / 400)));
  return { images, films: Math.ceil(images / 12), voices: Math.min(SPOKEN.length, Math.max(4, Math.ceil(images / 4))) };
}
