import { hashText } from '@oto/schema/base/seeded-random';
import { CORD_COLOURS } from '@oto/schema/board/palette';

/** A member's colour for cursor, plot and first agent: an index into CORD_COLOURS, the same for ever. */
export function colourOf(memberUuid: string): number {
  return (hashText(memberUuid) >>> 0) % CORD_COLOURS.length;
}
