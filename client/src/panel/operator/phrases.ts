import { HouseRuleRequest } from '@oto/schema/contract/moderation';

const PHRASE = HouseRuleRequest.shape.phrases.element;
/** As many as a rule may have. */
export const MOST_PHRASES = 50;

/** Two phrases that are met alike: case and accents do not count. */
export function samePhrase(one: string, other: string): boolean {
  return fold(one) === fold(other);
}

function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(/\s+/g, ' ').trim();
}

/**
 * What was typed or pasted, added to the phrases: lines and commas part them, those that are there already,
 * too short or too long are left out and told.
 */
export function addPhrases(
  phrases: readonly string[],
  typed: string,
): { readonly phrases: readonly string[]; readonly refused: readonly string[] } {
  const next = [...phrases];
  const refused: string[] = [];
  for (const part of typed.split(/[\n,;]/)) {
    const phrase = part.replace(/\s+/g, ' ').trim();
    if (phrase === '' || next.some((known) => samePhrase(known, phrase))) continue;
    if (next.length >= MOST_PHRASES || !PHRASE.safeParse(phrase).success || !/[\p{L}\p{N}]/u.test(phrase)) refused.push(phrase);
    else next.push(phrase);
  }
  return { phrases: next, refused };
}
