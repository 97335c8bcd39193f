import type { Lang } from '@oto/schema/base/lang';
import { cut } from '../../../text/cut.ts';
import { elides } from './elision.ts';

/** A topic as a noun phrase: determiner (with its apostrophe) and the rest; or a quotation when it is none. */
export type Topic = {
  readonly determiner: string;
  readonly noun: string;
  readonly feminine: boolean;
  readonly plural: boolean;
  /** Not a noun phrase: shown between quotation marks. */
  readonly quoted: boolean;
};

const MAX = 64;
const ABOUT: { readonly [L in Lang]: RegExp } = {
  fr: /(?<!\p{L})(?:sur|à propos (?:de|d['’])|à propos du|au sujet (?:de|d['’])|au sujet du|autour (?:de|d['’])|autour du|consacrée? à|qui parle (?:de|d['’])|qui raconte|parlant de|pour|entre|à)(?!\p{L})\s*/iu,
  en: /(?<!\p{L})(?:about|on|regarding|around|between|for|of|to)(?!\p{L})\s+/iu,
};
const COMMAND: { readonly [L in Lang]: RegExp } = {
  fr: /^(?:s['’]il (?:te|vous) pla[iî]t,?\s+)?(?:peux-tu\s+|pouvez-vous\s+|je (?:veux|voudrais|souhaite)\s+|j['’]aimerais\s+)?(?:(?:m['’])?(?:écri[srtvez]+|ecri[srtvez]+|fai[ts]es?|fais|donne[rz]?|raconte[rz]?|invente[rz]?|compose[rz]?|imagine[rz]?|propose[rz]?|rédige[rz]?|crée[rz]?|prépare[rz]?|décri[srtvez]+|trouve[rz]?|résume[rz]?)(?:-(?:moi|nous))?\s+)?/iu,
  en: /^(?:please\s+)?(?:can you\s+|could you\s+|i(?:'|’)?(?:d like| want)(?: to)?\s+)?(?:(?:write|make|give|tell|invent|compose|imagine|propose|draft|create|prepare|describe|find|summari[sz]e|list)(?:\s+(?:me|us))?\s+)?/iu,
};
const FORM: { readonly [L in Lang]: RegExp } = {
  fr: /^(?:l['’]|(?:moi\s+)?(?:une?|des|le|la|les|cinq|trois|dix|quelques|\d+|un petit|une petite|un court|une courte|un joli|une belle)\s+)?(?:petite?s?\s+|courte?s?\s+|belles?\s+|jolie?s?\s+|long(?:ue)?\s+)*(?:haïkus?|haikus?|poèmes?|poemes?|sonnets?|chansons?|comptines?|histoires?|contes?|récits?|recits?|fables?|légendes?|nouvelles?|idées|idees|pistes|suggestions|plans?|programmes?|étapes|résumé|synthèse|lettres?|mots? doux|cartes? postales?|dialogues?|conversations?|slogans?|devises?|recettes?|textes?|comment(?:\s+\p{L}+[ei]r)?)(?!\p{L})\s*/iu,
  en: /^(?:(?:an?|the|some|five|three|ten|a few|\d+)\s+)?(?:short\s+|little\s+|small\s+|long\s+|nice\s+|beautiful\s+|funny\s+|sad\s+)*(?:haikus?|poems?|sonnets?|songs?|verses?|story|stories|tales?|fables?|legends?|ideas?|suggestions|plans?|steps|roadmap|checklist|summary|letters?|postcards?|dialogues?|conversations?|slogans?|mottos?|taglines?|recipes?|texts?|how to(?:\s+\p{L}+)?)(?!\p{L})\s*/iu,
};
const DETERMINER: { readonly [L in Lang]: RegExp } = {
  fr: /^(l['’]|(?:le|la|les|un|une|des|du|mon|ma|mes|ton|ta|tes|son|sa|ses|notre|nos|votre|vos|leur|leurs|ce|cet|cette|ces|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|quelques)\s+|de la\s+|de l['’])(.+)$/iu,
  en: /^((?:the|an?|my|your|his|her|our|their|this|that|these|those|some|two|three|four|five|six|seven|eight|nine|ten)\s+)(.+)$/iu,
};
const FINITE: { readonly [L in Lang]: RegExp } = {
  fr: /(?<!\p{L})(?:je|tu|nous|vous|on|il faut|c['’]est|est-ce|suis|pourquoi|quand|quel(?:le)?s?)(?!\p{L})|(?<!\p{L})j['’]\p{L}/iu,
  en: /(?<!\p{L})(?:i|i'm|you|we|they|it's|is|are|why|when|what|should|do|does)(?!\p{L})/iu,
};

/** Control characters, quotes and markup away, blanks joined. */
export function tidy(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Cf}]/gu, (char) => (char === '\u200d' ? char : ' '))
    .replace(/[<>{}[\]\\`|*_#]/gu, ' ')
    .replace(/\s+/gu, ' ')
    .trim();
}

/** The subject of a prompt as a noun phrase, cut at a word within 64 characters. Never empty. */
export function findTopic(prompt: string, lang: Lang): Topic {
  let text = tidy(prompt).replace(/^["'«“\s]+|["'»”\s.!?…;:,]+$/gu, '');
  text = text.replace(COMMAND[lang], '');
  const form = text.replace(FORM[lang], '');
  if (form !== text) {
    const about = ABOUT[lang].exec(form);
    // « d’automne », « sur un phare »: what follows the form is the subject, with or without a preposition.
    text = about && about.index < 24 ? contract(about[0], form.slice(about.index + about[0].length)) : uncontract(form);
  }
  text = text.split(/[,;.!?:()«»"“”\n]|\s[—–-]\s/u)[0]?.trim() ?? '';
  text = cutAtWord(text);
  if (!/[\p{L}\p{N}\p{Extended_Pictographic}]/u.test(text)) text = lang === 'fr' ? 'une page blanche' : 'a blank page';
  return shape(text, lang, prompt);
}

/** « du phare » said after « à propos » means « le phare ». */
function contract(preposition: string, rest: string): string {
  return /\sdu\s*$/iu.test(preposition) ? `le ${rest}` : rest;
}

/** What follows « histoire » or « recette »: « du bonheur » means « le bonheur », « d’une horloge » means « une horloge ». */
function uncontract(rest: string): string {
  if (/^du\s/iu.test(rest)) return `le${rest.slice(2)}`;
  if (/^des\s/iu.test(rest)) return `les${rest.slice(3)}`;
  return rest.replace(/^(?:d['’]|de\s+|qui\s+)/iu, '');
}

function cutAtWord(text: string): string {
  if (text.length <= MAX) return text;
  const head = cut(text, MAX);
  const space = head.lastIndexOf(' ');
  return (space > 20 ? head.slice(0, space) : head).replace(/\s+(?:de|du|des|et|à|au|le|la|les|un|une|the|a|of|and|to|in|with)$/iu, '');
}

function shape(text: string, lang: Lang, prompt: string): Topic {
  const found = DETERMINER[lang].exec(text);
  const quoted = FINITE[lang].test(text) || (!found && text.split(' ').length > 6) || !/\p{L}/u.test(text);
  const bare = text.replaceAll("'", '’');
  if (quoted) return { determiner: '', noun: bare, feminine: false, plural: false, quoted: true };
  if (!found)
    return lang === 'fr'
      ? bareFrench(bare, prompt)
      : { determiner: '', noun: bare, feminine: false, plural: looksPluralEnglish(bare), quoted: false };
  const determiner = (found[1] ?? '').toLowerCase().trim().replaceAll("'", '’');
  const noun = (found[2] ?? '').replaceAll("'", '’');
  const joined = (lang === 'fr' ? /\set\s(?:le|la|les|un|une|des|mon|ma|mes)\s|\set\sl’/iu : /\sand\s(?:the|an?|my|his|her)\s/iu).test(
    noun,
  );
  if (lang === 'en')
    return {
      determiner,
      noun,
      feminine: false,
      plural:
        joined ||
        /^(?:these|those|some|two|three|four|five|six|seven|eight|nine|ten)$/u.test(determiner) ||
        (!/^an?$/u.test(determiner) && looksPluralEnglish(noun)),
      quoted: false,
    };
  const plural =
    joined || /^(?:les|des|mes|tes|ses|nos|vos|leurs|ces|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|quelques)$/u.test(determiner);
  const masculine = /^(?:le|un|ce|cet|du|mon|ton|son)$/u.test(determiner) || (joined && /\set\s(?:le|un)\s/iu.test(noun));
  const feminine = !masculine && (/^(?:la|une|ma|ta|sa|cette|de la)$/u.test(determiner) || looksFeminine(noun));
  return { determiner, noun, feminine, plural, quoted: false };
}

/** « renard » becomes « le renard »; a name (a capital inside the prompt) stays bare. */
function bareFrench(noun: string, prompt: string): Topic {
  const feminine = looksFeminine(noun);
  if (/^\p{Lu}/u.test(noun) && !prompt.trimStart().startsWith(noun.slice(0, 2)))
    return { determiner: '', noun, feminine, plural: false, quoted: false };
  const head = noun.split(/[\s’]/u)[0] ?? '';
  const lowered = noun.charAt(0).toLowerCase() + noun.slice(1);
  const plural = /[sx]$/iu.test(head) && !SINGULAR_S.test(head);
  const determiner = plural ? 'les' : elides(lowered) ? 'l’' : feminine ? 'la' : 'le';
  return { determiner, noun: lowered, feminine, plural, quoted: false };
}

const SINGULAR_S =
  /^(?:souris|bois|temps|corps|printemps|ours|fils|pays|dos|bras|repas|palais|jus|voix|croix|noix|paix|prix|paradis|tapis|univers|secours|cours)$/iu;
const FEMININE_PLAIN =
  /^(?:mer|forêt|nuit|maison|saison|chanson|raison|main|fin|dent|souris|fourmi|croix|voix|noix|paix|part|mort|clef|clé|jument|cour|tour|soif|faim|moisson|boisson|amitié|moitié|île|vertu|eau|peau)s?$/iu;
const MASCULINE_EUR =
  /^(?:bonheur|malheur|cœur|coeur|honneur|moteur|.*teur|voyageur|danseur|pêcheur|nageur|jongleur|coureur|chasseur|rêveur)s?$/iu;
const MASCULINE_E =
  /^(?:phare|arbre|homme|fleuve|musée|livre|monde|rêve|silence|nuage|village|jeune|orage|voyage|fantôme|poème|théâtre|pirate|zèbre|tigre|ange|oncle|élève|astronaute|équilibre|univers)s?$/iu;

function looksFeminine(noun: string): boolean {
  const head = noun.split(/[\s’]/u)[0] ?? '';
  return (
    FEMININE_PLAIN.test(head) ||
    (/(?:e|ion|té|eur|es|ions|tés|eurs)$/iu.test(head) &&
      !MASCULINE_EUR.test(head) &&
      !MASCULINE_E.test(head) &&
      !/(?:age|isme|ment)s?$/iu.test(head))
  );
}

function looksPluralEnglish(noun: string): boolean {
  const head = noun.split(/\s(?:of|in|at|on|with|who|that|from)\s/iu)[0] ?? '';
  return /[^su']s$/iu.test(head);
}
