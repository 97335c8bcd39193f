import type * as Y from 'yjs';
import { AtlasRecord } from '@oto/schema/board/record';
import { atlasOf } from '@oto/schema/board/roots';

/** The claims of one atlas tile, each read once and again only when it changes. */
export interface AtlasPlots {
  readonly records: ReadonlyMap<string, AtlasRecord>;
  stop(): void;
}

/** `onPlots`: these keys came, changed or went. A record of another shape counts as none. */
export function readAtlas(doc: Y.Doc, onPlots: (keys: readonly string[]) => void): AtlasPlots {
  const { plots } = atlasOf(doc);
  const records = new Map<string, AtlasRecord>();
  const read = (keys: Iterable<string>): void => {
    const changed: string[] = [];
    for (const key of keys) {
      const found = AtlasRecord.safeParse(plots.get(key));
      if (found.success) records.set(key, found.data);
      else if (!records.delete(key)) continue;
      changed.push(key);
    }
    if (changed.length > 0) onPlots(changed);
  };
  const observe = (event: Y.YMapEvent<AtlasRecord>): void => read(event.keysChanged);
  plots.observe(observe);
  return { records, stop: () => plots.unobserve(observe) };
}
