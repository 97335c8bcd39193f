import { z } from 'zod';
import { KINDS } from '../board/kind.ts';

const Line = z.string();

/**
 * A fact that the api alone knows, at its place in the press page or in a text of the press kit, and the words around
 * it: `{{ name }}` stands for a value. Each stands for one line of the page's own markup.
 *   gift: {{ tokens }} given to whoever joins.
 *   price: the most that one run of an engine of a kind may cost, {{ tokens }}, without what sharers and ancestors add;
 *     `range`, {{ low }} and {{ high }}, where engines differ; `none` while no engine of the kind is known.
 *   packs: one line for each pack sold, {{ tokens }} and {{ price }}; `none` while nothing is sold.
 *   publisher: {{ name }} and {{ contact }}; `none` where nobody has been named.
 *   size: {{ size }} of the kit.
 */
export const PressSlot = z.discriminatedUnion('fact', [
  z.strictObject({ fact: z.literal('gift'), line: Line }),
  z.strictObject({ fact: z.literal('price'), kind: z.enum(KINDS), line: Line, range: Line, none: Line }),
  z.strictObject({ fact: z.literal('packs'), line: Line, none: Line }),
  z.strictObject({ fact: z.literal('publisher'), line: Line, none: Line }),
  z.strictObject({ fact: z.literal('size'), line: Line }),
]);
export type PressSlot = z.infer<typeof PressSlot>;

/** As it lies in a page or a text: a comment, which shows nothing where nobody fills it. */
export function pressSlot(slot: PressSlot): string {
  return `<!--press ${JSON.stringify(slot)
    .replaceAll('>', String.raw`\u003e`)
    .replaceAll('<', String.raw`\u003c`)}-->`;
}

/** `text` with what `fill` says in each slot's place. Throws where a slot is of another shape. */
export function fillPressSlots(text: string, fill: (slot: PressSlot) => string): string {
  return text.replaceAll(/<!--press (\{[^<>]*\})-->/g, (_, json: string) => fill(PressSlot.parse(JSON.parse(json))));
}
