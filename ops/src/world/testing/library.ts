import type { File, Library } from '../library/library.ts';

const file = (variant: File['variant'], mime: string, more: Partial<File> = {}): File => ({
  variant,
  sha256: 'ab'.repeat(32),
  mime,
  bytes: 100,
  width: null,
  height: null,
  durationMs: null,
  peaks: null,
  ...more,
});
const still = { width: 320, height: 320 };

/** One work of each kind, of files that lie nowhere. */
export const PAPER_LIBRARY: Library = {
  image: [
    {
      topic: { fr: 'un phare', en: 'a lighthouse' },
      files: [file('main', 'image/webp', { width: 768, height: 768 }), file('thumb', 'image/webp', still)],
    },
  ],
  video: [
    {
      topic: { fr: 'la mer', en: 'the sea' },
      files: [file('main', 'video/mp4', { durationMs: 4000 }), file('poster', 'image/webp', still), file('thumb', 'image/webp', still)],
    },
  ],
  voice: [{ lang: 'fr', words: 'Bonsoir.', files: [file('main', 'audio/wav', { durationMs: 900, peaks: [0, 0.25, 1] })] }],
};
