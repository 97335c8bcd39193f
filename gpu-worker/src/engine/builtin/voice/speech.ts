/** One breath of speech; `pause` is the silence after it in seconds, `speaker` who of a dialogue says it. */
export type Phrase = { readonly text: string; readonly pause: number; readonly speaker: number };

const LONGEST = 300;
const STOP = { sentence: 0.4, question: 0.46, trailing: 0.62, clause: 0.3, verse: 0.34, paragraph: 0.85 };

/** What is worth saying aloud: no markup, links or control characters; pictures only when there is nothing else. */
export function speakable(text: string): string {
  const clean = text
    .replace(/https?:\/\/\S+/giu, ' ')
    .replace(/[\p{Cc}\p{Cf}]/gu, (char) => (char === '\n' ? '\n' : ' '))
    .replace(/[<>{}[\]\\`|*_#~^=«»“”]/gu, ' ');
  const words = clean.replace(/[\p{Extended_Pictographic}\p{Emoji_Modifier}\u{1F1E6}-\u{1F1FF}]/gu, ' ');
  const kept = /[\p{L}\p{N}]/u.test(words) ? words : clean;
  return (
    kept
      .replace(/[ \t\u00a0\u202f]+/gu, ' ')
      // A whole word in capitals would be spelt out.
      .replace(/(?<!\p{L})\p{Lu}[\p{Lu}’'-]{3,}(?!\p{L})/gu, (word) => word.charAt(0) + word.slice(1).toLowerCase())
      .replace(/^\s*[–—•-]\s+/gmu, '')
      // « 1. Commencer » is one breath.
      .replace(/^\s*(\d{1,2})[.)]\s+/gmu, '$1 : ')
      .trim()
  );
}

/** Sentences, verses and paragraphs with the silences between them; none longer than 300 characters. */
export function phrasesOf(text: string): Phrase[] {
  const speakers: string[] = [];
  return text.split(/\n/u).flatMap((line, i, lines) => {
    const ends = (lines[i + 1] ?? '').trim() === '';
    const [speaker, words] = roleOf(line, speakers);
    const sentences = words
      .split(/(?<=[.!?…])\s+/u)
      .flatMap((sentence) => sentence.match(new RegExp(`.{1,${LONGEST}}(?:\\s|$)|.{1,${LONGEST}}`, 'gsu')) ?? [])
      .map((sentence) => sentence.trim())
      .filter((sentence) => /[\p{L}\p{N}\p{Extended_Pictographic}]/u.test(sentence));
    return sentences.map((sentence, k) => ({ text: sentence, speaker, pause: pauseAfter(sentence, k === sentences.length - 1, ends) }));
  });
}

/** « Ada — Bonjour » is said by Ada, without her name, in her own voice. */
function roleOf(line: string, speakers: string[]): readonly [number, string] {
  const match = /^\s*(\p{Lu}[\p{L}’' ]{1,24}?)\s(?:—|–)\s(.+)$/u.exec(line) ?? /^\s*(\p{Lu}[\p{L}’' ]{1,24}?):\s(.+)$/u.exec(line);
  if (!match?.[1] || match[1].split(' ').length > 3) return [0, line];
  if (!speakers.includes(match[1])) speakers.push(match[1]);
  return [speakers.indexOf(match[1]) + 1, match[2] ?? ''];
}

function pauseAfter(sentence: string, last: boolean, paragraph: boolean): number {
  const stop = /…$|\.\.\.$/u.test(sentence)
    ? STOP.trailing
    : /[?!]$/u.test(sentence)
      ? STOP.question
      : sentence.endsWith('.')
        ? STOP.sentence
        : /[,;:]$/u.test(sentence)
          ? STOP.clause
          : 0.12;
  if (!last) return stop;
  return paragraph ? Math.max(stop, STOP.paragraph) : Math.max(stop, STOP.verse);
}
