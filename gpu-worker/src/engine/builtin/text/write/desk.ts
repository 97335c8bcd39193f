import type { Lang } from '@oto/schema/base/lang';
import type { EngineRequest } from '../../../engine.ts';
import type { Couplet, Lines, Phrasebook } from '../book/book.ts';
import type { Domain } from '../domain.ts';
import { plain } from '../intent.ts';
import type { Mood } from '../mood.ts';
import { fill, shuffled, type Random } from '../template.ts';
import { tidy, type Topic } from '../topic.ts';
import type { Wish } from '../wish.ts';

/** What a writer has before him. */
export type Desk = {
  readonly book: Phrasebook;
  readonly lang: Lang;
  readonly wish: Wish;
  readonly topic: Topic;
  readonly mood: Mood;
  readonly domain: Domain;
  readonly random: Random;
  readonly request: EngineRequest;
  /** A template filled with the topic, and with words of its own. */
  line(template: string, more?: ReadonlyMap<string, string>): string;
  /** One of the templates that neither this text nor its parent has used, filled. */
  choose(templates: Lines, more?: ReadonlyMap<string, string>): string;
  /** So many of them, all different. */
  some(templates: Lines, count: number, more?: ReadonlyMap<string, string>): string[];
  couplet(pairs: readonly Couplet[]): readonly [string, string];
};

/** Literal words of a template that would be seen again. */
const TELLING = 14;

export function deskOf(parts: Omit<Desk, 'line' | 'choose' | 'some' | 'couplet'>): Desk {
  const { topic, lang, random, request } = parts;
  const parent = flat(request.parentText ?? '');
  const used = new Set<string>();
  const seen = (template: string): boolean =>
    used.has(template) ||
    flat(template)
      .split(/[{}[\]|\n]/u)
      .some((piece) => piece.trim().length >= TELLING && parent.includes(piece.trim()));
  const own = new Set(plain(topic.noun).match(/[a-z]{4,}/gu) ?? []);
  // « Le café du matin marche au bord du matin » says a word twice.
  const clashes = (template: string): boolean => (plain(template).match(/[a-z]{4,}/gu) ?? []).some((word) => own.has(word));
  const fresh = <T>(items: readonly T[], text: (item: T) => string, count: number): T[] => {
    const order = shuffled(random, items);
    const weight = (item: T): number => (seen(text(item)) ? 2 : 0) + (clashes(text(item)) ? 1 : 0);
    const chosen = order.toSorted((a, b) => weight(a) - weight(b)).slice(0, count);
    for (const item of chosen) used.add(text(item));
    return chosen;
  };
  const line = (template: string, more?: ReadonlyMap<string, string>): string => fill(template, topic, lang, random, more);
  const some = (templates: Lines, count: number, more?: ReadonlyMap<string, string>): string[] =>
    fresh(templates, (template) => template, count).map((template) => line(template, more));
  return {
    ...parts,
    line,
    some,
    choose: (templates, more) => some(templates, 1, more)[0] ?? '',
    couplet: (pairs) => {
      const [pair = ['', ''] as const] = fresh(pairs, ([first, second]) => `${first}\n${second}`, 1);
      return [line(pair[0]), line(pair[1])];
    },
  };
}

/** With plain blanks and one kind of apostrophe, so that texts compare. */
function flat(text: string): string {
  return text
    .replaceAll(/[\u00a0\u202f]/gu, ' ')
    .replaceAll("'", '’')
    .replaceAll(/\s+([;:!?])/gu, '$1');
}

/** An empty line and the agent's name; nothing when there is none. */
export function signature(desk: Desk): string[] {
  const name = tidy(desk.request.agent);
  return name === '' ? [] : ['', desk.book.signature(name)];
}
