import type { Occasion } from '../book/book.ts';
import { plain } from '../intent.ts';
import { extractSentences } from '../summary.ts';
import { capital } from '../template.ts';
import { shapeTopic, tidy, type Topic } from '../topic.ts';
import { signature, type Desk } from './desk.ts';

const FORMAL =
  /\b(?:maire|mairie|directeur|directrice|president|presidente|ministre|patron|patronne|proprietaire|monsieur|madame|docteur|professeur|banque|administration|client|clients|mayor|director|manager|boss|president|minister|landlord|headmaster|bank|council|sir|madam|doctor|professor|clients?|customers?)\b/;

export function letter(desk: Desk): string[] {
  const { letter: parts } = desk.book.note;
  const { to, purpose } = desk.wish;
  const formal = to !== null && (to.plural || FORMAL.test(plain(to.noun)));
  const side = formal ? 1 : 0;
  const more = new Map([['purpose', purpose === null ? '' : addressedTo(purpose, desk.lang, formal)]]);
  const body = desk.some(parts.body[side], 2);
  const aim =
    purpose !== null
      ? desk.choose(parts.purpose, more)
      : to === null || desk.topic.noun !== to.noun
        ? desk.choose(parts.about)
        : desk.choose(parts.hail);
  return [
    ...(to === null ? [] : [greeting(desk, to), '']),
    `${aim} ${body[0] ?? ''}`,
    '',
    `${desk.book.yesterday} ${sceneWithin(desk)} ${body[1] ?? ''}`,
    '',
    parts.mood[desk.mood][side],
    '',
    desk.choose(parts.bye[side]),
    ...signature(desk).slice(1),
  ];
}

/** A scene inside a sentence: no capital. */
function sceneWithin(desk: Desk): string {
  const scene = desk.choose(desk.book.tale.scene[desk.domain]);
  return scene.charAt(0).toLowerCase() + scene.slice(1);
}

function greeting(desk: Desk, to: Topic): string {
  const sure = to.kind === 'noun';
  if (desk.lang === 'fr' && sure && /^(?:le|la|l’)$/u.test(to.determiner) && FORMAL.test(plain(to.noun)))
    return to.feminine ? `Madame la ${to.noun},` : `Monsieur le ${to.noun},`;
  const name = desk.lang === 'en' ? to.noun.replace(/(?:^|\s)\p{Ll}/gu, (letter) => letter.toUpperCase()) : to.noun;
  return desk.book.note.letter.dear(name, { feminine: to.feminine, plural: to.plural, sure });
}

/** « lui dire que je l’aime » becomes « te dire que je t’aime » to whom it is said. */
function addressedTo(purpose: string, lang: Desk['lang'], formal: boolean): string {
  const words = purpose.replaceAll("'", '’');
  if (lang === 'en')
    return words
      .replace(/\b(say|tell|thank|ask|invite|let|congratulate)\s+(?:him|her|them)\b/giu, '$1 you')
      .replace(/\b(i (?:miss|love|thank|forgive)) (?:him|her|them)\b/giu, '$1 you')
      .replace(/\b(?:he|she) is\b/giu, 'you are')
      .replace(/\bi\b/gu, 'I');
  const you = formal ? 'vous' : 'te';
  return words
    .replace(/^(?:lui|leur|la|le|les|te|vous)\s/iu, `${you} `)
    .replace(/^(?:l’|t’)/iu, formal ? 'vous ' : 't’')
    .replace(/^s’excuser/iu, formal ? 'vous demander pardon' : 'te demander pardon')
    .replace(/\bje l’/giu, formal ? 'je vous ' : 'je t’')
    .replace(/\bqu’(?:il|elle) me manque\b/giu, formal ? 'que vous me manquez' : 'que tu me manques')
    .replace(/^te (?=[aeiouyéèêh])/iu, 't’');
}

const OCCASIONS: readonly (readonly [Occasion, RegExp])[] = [
  ['birthday', /\banniversaires?\b|\bbirthdays?\b/],
  ['year', /\bbonne annee\b|\bnew year\b|\bnouvel an\b/],
  ['christmas', /\bnoel\b|\bchristmas\b/],
  ['thanks', /\bmercis?\b|\bremercie\w*|\bthank\w*/],
  ['bravo', /\bfelicit\w*|\bcongratulat\w*|\bbravo\b|\bbonne retraite\b/],
  ['courage', /\bcourage\b|\bretablissement\b|\bget well\b|\bgood luck\b|\bbonne chance\b/],
];

/** Wishes for an occasion that the words name. */
export function wishes(desk: Desk): string[] {
  const { wishes: parts } = desk.book.note;
  const body = occasionOf(desk) === 'birthday' ? [...parts.candles, ...parts.body] : parts.body;
  return [wishTitle(desk), '', ...desk.some(body, 3), '', desk.choose(parts.close), ...signature(desk)];
}

export function wishTitle(desk: Desk): string {
  const options = desk.book.note.wishes.open[occasionOf(desk)];
  return desk.line(options[0] ?? '', new Map([['name', nameIn(saidIn(desk), desk.lang)]]));
}

function saidIn(desk: Desk): string {
  return tidy(desk.request.topic.trim() === '' ? desk.request.prompt : desk.request.topic);
}

function occasionOf(desk: Desk): Occasion {
  const said = plain(saidIn(desk));
  return OCCASIONS.find(([, words]) => words.test(said))?.[0] ?? 'other';
}

/** « , Camille », « , ma chère sœur », or nothing. */
function nameIn(said: string, lang: Desk['lang']): string {
  const found = (
    lang === 'fr'
      ? /(?:pour|à|de|,)\s+((?:m(?:on|a|es)\s+)?[\p{L}-]+(?:\s+\p{Lu}[\p{L}-]+)?)\s*[.!]*$/u
      : /(?:for|to|,)\s+((?:my\s+)?[\p{L}-]+(?:\s+\p{Lu}[\p{L}-]+)?)\s*[.!]*$/u
  ).exec(said)?.[1];
  if (found === undefined) return '';
  const topic = shapeTopic(found, lang, `, ${found}`);
  if (topic.kind === 'name') return `, ${topic.noun}`;
  if (lang === 'en') return topic.determiner === 'my' ? `, my dear ${topic.noun}` : '';
  if (!/^m(?:on|a|es)$/u.test(topic.determiner)) return '';
  if (topic.plural) return `, mes ${topic.feminine ? 'chères' : 'chers'} ${topic.noun}`;
  return topic.feminine ? `, ma chère ${topic.noun}` : `, mon cher ${topic.noun}`;
}

/** To somebody who says something about himself: no knowledge, some company. */
export function reply(desk: Desk): string[] {
  const { reply: parts } = desk.book.note;
  const said = saidIn(desk).replace(/[\s.!?…]+$/u, '');
  const quote = new Map([['q', desk.book.quote(capital(said.length > 120 ? `${said.slice(0, 117)}…` : said))]]);
  return [desk.choose(parts.open, quote), '', desk.some(parts.body, 2).join(' '), '', desk.choose(parts.close), ...signature(desk)];
}

export function musing(desk: Desk): string[] {
  const { musing: parts } = desk.book.note;
  return [
    desk.choose(parts.open),
    '',
    [`${desk.book.remembered} ${sceneWithin(desk)}`, ...desk.some(parts.body, 2)].join(' '),
    '',
    desk.choose(parts.close),
    ...signature(desk),
  ];
}

export function summary(desk: Desk, source: string): string[] {
  const { summary: parts } = desk.book.note;
  const kept = source.length > 120 ? extractSentences(source, desk.wish.count ?? 3) : [];
  if (kept.length === 0) return parts.bare.map((line) => desk.choose(line));
  return [desk.choose(parts.lead), '', ...kept.map((sentence) => `– ${tidy(sentence)}`)];
}
