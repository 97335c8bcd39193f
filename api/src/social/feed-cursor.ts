import { idFromUuid, isId, uuidFromId } from '@oto/schema/base/id';

/** What a line of the feed is made of; with time and id it orders all lines. */
export const SOURCES = ['agent', 'comment', 'creation', 'featured'] as const;
export type Source = (typeof SOURCES)[number];

/** Where a line stands in the feed. `micros`: since 1970. `uuid`: of the source's row. */
export type Place = { readonly micros: string; readonly source: Source; readonly uuid: string };

/** A line's place as an opaque word. */
export function cursorOf({ micros, source, uuid }: Place): string {
  return `${micros}.${SOURCES.indexOf(source)}.${idFromUuid(uuid)}`;
}

/** Null for a word that is none of ours. */
export function placeOf(cursor: string): Place | null {
  const [, micros, index, id] = /^(\d{1,16})\.([0-3])\.([\w-]{22})$/.exec(cursor) ?? [];
  const source = SOURCES[Number(index)];
  return micros !== undefined && source !== undefined && isId(id) ? { micros, source, uuid: uuidFromId(id) } : null;
}
