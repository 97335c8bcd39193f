import { phrase as english } from '../english.ts';
import { phrase as french } from '../french.ts';
import { isAnimate } from '../lexicon.ts';
import { capital } from '../template.ts';
import { definite, pairOf, type Topic } from '../topic.ts';
import { signature, type Desk } from './desk.ts';

/** Somebody who wants something, where the topic is somebody; else a thing, and a child who wants to understand it. */
export function story(desk: Desk): string[] {
  const { tale } = desk.book;
  const scene = desk.choose(tale.scene[desk.domain]);
  if (desk.topic.kind !== 'quote' && isAnimate(desk.topic.noun, desk.lang)) {
    const { hero } = tale;
    const wants = desk.topic.clause === '' ? hero.want : hero.told;
    return [
      `${desk.choose(hero.open)} ${scene}`,
      '',
      `${desk.choose(wants)} ${desk.choose(hero.tries)}`,
      '',
      `${desk.choose(hero.turn[desk.mood])} ${desk.choose(hero.help)}`,
      '',
      `${desk.choose(hero.deed)} ${desk.choose(hero.end)}`,
      ...maybe(desk, 0.5, () => desk.choose(tale.moral)),
      ...signature(desk),
    ];
  }
  const { thing } = tale;
  return [
    `${desk.choose(thing.open)} ${scene}`,
    '',
    `${desk.choose(thing.want)} ${desk.choose(thing.turn[desk.mood])}`,
    '',
    `${desk.choose(thing.deed)} ${desk.choose(thing.end)}`,
    ...maybe(desk, 0.5, () => desk.choose(tale.moral)),
    ...signature(desk),
  ];
}

function maybe(desk: Desk, share: number, write: () => string): string[] {
  return desk.random() < share ? ['', write()] : [];
}

/** Two of whom the topic speaks talk to each other; else two people talk about it. */
export function dialogue(desk: Desk): string[] {
  const { dialogue: parts } = desk.book.tale;
  const pair = pairOf(desk.topic, desk.lang);
  const head = [desk.choose(parts.scene), ''];
  if (pair) {
    const [one, two] = pair;
    const ask = (who: readonly [Topic, Topic]): string[] => exchange(desk, parts.between, who);
    const [first, second] = [[one, two] as const, [two, one] as const];
    return [
      ...head,
      ...ask(first),
      ...ask(first),
      '',
      desk.book.silence,
      '',
      ...ask(second),
      ...ask(second),
      ...exchange(desk, parts.last, second),
    ];
  }
  const names = parts.names[Math.floor(desk.random() * parts.names.length)] ?? ['Ada', 'Léon'];
  const say = ([ask, answer]: readonly [string, string]): string[] => [desk.book.speech(names[0], ask), desk.book.speech(names[1], answer)];
  const talk = Array.from({ length: 3 + Math.floor(desk.random() * 2) }, () => desk.couplet(parts.talk));
  return [...head, ...[desk.couplet(parts.lead), ...talk, desk.couplet(parts.last)].flatMap(say)];
}

function exchange(desk: Desk, pairs: Desk['book']['tale']['dialogue']['between'], [one, two]: readonly [Topic, Topic]): string[] {
  const name = (topic: Topic): string => {
    const own = definite(topic, desk.lang);
    return capital(desk.lang === 'fr' ? french(own) : english(own));
  };
  const [ask, answer] = desk.couplet(pairs.map(([first, second]) => [first.replaceAll('{you}', two.noun), second] as const));
  return [desk.book.speech(name(one), ask), desk.book.speech(name(two), answer)];
}
