/** What is worth saying aloud: no markup, links or control characters; pictures only when there is nothing else. */
export function speakable(text: string): string {
  const clean = text
    .replace(/https?:\/\/\S+/giu, ' ')
    .replace(/[\p{Cc}\p{Cf}]/gu, (char) => (char === '\n' ? '\n' : ' '))
    .replace(/[<>{}[\]\\`|*_#~^=«»“”]/gu, ' ');
  const words = clean.replace(/[\p{Extended_Pictographic}\p{Emoji_Modifier}\u{1F1E6}-\u{1F1FF}]/gu, ' ');
  const kept = /[\p{L}\p{N}]/u.test(words) ? words : clean;
  return kept.replace(/[ \t\u00a0\u202f]+/gu, ' ').trim();
}

/** Sentences and lines, none longer than 300 characters, so that a cut falls between them. */
export function sentencesOf(text: string): string[] {
  return text
    .split(/\n+|(?<=[.!?…])\s+/u)
    .flatMap((sentence) => sentence.match(/.{1,300}(?:\s|$)|.{1,300}/gsu) ?? [])
    .map((sentence) => sentence.trim())
    .filter((sentence) => /[\p{L}\p{N}\p{Extended_Pictographic}]/u.test(sentence));
}
