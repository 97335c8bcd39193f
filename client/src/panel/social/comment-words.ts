import type { Person } from '@oto/schema/contract/social';

/** A handle being written, from its @ on; `from`: where the @ stands. */
export interface Meant {
  readonly from: number;
  readonly beginning: string;
}

const BEING_WRITTEN = /(?<![\p{L}\p{N}_@/.-])@([a-z0-9-]{0,40})$/iu;
const NAMED = /(?<![\p{L}\p{N}_@/.-])@([a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?)(?![\p{L}\p{N}_@])/giu;

/** Whether somebody is being named right before the caret. */
export function meantAt(text: string, caret: number): Meant | null {
  const found = BEING_WRITTEN.exec(text.slice(0, caret));
  return found === null ? null : { from: found.index, beginning: found[1] ?? '' };
}

/** The text with that beginning made a whole handle, and where the caret goes. */
export function withHandle(text: string, caret: number, from: number, handle: string): { readonly text: string; readonly caret: number } {
  const named = `@${handle} `;
  const rest = text.slice(caret).replace(/^ /, '');
  return { text: text.slice(0, from) + named + rest, caret: from + named.length };
}

/** A body in its order: words, and the people it names as far as they are known. */
export function partsOf(body: string, mentions: readonly Person[]): readonly (string | Person)[] {
  const people = new Map(mentions.map((person) => [person.handle.toLowerCase(), person]));
  const parts: (string | Person)[] = [];
  let read = 0;
  for (const found of body.matchAll(NAMED)) {
    const person = people.get((found[1] ?? '').toLowerCase());
    if (person === undefined) continue;
    if (found.index > read) parts.push(body.slice(read, found.index));
    parts.push(person);
    read = found.index + found[0].length;
  }
  if (read < body.length) parts.push(body.slice(read));
  return parts;
}
