const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

export function graphemes(text: string): string[] {
  // Latin words are the rule; the segmenter is 50 times slower.
  return /^[\u0020-\u024f\u2010-\u2026]*$/.test(text) ? text.split('') : Array.from(segmenter.segment(text), (part) => part.segment);
}

export interface WrapLimits {
  /** In the unit `advance` answers in. */
  readonly width: number;
  readonly lines: number;
}

/**
 * Breaks a text into lines of graphemes no wider than the limit: at spaces, or inside a word that
 * is wider than a line by itself. What does not fit is cut with an ellipsis.
 */
export function wrap(text: string, limits: WrapLimits, advance: (grapheme: string) => number): string[][] {
  const lines: string[][] = [];
  let line: string[] = [];
  let lineWidth = 0;
  const close = (): void => {
    while (line.at(-1) === ' ') line.pop();
    lines.push(line);
    line = [];
    lineWidth = 0;
  };
  const put = (grapheme: string, width: number): void => {
    line.push(grapheme);
    lineWidth += width;
  };
  // French puts a space before these marks and inside guillemets; no line breaks there.
  const bound = text
    .replaceAll(/[^\S\n]+/g, ' ')
    .replaceAll(/ (?=[?!:;»])/g, '\u00a0')
    .replaceAll('« ', '«\u00a0');
  const paragraphs = bound.trim().split('\n');
  for (const paragraph of paragraphs) {
    for (const word of paragraph.trim().split(' ')) {
      if (lines.length > limits.lines) break;
      const parts = graphemes(word);
      const width = parts.reduce((sum, part) => sum + advance(part), 0);
      const space = line.length > 0 ? advance(' ') : 0;
      if (line.length > 0 && lineWidth + space + width > limits.width) close();
      else if (line.length > 0) put(' ', space);
      for (const part of parts) {
        const partWidth = advance(part);
        if (line.length > 0 && lineWidth + partWidth > limits.width) close();
        put(part, partWidth);
      }
    }
    if (line.length > 0) close();
  }
  if (lines.length <= limits.lines) return lines;
  const kept = lines.slice(0, limits.lines);
  const last = kept.at(-1);
  if (last !== undefined) {
    let width = last.reduce((sum, part) => sum + advance(part), 0) + advance('…');
    while (last.length > 0 && (width > limits.width || ' .,;:…'.includes(last.at(-1) ?? ''))) width -= advance(last.pop() ?? '');
    last.push('…');
  }
  return kept;
}
