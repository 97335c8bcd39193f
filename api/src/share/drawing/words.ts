import type { SKRSContext2D } from '@napi-rs/canvas';

/** Words in lines no wider than `width`, with the context's font; the last line says by an ellipsis that there was more. */
export function wrapWords(ink: SKRSContext2D, text: string, width: number, most: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  const words = text.split(/\s+/u).filter((word) => word !== '');
  for (const [at, word] of words.entries()) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (ink.measureText(longer).width <= width) {
      line = longer;
      continue;
    }
    if (lines.length + 1 === most) return [...lines, ellipsis(ink, line === '' ? word : line, width)];
    if (line !== '') lines.push(line);
    line = ink.measureText(word).width <= width ? word : ellipsis(ink, word, width);
    if (lines.length + 1 === most && at < words.length - 1 && ink.measureText(`${line} ${words[at + 1] ?? ''}`).width > width) {
      return [...lines, ellipsis(ink, line, width)];
    }
  }
  return line === '' ? lines : [...lines, line];
}

function ellipsis(ink: SKRSContext2D, text: string, width: number): string {
  const characters = Array.from(text.replace(/[\s.,;:…]+$/u, ''));
  while (characters.length > 0 && ink.measureText(`${characters.join('')}…`).width > width) characters.pop();
  return `${characters.join('')}…`;
}
