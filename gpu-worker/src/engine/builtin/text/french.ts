import { elides } from './elision.ts';
import type { Topic } from './topic.ts';

/** « le renard bleu », « l’horloge », « « j’ai faim » ». */
export function phrase(topic: Topic): string {
  if (topic.kind === 'quote') return `« ${topic.noun} »`;
  if (topic.determiner === '') return topic.noun;
  return topic.determiner.endsWith('’') ? `${topic.determiner}${topic.noun}` : `${topic.determiner} ${topic.noun}`;
}

/** « du renard », « d’une horloge », « de l’eau », « des fées » (les), « de fées » (des). */
export function withDe(topic: Topic): string {
  if (topic.kind === 'quote') return `de ${phrase(topic)}`;
  const [one, two] = halves(topic);
  if (two !== null) return `${withDe(one)} et ${withDe(two)}`;
  switch (topic.determiner) {
    case 'le':
      return `du ${topic.noun}`;
    case 'les':
      return `des ${topic.noun}`;
    case 'des':
    case 'du':
    case 'de la':
    case 'de l’':
      return elides(topic.noun) ? `d’${topic.noun}` : `de ${topic.noun}`;
    default:
      return elides(phrase(topic)) ? `d’${phrase(topic)}` : `de ${phrase(topic)}`;
  }
}

/** « au renard », « à l’horloge », « aux fées », « à une horloge ». */
export function withA(topic: Topic): string {
  const [one, two] = halves(topic);
  if (two !== null) return `${withA(one)} et ${withA(two)}`;
  if (topic.kind === 'noun' && topic.determiner === 'le') return `au ${topic.noun}`;
  if (topic.kind === 'noun' && topic.determiner === 'les') return `aux ${topic.noun}`;
  return `à ${phrase(topic)}`;
}

/** « le soleil et la lune » as two topics, because prepositions repeat. */
function halves(topic: Topic): readonly [Topic, Topic | null] {
  const match = topic.kind === 'quote' ? null : /^(.+?)\set\s(l’|(?:le|la|les|un|une|des|mon|ma|mes)\s)(.+)$/iu.exec(topic.noun);
  if (!match) return [topic, null];
  return [
    { ...topic, noun: match[1] ?? '' },
    { ...topic, determiner: (match[2] ?? '').trim().toLowerCase(), noun: match[3] ?? '' },
  ];
}

/** « que le renard », « qu’une horloge ». */
export function withQue(topic: Topic): string {
  const words = phrase(topic);
  return elides(words) ? `qu’${words}` : `que ${words}`;
}

/** French typography: curly apostrophes, narrow no-break space before ; ! ? and no-break space in « » and before :. */
export function typeset(text: string): string {
  return text
    .replace(/(\p{L})'/gu, '$1’')
    .replace(/\.\.\./gu, '…')
    .replace(/« ?/gu, '«\u00a0')
    .replace(/[ \u00a0]?»/gu, '\u00a0»')
    .replace(/(?<=[\p{L}\p{N}»…)”])[ \u00a0\u202f]?([;!?])/gu, '\u202f$1')
    .replace(/(?<=[\p{L}»)”])[ \u00a0]?:(?=\s|$)/gu, '\u00a0:');
}
