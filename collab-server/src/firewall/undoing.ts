import type { NoteRecord } from '@oto/schema/board/record';
import type { Member } from '../document/actor.ts';
import type { Touch } from './inspect.ts';

/** What the count needs to know of the document as it is before the update. */
export type Arranged = {
  readonly note: (key: string) => NoteRecord | undefined;
  /** Who set the tie that stands under this key, as the journal names actors; undefined when none stands. */
  readonly tiedBy: (key: string) => string | undefined;
};

/** How many things that others arranged an update takes apart: their ties cut or changed, their notes moved. */
export function undone(touches: readonly Touch[], actor: Member, arranged: Arranged): number {
  const things = new Set<string>();
  for (const { root, key } of touches) {
    if (root === 'ties') {
      const by = arranged.tiedBy(key);
      if (by !== undefined && by !== `member:${actor.id}`) things.add(`tie ${key}`);
    } else if (root === 'places') {
      const note = arranged.note(key);
      if (note && note.o !== actor.id) things.add(`note ${key}`);
    }
  }
  return things.size;
}
