import type { Lang } from '@oto/schema/base/lang';
import { phrase as english } from './english.ts';
import { phrase as french, withA, withDe, withQue } from './french.ts';
import type { Topic } from './topic.ts';

export type Random = () => number;

export function pick<T>(random: Random, items: readonly T[]): T {
  const item = items[Math.floor(random() * items.length)];
  if (item === undefined) throw new RangeError('nothing to pick from');
  return item;
}

/** `count` different items in a seeded order. */
export function pickSome<T>(random: Random, items: readonly T[], count: number): T[] {
  const pool = [...items];
  for (let i = pool.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    const held = pool[i] as T;
    pool[i] = pool[j] as T;
    pool[j] = held;
  }
  return pool.slice(0, count);
}

export function capital(text: string): string {
  const [first = '', ...rest] = text;
  // « renard » between guillemets takes its capital inside.
  if (first === '«' || first === '“') return text.replace(/(?<=^[«“]\s?)\p{L}/u, (letter) => letter.toUpperCase());
  return first.toUpperCase() + rest.join('');
}

/**
 * Fills a template: `[a|b]` is one seeded choice; `{s/p}` the singular or plural form and
 * `{m/f/mp/fp}` the agreed one; `{t}`, `{T}` the topic, `{de}`, `{a}`, `{que}` contracted with it,
 * `{il}`, `{Il}`, `{lui}` and `{it}`, `{It}` its pronouns.
 */
export function fill(template: string, topic: Topic, lang: Lang, random: Random): string {
  const chosen = template.replace(/\[([^\]]+)\]/gu, (_all, options: string) => pick(random, options.split('|')));
  return chosen.replace(/\{([^}]+)\}/gu, (_all, key: string) =>
    key.includes('/') ? agree(key.split('/'), topic) : word(key, topic, lang),
  );
}

function agree(forms: readonly string[], topic: Topic): string {
  if (forms.length === 2) return forms[topic.plural ? 1 : 0] ?? '';
  return forms[(topic.plural ? 2 : 0) + (topic.feminine ? 1 : 0)] ?? '';
}

function word(key: string, topic: Topic, lang: Lang): string {
  const il = lang === 'fr' ? `${topic.feminine ? 'elle' : 'il'}${topic.plural ? 's' : ''}` : topic.plural ? 'they' : 'it';
  const named = lang === 'fr' ? french(topic) : english(topic);
  switch (key) {
    case 't':
      return named;
    case 'T':
      return capital(named);
    case 'de':
      return withDe(topic);
    case 'De':
      return capital(withDe(topic));
    case 'a':
      return withA(topic);
    case 'A':
      return capital(withA(topic));
    case 'que':
      return withQue(topic);
    case 'il':
    case 'it':
      return il;
    case 'Il':
    case 'It':
      return capital(il);
    case 'lui':
      return topic.plural ? 'leur' : 'lui';
    default:
      throw new Error(`unknown word in template: ${key}`);
  }
}
