const TITLE_MAX = 80;

/** A title for what has none: the first words of its text, else of its prompt. */
export function titleOf(kind: string, text: string, prompt: string): string {
  const source = (kind === 'text' && firstLine(text)) || firstLine(prompt) || '';
  if (source.length <= TITLE_MAX) return source;
  const cut = source.slice(0, TITLE_MAX - 1);
  const space = cut.lastIndexOf(' ');
  return `${(space > TITLE_MAX / 2 ? cut.slice(0, space) : cut).trimEnd()}…`;
}

/** The first line with letters, without Markdown's marks. */
function firstLine(text: string): string {
  for (const line of text.split('\n')) {
    const plain = withoutEnd(line.replace(/^[\s#>*\-–_]+/, ''));
    if (/[\p{L}\p{N}]/u.test(plain)) return plain;
  }
  return '';
}

/** Walked from the end: a pattern that looks for an end tries again at every mark before it, and texts are long. */
function withoutEnd(line: string): string {
  let end = line.length;
  while (end > 0 && /[\s*_]/.test(line.charAt(end - 1))) end--;
  return line.slice(0, end);
}
