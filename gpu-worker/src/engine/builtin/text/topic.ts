import type { Lang } from '@oto/schema/base/lang';
import { cut } from '../../../text/cut.ts';
import { elides } from './elision.ts';
import { articleFor, isFeminineFrench, isInfinitive, isKnownName, isMassEnglish, isPluralEnglish, isPluralFrench } from './lexicon.ts';

/** A topic as a phrase: determiner (with its apostrophe) and the rest, and how words agree with it. */
export type Topic = {
  readonly determiner: string;
  readonly noun: string;
  readonly feminine: boolean;
  readonly plural: boolean;
  /** Quotations are no noun phrases; verbs are infinitives; names take no article. */
  readonly kind: 'noun' | 'name' | 'verb' | 'quote';
  /** « qui ne servent plus à rien », said once; empty when there is none. */
  readonly clause: string;
};

const MAX = 64;
const CLAUSE_MAX = 72;
const DETERMINER: { readonly [L in Lang]: RegExp } = {
  fr: /^(l['’]|(?:le|la|les|un|une|des|du|mon|ma|mes|ton|ta|tes|son|sa|ses|notre|nos|votre|vos|leur|leurs|ce|cet|cette|ces|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|quelques|mille)\s+|de la\s+|de l['’])(.+)$/iu,
  en: /^((?:the|an?|my|your|his|her|our|their|this|that|these|those|some|two|three|four|five|six|seven|eight|nine|ten)\s+)(.+)$/iu,
};
const FINITE: { readonly [L in Lang]: RegExp } = {
  fr: /(?<!\p{L})(?:je|tu|nous|vous|on|il faut|c['’]est|est-ce|est|sont|suis|pourquoi|quand|quel(?:le)?s?)(?!\p{L})|(?<!\p{L})j['’]\p{L}/iu,
  en: /(?<!\p{L})(?:i|i['’]m|you|we|they|it['’]s|is|are|am|was|why|when|what|should|(?<!to )do|does)(?!\p{L})/iu,
};
const CLAUSE: { readonly [L in Lang]: RegExp } = {
  fr: /^(.+?),?\s((?:qui|que|dont|où|lorsque|quand)\s.+|qu['’].+)$/iu,
  en: /^(.+?),?\s((?:who|that|which|whose|where)\s.+)$/iu,
};
/** What cannot end a phrase that was cut. */
const DANGLING =
  /(?:\s|^)(?:de|du|des|d['’]|et|ou|à|au|aux|le|la|les|l['’]|un|une|en|dans|sur|sous|pour|par|avec|sans|qui|que|qu['’]|ne|n['’]|se|s['’]|the|an?|of|and|or|to|in|on|at|with|for|by|from|who|that|not)$/iu;

/** Control characters, quotes and markup away, blanks joined. */
export function tidy(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Cf}]/gu, (char) => (char === '\u200d' ? char : ' '))
    .replace(/[<>{}[\]\\`|*_#]/gu, ' ')
    .replace(/\s+/gu, ' ')
    .trim();
}

/** What there is to write about when nothing is said. */
export function blankTopic(lang: Lang): Topic {
  return shapeTopic(lang === 'fr' ? 'une page blanche' : 'a blank page', lang, '');
}

/** A phrase as a topic, cut at a word within 64 characters; `prompt` tells names from the first word of a sentence. */
export function shapeTopic(phrase: string, lang: Lang, prompt: string): Topic {
  const bare = phrase
    .replaceAll("'", '’')
    .replace(/[\s,;.!?…:–—-]+$/u, '')
    .trim();
  if (!/[\p{L}\p{N}\p{Extended_Pictographic}]/u.test(bare)) return blankTopic(lang);
  const split = CLAUSE[lang].exec(bare);
  const [main, clause] = split && !FINITE[lang].test(split[1] ?? '') ? [split[1] ?? bare, atWord(split[2] ?? '', CLAUSE_MAX)] : [bare, ''];
  const words = atWord(main, MAX);
  const found = DETERMINER[lang].exec(words);
  if (FINITE[lang].test(words) || (!found && words.split(' ').length > 7) || !/\p{L}/u.test(words))
    return { determiner: '', noun: words, feminine: false, plural: false, kind: 'quote', clause: '' };
  return { ...(lang === 'fr' ? french(words, found, prompt) : english(words, found, prompt)), clause };
}

function atWord(text: string, most: number): string {
  let kept = text;
  if (text.length > most) {
    const head = cut(text, most);
    const space = head.lastIndexOf(' ');
    kept = space > 12 ? head.slice(0, space) : head;
  }
  while (DANGLING.test(kept)) kept = kept.replace(DANGLING, '').trim();
  return kept === '' ? cut(text, most) : kept;
}

type Shape = Omit<Topic, 'clause'>;

function isName(noun: string, prompt: string): boolean {
  if (isKnownName(noun)) return true;
  if (!/^\p{Lu}/u.test(noun)) return false;
  const at = prompt.indexOf(noun.slice(0, 3));
  return at > 0 && !/[.!?…:»"“\n]\s*$|^\s*$/u.test(prompt.slice(0, at));
}

function french(words: string, found: RegExpExecArray | null, prompt: string): Shape {
  if (!found) return bareFrench(words, prompt);
  const noun = found[2] ?? '';
  let determiner = (found[1] ?? '').toLowerCase().trim().replaceAll("'", '’');
  const joined = /\set\s(?:le|la|les|un|une|des|mon|ma|mes)\s|\set\sl’/iu.test(noun);
  const plural =
    joined || /^(?:les|des|mes|tes|ses|nos|vos|leurs|ces|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|quelques|mille)$/u.test(determiner);
  const masculine =
    /^(?:le|un|ce|cet|du|mon|ton|son)$/u.test(determiner) &&
    !(elides(noun) && /^(?:mon|ton|son)$/u.test(determiner) && isFeminineFrench(noun));
  const feminine = joined
    ? /^(?:la|une|ma|ta|sa|cette)$/u.test(determiner) && !/\set\s(?:le|un|mon)\s/iu.test(noun)
    : !masculine && (/^(?:la|une|ma|ta|sa|cette|de la)$/u.test(determiner) || isFeminineFrench(noun));
  // « le eau » is nobody's French.
  if ((determiner === 'le' || determiner === 'la') && elides(noun)) determiner = 'l’';
  return { determiner, noun, feminine, plural, kind: 'noun' };
}

/** « renard » becomes « le renard »; a name stays bare, and so does a verb. */
function bareFrench(words: string, prompt: string): Shape {
  const feminine = isFeminineFrench(words);
  if (isName(words, prompt)) return { determiner: '', noun: words, feminine, plural: false, kind: 'name' };
  const noun = words.charAt(0).toLowerCase() + words.slice(1);
  if (isInfinitive(noun)) return { determiner: '', noun, feminine: false, plural: false, kind: 'verb' };
  const plural = isPluralFrench(noun);
  const determiner = plural ? 'les' : elides(noun) ? 'l’' : feminine ? 'la' : 'le';
  return { determiner, noun, feminine, plural, kind: 'noun' };
}

function english(words: string, found: RegExpExecArray | null, prompt: string): Shape {
  if (!found) {
    if (isName(words, prompt)) return { determiner: '', noun: words, feminine: false, plural: false, kind: 'name' };
    const noun = words.charAt(0).toLowerCase() + words.slice(1);
    const plural = isPluralEnglish(noun) || /\sand\s/u.test(noun);
    const kept = /^i(?:['’]|\s)/u.test(noun) ? words : noun;
    return { determiner: plural || isMassEnglish(noun) ? '' : 'the', noun: kept, feminine: false, plural, kind: 'noun' };
  }
  const noun = found[2] ?? '';
  const said = (found[1] ?? '').toLowerCase().trim();
  const determiner = said === 'a' || said === 'an' ? articleFor(noun) : said;
  const joined = /\sand\s(?:the|an?|my|his|her)\s/iu.test(noun);
  const many = /^(?:these|those|two|three|four|five|six|seven|eight|nine|ten)$/u.test(determiner);
  return {
    determiner,
    noun,
    feminine: false,
    plural: joined || many || (!/^an?$/u.test(determiner) && isPluralEnglish(noun)),
    kind: 'noun',
  };
}

const COUNTED: { readonly [L in Lang]: RegExp } = {
  fr: /^(?:deux|trois|quatre|cinq|six|sept|huit|neuf|dix|mille)$/u,
  en: /^(?:two|three|four|five|six|seven|eight|nine|ten)$/u,
};

/** The one thing instead of any: « un renard » becomes « le renard », “an owl” “the owl”. */
export function definite(topic: Topic, lang: Lang): Topic {
  if (topic.kind !== 'noun') return topic;
  if (COUNTED[lang].test(topic.determiner))
    return { ...topic, determiner: lang === 'fr' ? 'les' : 'the', noun: `${topic.determiner} ${topic.noun}` };
  if (lang === 'en') return /^(?:an?|some)$/u.test(topic.determiner) ? { ...topic, determiner: 'the' } : topic;
  if (!/^(?:une?|des|quelques)$/u.test(topic.determiner)) return topic;
  return { ...topic, determiner: topic.plural ? 'les' : elides(topic.noun) ? 'l’' : topic.feminine ? 'la' : 'le' };
}

/** One of many: « le renard » becomes « un renard », “the owl” “an owl”. */
export function indefinite(topic: Topic, lang: Lang): Topic {
  if (topic.kind !== 'noun') return topic;
  if (lang === 'en') {
    if (topic.determiner !== 'the' || topic.plural) return topic.determiner === 'the' ? { ...topic, determiner: 'some' } : topic;
    return { ...topic, determiner: articleFor(topic.noun) };
  }
  if (!/^(?:le|la|les|l’)$/u.test(topic.determiner) || /\set\s/u.test(topic.noun)) return topic;
  return { ...topic, determiner: topic.plural ? 'des' : topic.feminine ? 'une' : 'un' };
}

/** Two topics of « le soleil et la lune », with the articles of each; null when it is one. */
export function pairOf(topic: Topic, lang: Lang): readonly [Topic, Topic] | null {
  if (topic.kind === 'quote') return null;
  const whole = topic.determiner === '' ? topic.noun : `${topic.determiner}${topic.determiner.endsWith('’') ? '' : ' '}${topic.noun}`;
  const halves = whole.split(lang === 'fr' ? /\set\s/u : /\sand\s/u);
  const [one, two] = halves;
  if (halves.length !== 2 || one === undefined || two === undefined) return null;
  return [shapeTopic(one, lang, `, ${one}`), shapeTopic(two, lang, `, ${two}`)];
}
