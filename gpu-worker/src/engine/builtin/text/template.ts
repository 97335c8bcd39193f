import type { Lang } from '@oto/schema/base/lang';
import { phrase as english } from './english.ts';
import { phrase as french, withA, withDe, withQue } from './french.ts';
import { definite, indefinite, type Topic } from './topic.ts';

export type Random = () => number;

export function pick<T>(random: Random, items: readonly T[]): T {
  const item = items[Math.floor(random() * items.length)];
  if (item === undefined) throw new RangeError('nothing to pick from');
  return item;
}

/** All items in a seeded order. */
export function shuffled<T>(random: Random, items: readonly T[]): T[] {
  const pool = [...items];
  for (let i = pool.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    const held = pool[i] as T;
    pool[i] = pool[j] as T;
    pool[j] = held;
  }
  return pool;
}

export function capital(text: string): string {
  const [first = '', ...rest] = text;
  // « renard » between guillemets takes its capital inside.
  if (first === '«' || first === '“') return text.replace(/(?<=^[«“]\s?)\p{L}/u, (letter) => letter.toUpperCase());
  return first.toUpperCase() + rest.join('');
}

/**
 * Fills a template: `[a|b]` is one seeded choice; `{s/p}` the singular or plural form and
 * `{m/f/mp/fp}` the agreed one. Of the topic: `{t}` itself, `{d}` the one, `{u}` one of them, `{de}`, `{a}`,
 * `{que}` contracted with it, `{il}`, `{le}`, `{lui}`, `{it}`, `{them}` its pronouns; with a capital first,
 * capitalised; with `+` after, its clause too. `more` adds words.
 */
export function fill(template: string, topic: Topic, lang: Lang, random: Random, more: ReadonlyMap<string, string> = new Map()): string {
  const chosen = template.replace(/\[([^\]]+)\]/gu, (_all, options: string) => pick(random, options.split('|')));
  return chosen.replace(/\{([^}]+)\}/gu, (_all, key: string) => {
    if (key.includes('/')) return agree(key.split('/'), topic);
    return more.get(key) ?? word(key, topic, lang);
  });
}

function agree(forms: readonly string[], topic: Topic): string {
  if (forms.length === 2) return forms[topic.plural ? 1 : 0] ?? '';
  return forms[(topic.plural ? 2 : 0) + (topic.feminine ? 1 : 0)] ?? '';
}

function word(key: string, topic: Topic, lang: Lang): string {
  if (key.endsWith('+')) {
    const short = word(key.slice(0, -1), topic, lang);
    return topic.clause === '' ? short : `${short} ${topic.clause}`;
  }
  const lower = key.charAt(0).toLowerCase() + key.slice(1);
  const said = lang === 'fr' ? frenchWord(lower, topic) : englishWord(lower, topic);
  if (said === null) throw new Error(`unknown word in template: ${key}`);
  return lower === key ? said : capital(said);
}

function frenchWord(key: string, topic: Topic): string | null {
  const personal = topic.kind === 'noun' || topic.kind === 'name';
  switch (key) {
    case 't':
      return french(topic);
    case 'd':
      return french(definite(topic, 'fr'));
    case 'u':
      return french(indefinite(topic, 'fr'));
    case 'de':
      return withDe(topic);
    case 'dd':
      return withDe(definite(topic, 'fr'));
    case 'a':
      return withA(topic);
    case 'da':
      return withA(definite(topic, 'fr'));
    case 'que':
      return withQue(topic);
    case 'il':
      return personal ? `${topic.feminine ? 'elle' : 'il'}${topic.plural ? 's' : ''}` : 'cela';
    case 'le':
      return topic.plural ? 'les' : personal && topic.feminine ? 'la' : 'le';
    case 'lui':
      return topic.plural ? 'leur' : 'lui';
    default:
      return null;
  }
}

function englishWord(key: string, topic: Topic): string | null {
  switch (key) {
    case 't':
      return english(topic);
    case 'd':
      return english(definite(topic, 'en'));
    case 'u':
      return english(indefinite(topic, 'en'));
    case 'it':
      return topic.plural ? 'they' : 'it';
    case 'them':
      return topic.plural ? 'them' : 'it';
    case 'its':
      return topic.plural ? 'their' : 'its';
    default:
      return null;
  }
}
