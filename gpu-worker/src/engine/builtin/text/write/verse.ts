import { capital } from '../template.ts';
import { signature, type Desk } from './desk.ts';

/** Couplets, two to a stanza; the words' own clause is a dedication. */
export function poem(desk: Desk): string[] {
  const { verse } = desk.book;
  const pairs = [
    opening(desk),
    desk.couplet(verse.domain[desk.domain]),
    desk.couplet(verse.mood[desk.mood]),
    desk.random() < 0.6 ? desk.couplet(verse.again) : desk.couplet(verse.middle),
    desk.random() < 0.5 ? desk.couplet(verse.domain[desk.domain]) : desk.couplet(verse.middle),
    desk.couplet(verse.close),
  ];
  const lines = pairs.flatMap(([first, second], i) => [...(i > 0 && i % 2 === 0 ? [''] : []), capital(first), second]);
  return [...dedication(desk), ...lines, ...signature(desk)];
}

/** Two verses and a refrain that comes back. */
export function song(desk: Desk): string[] {
  const { verse } = desk.book;
  const refrains = desk.topic.kind === 'verb' ? verse.refrainVerb : verse.refrain;
  const refrain = refrains[Math.floor(desk.random() * refrains.length)] ?? [];
  const sung = refrain.map((line) => desk.line(line));
  const stanza = (...pairs: readonly (readonly [string, string])[]): string[] =>
    pairs.flatMap(([first, second]) => [capital(first), second]);
  return [
    ...dedication(desk),
    ...stanza(opening(desk), desk.couplet(verse.domain[desk.domain])),
    '',
    ...sung,
    '',
    ...stanza(desk.couplet(verse.mood[desk.mood]), desk.couplet(verse.middle)),
    '',
    ...sung,
    '',
    ...stanza(desk.couplet(verse.close)),
    ...signature(desk),
  ];
}

export function haiku(desk: Desk): string[] {
  const { haiku: parts } = desk.book.verse;
  return [capital(desk.choose(parts.season)), desk.choose(parts.subject), desk.choose(parts.close), ...signature(desk)];
}

function opening(desk: Desk): readonly [string, string] {
  return desk.couplet(desk.topic.kind === 'verb' ? desk.book.verse.openVerb : desk.book.verse.open);
}

function dedication(desk: Desk): string[] {
  return desk.topic.clause === '' ? [] : [desk.line(desk.book.dedication), ''];
}
