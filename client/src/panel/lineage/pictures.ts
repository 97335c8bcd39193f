const KEPT = 240;

/** The small pictures on papers, fetched when they come into sight. `onLoad`: there is something new to draw. */
export function createPictures(onLoad: () => void) {
  const known = new Map<string, HTMLImageElement>();
  return {
    /** Null until it is there. */
    get(url: string): HTMLImageElement | null {
      let picture = known.get(url);
      if (picture === undefined) {
        picture = new Image();
        picture.decoding = 'async';
        picture.addEventListener('load', onLoad);
        picture.src = url;
      } else known.delete(url);
      // The last used goes to the end, the longest unused goes first.
      known.set(url, picture);
      const [oldest] = known.keys();
      if (known.size > KEPT && oldest !== undefined) known.delete(oldest);
      return picture.complete && picture.naturalWidth > 0 ? picture : null;
    },
  };
}

export type Pictures = ReturnType<typeof createPictures>;
