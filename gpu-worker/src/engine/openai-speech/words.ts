const PICTURES = /[\p{Extended_Pictographic}\p{Emoji_Modifier}\u{1F1E6}-\u{1F1FF}]|\uFE0F/gu;

/** What is worth saying aloud: no links, markup or control characters; pictures only when there is nothing else. */
export function sayable(text: string): string {
  const clean = text
    .toWellFormed()
    .replaceAll(/https?:\/\/\S+/giu, ' ')
    .replaceAll(/\p{Cc}/gu, (char) => (char === '\n' ? char : ' '))
    .replaceAll(/[<>{}[\]\\`|*_#~^=\uFFFD\u202A-\u202E]/gu, ' ');
  const words = clean.replaceAll(PICTURES, ' ');
  return (SOUND.test(words) ? words : clean).replaceAll(/[^\S\n]+/gu, ' ').trim();
}

const SOUND = /[\p{L}\p{N}]/u;
const PICTURE = /\p{Extended_Pictographic}/u;

function sentencesOf(text: string): string[] {
  return text
    .split(/\n+|(?<=[.!?…])\s+/u)
    .map((sentence) => sentence.trim())
    .filter((sentence) => SOUND.test(sentence) || PICTURE.test(sentence));
}

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
