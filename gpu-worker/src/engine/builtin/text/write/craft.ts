import type { Dish } from '../book/book.ts';
import { plain } from '../intent.ts';
import { phrase as french } from '../french.ts';
import { isMassEnglish } from '../lexicon.ts';
import { capital } from '../template.ts';
import { shapeTopic } from '../topic.ts';
import type { Desk } from './desk.ts';

const USUAL_IDEAS = 5;
const USUAL_SLOGANS = 3;
const STEPS = 4;

export function ideas(desk: Desk): string[] {
  const { ideas: parts } = desk.book.craft;
  const count = Math.min(parts.items.length, desk.wish.count ?? USUAL_IDEAS);
  return [
    capital(desk.choose(parts.lead, counted(desk, count))),
    '',
    ...desk.some(parts.items, count).map((item, i) => desk.book.item(i + 1, item)),
    '',
    desk.choose(parts.close),
  ];
}

/** Words for how many: `{n}`, `{N}`. */
export function counted(desk: Desk, count: number): ReadonlyMap<string, string> {
  const word = desk.book.numbers[count - 2] ?? String(count);
  return new Map([
    ['n', word],
    ['N', capital(word)],
  ]);
}

export function plan(desk: Desk): string[] {
  const { plan: parts } = desk.book.craft;
  return [
    desk.choose(parts.lead, goal(desk)),
    '',
    ...parts.phases.map((phase, i) => desk.book.item(i + 1, desk.choose(phase))),
    '',
    desk.choose(parts.risk),
  ];
}

/** What is to be done, as an infinitive: `{goal}`, `{Goal}`. */
export function goal(desk: Desk): ReadonlyMap<string, string> {
  const words = desk.wish.action ?? desk.line(desk.book.craft.plan.goal);
  return new Map([
    ['goal', words],
    ['Goal', capital(words)],
  ]);
}

export function slogan(desk: Desk): string[] {
  const { slogans, slogansVerb } = desk.book.craft;
  return desk.some(desk.topic.kind === 'verb' ? slogansVerb : slogans, Math.min(8, desk.wish.count ?? USUAL_SLOGANS));
}

/** A way to come closer; a pen has no knowledge, and says so. */
export function explanation(desk: Desk): string[] {
  const { explanation: parts } = desk.book.craft;
  return [
    desk.choose(parts.lead),
    '',
    ...desk.some(parts.steps, STEPS).map((step, i) => desk.book.item(i + 1, step)),
    '',
    desk.choose(parts.close),
  ];
}

/** A dish that can be cooked, where the topic names one; else a recipe for what cannot. */
export function recipe(desk: Desk): string[] {
  const { recipe: parts } = desk.book.craft;
  const dish = parts.dishes.find(({ name }) => name.test(plain(desk.topic.noun)));
  if (dish) return cooked(desk, dish);
  return [
    desk.choose(parts.lead),
    '',
    ...parts.ingredients.map((item) => `– ${desk.choose(item)}`),
    '',
    ...[...parts.steps.map((step) => desk.choose(step)), desk.choose(parts.serve)].map((step, i) => desk.book.item(i + 1, step)),
  ];
}

function cooked(desk: Desk, dish: Dish): string[] {
  const more = new Map([['with', madeWith(desk, dish)]]);
  return [
    desk.choose(dish.lead),
    '',
    ...dish.ingredients.map((item) => `– ${desk.line(item, more)}`),
    '',
    ...[...dish.steps.map((step) => desk.line(step, more)), desk.choose(dish.serve)].map((step, i) => desk.book.item(i + 1, capital(step))),
  ];
}

/** « tarte aux pommes »: « les pommes »; “apple pie”: “the apples”. */
function madeWith(desk: Desk, dish: Dish): string {
  const { noun } = desk.topic;
  if (desk.lang === 'fr') {
    const [, link = '', rest = ''] = /\s(à la|à l’|aux|au|de|d’)\s?(.+)$/u.exec(noun) ?? [];
    if (rest === '') return dish.usual;
    // « à la rhubarbe » says its article, « de légumes » does not.
    const article = WITH.get(link);
    return article === undefined ? french(shapeTopic(rest, 'fr', rest)) : `${article}${rest}`;
  }
  const before = noun
    .replace(dish.name, '')
    .replace(/^(?:my|your)\s|\s(?:with|of).*$/giu, '')
    .trim();
  const after = /\swith\s(.+)$/iu.exec(noun)?.[1];
  const named = after ?? before;
  return named === '' || /^(?:good|simple|easy|best|quick|old|big|perfect)\b/iu.test(named) ? dish.usual : `the ${many(named)}`;
}

const WITH = new Map([
  ['à la', 'la '],
  ['à l’', 'l’'],
  ['aux', 'les '],
  ['au', 'le '],
]);
const UNCOUNTED = /(?:rhubarb|spinach|garlic|corn|chicken|beef|pork|pumpkin|fish|ginger|s)$/iu;

/** “apple” becomes “apples”; what is not counted stays. */
function many(noun: string): string {
  if (isMassEnglish(noun) || UNCOUNTED.test(noun)) return noun;
  if (/[^aeiou]y$/iu.test(noun)) return `${noun.slice(0, -1)}ies`;
  return /(?:o|ch|sh|x)$/iu.test(noun) ? `${noun}es` : `${noun}s`;
}
