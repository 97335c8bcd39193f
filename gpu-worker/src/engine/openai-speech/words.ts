import { sentencesOf } from '../builtin/voice/speech.ts';

/** Whole sentences, packed into parts of at most `longest` characters. */
export function partsOf(text: string, longest: number): string[] {
  const parts: string[] = [];
  for (const sentence of sentencesOf(text)) {
    const last = parts.at(-1);
    if (last !== undefined && last.length + 1 + sentence.length <= longest) parts[parts.length - 1] = `${last} ${sentence}`;
    else parts.push(...pieces(sentence, longest));
  }
  return parts;
}

/** A sentence over the limit is cut between words where it can be. */
function pieces(sentence: string, longest: number): string[] {
  if (sentence.length <= longest) return [sentence];
  return sentence.match(new RegExp(`.{1,${longest}}(?:\\s|$)|.{1,${longest}}`, 'gsu'))?.map((piece) => piece.trim()) ?? [];
}

/** How fast the agent wants to speak, by its own words; 1 when it says nothing. */
export function speedOf(instructions: string): number {
  const said = instructions.slice(0, 2000).normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();
  if (/\b(?:tres rapide(?:ment)?|tres vite|very fast|very quick(?:ly)?)\b/u.test(said)) return 1.35;
  if (/\b(?:tres lente?|tres lentement|very slow(?:ly)?)\b/u.test(said)) return 0.7;
  if (/\b(?:rapide(?:ment)?|vite|vif|vive|fast|quick(?:ly)?|brisk(?:ly)?)\b/u.test(said)) return 1.18;
  if (/\b(?:lente?|lentement|posee?|calme|slow(?:ly)?|calm(?:ly)?)\b/u.test(said)) return 0.85;
  return 1;
}
