import { plain } from './intent.ts';

/** The sentences of a text that carry its commonest words, in their own order. */
export function extractSentences(text: string, count: number): string[] {
  const sentences = text
    .replace(/\s+/gu, ' ')
    .split(/(?<=[.!?…])\s+/u)
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence.length > 20)
    .slice(0, 200);
  const frequency = new Map<string, number>();
  for (const word of words(text)) frequency.set(word, (frequency.get(word) ?? 0) + 1);
  const score = (sentence: string): number => {
    const list = words(sentence);
    if (list.length === 0) return 0;
    return list.reduce((sum, word) => sum + (frequency.get(word) ?? 0), 0) / Math.sqrt(list.length + 4);
  };
  return sentences
    .map((sentence, at) => ({ sentence, at, score: score(sentence) }))
    .toSorted((a, b) => b.score - a.score || a.at - b.at)
    .slice(0, count)
    .toSorted((a, b) => a.at - b.at)
    .map((entry) => entry.sentence);
}

/** Words of five letters and more: short ones are mostly grammar. */
function words(text: string): string[] {
  return plain(text).match(/[a-z]{5,}/gu) ?? [];
}
