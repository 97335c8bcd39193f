import type { Topic } from './topic.ts';

/** “the old clock”; a bare noun stays bare; a sentence is quoted. */
export function phrase(topic: Topic): string {
  if (topic.kind === 'quote') return `“${topic.noun}”`;
  return topic.determiner === '' ? topic.noun : `${topic.determiner} ${topic.noun}`;
}

/** Curly quotes and apostrophes, real ellipses and dashes. */
export function typeset(text: string): string {
  return text
    .replace(/(\p{L})'/gu, '$1’')
    .replace(/"([^"\n]*)"/gu, '“$1”')
    .replace(/\.\.\./gu, '…')
    .replace(/ -- /gu, '—');
}
