import type { Lang } from '@oto/schema/base/lang';
import { plain } from './intent.ts';
import { blankTopic, shapeTopic, tidy, type Topic } from './topic.ts';

/** What a prompt asks about, beside its form. */
export type Wish = {
  readonly topic: Topic;
  /** The words say no subject of their own: « continue », « la même chose en haïku ». */
  readonly vague: boolean;
  /** A subject is said at all. */
  readonly named: boolean;
  /** How many are asked for. */
  readonly count: number | null;
  /** « organiser un festival »: what is to be done, as an infinitive. */
  readonly action: string | null;
  /** To whom a letter or a wish goes. */
  readonly to: Topic | null;
  /** « lui dire merci »: what a letter is for, as an infinitive. */
  readonly purpose: string | null;
};

const L = String.raw`(?<!\p{L})`;
const R = String.raw`(?!\p{L})`;
const rx = (source: string): RegExp => new RegExp(source, 'iu');

const FORM_FR =
  "haïkus?|haikus?|poèmes?|poemes?|poésies?|sonnets?|odes?|ballades?|chansons?|comptines?|berceuses?|paroles|histoires?|contes?|récits?|recits?|fables?|légendes?|legendes?|nouvelles?|idées|idees|idée|pistes|suggestions|plans?|programmes?|étapes|etapes|tutoriels?|tutos?|checklists?|mode d[’']emploi|résumés?|resumes?|listes?|synthèse|lettres?|mails?|e-?mails?|courriers?|mots? doux|cartes? postales?|dialogues?|conversations?|saynètes?|sketchs?|slogans?|devises?|accroches?|recettes?|textes?|paragraphes?|explications?|descriptions?|portraits?|scènes?";
const FORM_EN =
  'haikus?|poems?|poetry|sonnets?|odes?|ballads?|songs?|lullab(?:y|ies)|nursery rhymes?|lyrics|verses?|story|stories|tales?|fables?|legends?|ideas?|suggestions|plans?|steps|roadmaps?|checklists?|lists?|tutorials?|summary|summaries|letters?|e-?mails?|postcards?|dialogues?|conversations?|sketch(?:es)?|slogans?|mottos?|taglines?|recipes?|texts?|paragraphs?|explanations?|descriptions?|portraits?|scenes?';
const LOOK_FR =
  "petite?s?|courte?s?|belles?|beaux?|bel|jolie?s?|long(?:ue)?s?|bonnes?|bons?|grande?s?|gentille?s?|brève?s?|drôles?|tristes?|joyeu(?:x|ses?)|mélancoliques?|épiques?|mystérieu(?:x|ses?)|poétiques?|absurdes?|émouvante?s?|amusante?s?|rigolote?s?|tendres?|dou(?:x|ces?)|nostalgiques?|rimée?s?|originale?s?|simples?|nouvelles?|nouveaux?|fantastiques?|magiques?|d[’']amour|du soir|avant de dormir|pour enfants";
const LOOK_EN =
  'short|little|small|long|nice|beautiful|lovely|funny|sad|happy|joyful|melancholy|melancholic|epic|mysterious|poetic|absurd|moving|tender|gentle|nostalgic|rhyming|rhymed|original|simple|new|magical|silly|good|quick|brief|playful|dark|love|bedtime';
const NUMBERS: { readonly [word: string]: number } = {
  un: 1,
  une: 1,
  deux: 2,
  trois: 3,
  quatre: 4,
  cinq: 5,
  six: 6,
  sept: 7,
  huit: 8,
  neuf: 9,
  dix: 10,
  douze: 12,
  a: 1,
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  twelve: 12,
};
const COUNTS = Object.keys(NUMBERS).join('|');

const OPENING = {
  fr: rx(
    String.raw`^(?:(?:bonjour|salut|coucou|hello|dis|alors|ok|bon|merci de)\s*[,!]?\s+)*(?:(?:s['’]il (?:te|vous) pla[iî]t|stp|svp|please),?\s+)?(?:(?:est-ce que\s+)?(?:peux-tu|pourrais-tu|tu peux|tu pourrais|pouvez-vous|pourriez-vous|vous pouvez|je (?:veux|voudrais|souhaite(?:rais)?|cherche)|j['’]aimerais(?: bien)?|j['’]ai besoin d(?:e|['’])|il me faut(?:drait)?|aide[sz]?-moi à|on voudrait)\s*)?(?:que tu\s+)?(?:(?:m['’]|me |nous )?(?:écri[srtvez]+|ecri[srtvez]+|écrire|ecrire|fais|faire|fai[ts]es|donne[rz]?|raconte[rz]?|invente[rz]?|compose[rz]?|imagine[rz]?|propose[rz]?|rédige[rz]?|redige[rz]?|crée[rz]?|cree[rz]?|prépare[rz]?|prepare[rz]?|décri[srtvez]+|décrire|decri[srtvez]+|trouve[rz]?|résume[rz]?|resume[rz]?|explique[rz]?|chante[rz]?|liste[rz]?(?=-|\s(?:les|des|\d|trois|cinq|dix))|génère|genere|parle[rz]?|dis)(?:-(?:moi|nous|lui))?${R}\s*)?(?:,?\s*(?:s['’]il (?:te|vous) pla[iî]t|stp|svp|please),?\s*)?`,
  ),
  en: rx(
    String.raw`^(?:(?:hello|hi|hey|ok|so|well)\s*[,!]?\s+)*(?:please,?\s+)?(?:(?:can|could|would|will) you\s+(?:please\s+)?|i(?:['’]d like| would like| want| need)(?: you)?(?: to)?\s+|help me\s+(?:to\s+)?|let['’]s\s+)?(?:(?:write|make|give|tell|invent|compose|imagine|propose|draft|create|prepare|describe|find|summari[sz]e|list(?=\s(?:the|some|\d|three|five|ten))|explain|sing|suggest|show|teach|generate)(?:\s+(?:me|us|to me|him|her))?${R}\s*)?(?:,?\s*please,?\s*)?`,
  ),
} as const;
const FORM = {
  fr: rx(
    String.raw`^(?:l['’]|(?:moi\s+)?(?:une?|des|de|le|la|les|du|mon|ma|quelques|\d+|${COUNTS})\s+)?(?:(?:${LOOK_FR})\s+)*(?:${FORM_FR})${R}(?:\s+(?:(?:très|assez|un peu|plutôt)\s+)?(?:${LOOK_FR})(?:\s+et\s+(?:${LOOK_FR}))?${R})*\s*`,
  ),
  en: rx(
    String.raw`^(?:(?:an?|the|some|my|a few|\d+|${COUNTS})\s+)?(?:(?:very\s+|quite\s+|really\s+)?(?:${LOOK_EN})(?:\s*,\s*|\s+and\s+|\s+))*(?:${FORM_EN})${R}\s*`,
  ),
} as const;
const ABOUT = {
  fr: rx(
    String.raw`^(?:(?:sur|à propos|au sujet|autour|à|au|aux|de|du|des|pour|entre|consacrée?s? à|qui (?:parle|raconte)(?:\s+(?:de|du|des|d['’]))?|parlant|racontant|où|avec|dans laquelle|dans lequel)${R}\s*(?:de\s+(?!la\s|l['’])|d['’])?|d['’])`,
  ),
  en: rx(String.raw`^(?:about|on|regarding|around|between|for|of|to|describing|featuring|with|where|in which)${R}\s*`),
} as const;
/** Orders about length, rhyme or language, which are no subject. */
const ORDERS = {
  fr: [
    rx(
      String.raw`,?\s*${L}(?:en|de|avec|sur)\s+(?:\d+|${COUNTS}|quelques|peu de|plusieurs)\s+(?:lignes?|phrases?|mots|vers|strophes?|quatrains?|paragraphes?|pages?|étapes|points|rimes?)${R}`,
    ),
    rx(
      String.raw`,?\s*${L}(?:en (?:français|anglais|alexandrins|vers|prose|rimes|octosyllabes)(?: libres?)?|(?:avec|sans) (?:des |de |une touche d['’]|une pointe d['’]|de l['’]|beaucoup d['’]|un peu d['’])?(?:rimes?|humour|poésie|émotion|tendresse|ironie))${R}`,
    ),
    rx(String.raw`,?\s*(?:s['’]il (?:te|vous) pla[iî]t|stp|svp|please)${R}|[,.]\s*merci(?: d['’]avance)?$`),
    rx(String.raw`,?\s*${L}(?:sur un ton|d['’]un ton|dans le style|à la manière|façon)\s.*$`),
  ],
  en: [
    rx(
      String.raw`,?\s*${L}in\s+(?:\d+|${COUNTS}|a few|several)\s+(?:lines?|sentences?|words|verses?|stanzas?|paragraphs?|steps|points)${R}`,
    ),
    rx(
      String.raw`,?\s*${L}(?:in (?:french|english|verse|prose|rhymes?|free verse)|with(?:out)? (?:some |a touch of |a bit of |a lot of )?(?:rhymes?|humou?r|poetry|emotion|tenderness|irony))${R}`,
    ),
    rx(String.raw`,?\s*please${R}|[,.]\s*(?:thank you|thanks)$`),
    rx(String.raw`,?\s*${L}(?:in the style|in a .{3,20} tone|in the manner)\s?.*$`),
  ],
} as const;
const VAGUE =
  /^(?:(?:le|la|les|l['’]|un|une|ça|cela|ceci|celui-ci|it|this|that|the|same|encore|la suite|suite|plus|en plus|more|next|again|autrement|(?:la )?meme chose|the same(?: thing)?|version|en version|another|un autre|une autre|texte|text|note|post-it|le mien|lui|leur|moi|him|her|go on|keep going|and then|et apres|ensuite|drole|triste|court|courte|long|longue|gai|funny|funnier|sad|sadder|shorter|longer|version courte|version longue|s['’]il te plait|please|(?:une )?reponse|an? answer|reply)\s*)*$/;
const CONTINUE =
  /^(?:continue[rz]?|poursui[st]|poursuivre|reprend[s]?|prolonge[rz]?|reecri[st]|reecrire|rewrite|transforme[rz]?|turn|change[rz]?|ameliore[rz]?|improve|answer|repond[s]?|reponds-lui|reply|traduis|translate|go on|carry on|extend)\b/;

/** Reads the subject of a wish from long or short instructions. */
export function readWish(prompt: string, lang: Lang): Wish {
  const whole = tidy(prompt);
  const sentence = requestOf(whole, lang).replace(/^["'«“\s]+|["'»”\s.!?…;:,]+$/gu, '');
  const ordered = ORDERS[lang].reduce((text, order) => text.replace(order, ''), sentence).replace(/^[\s,]+/u, '');
  const asked = ordered.replace(OPENING[lang], '');
  const count = countIn(asked);
  const action = actionIn(asked, lang);
  // “pumpkin soup recipe”: the form may come last in English.
  const turned = lang === 'en' ? asked.replace(rx(`^(.+?)\\s+(?:${FORM_EN})$`), '$1') : asked;
  const formless = asked.replace(FORM[lang], '') === asked ? turned : asked.replace(FORM[lang], '');
  const formed = formless !== asked;
  const rest = question(formed && formless !== turned ? aboutOf(formless, lang) : formless, lang).trim();
  const form = rx(`(?:^|\\s)(?:en|into|as|in)\\s+(?:an?\\s+|une?\\s+)?(?:${lang === 'fr' ? FORM_FR : FORM_EN})$`);
  const bare = plain(rest.replace(form, '')).trim();
  const vague = VAGUE.test(bare) || (CONTINUE.test(plain(ordered)) && VAGUE.test(bare.replace(/^\S+\s*/u, '')));
  const letter = addressed(formed ? formless : asked, lang);
  const words = (letter?.about ?? letter?.to ?? rest).split(/[,;.!?:()«»"“”\n]|\s[—–-]\s/u)[0]?.trim() ?? '';
  return {
    topic: vague || words === '' ? blankTopic(lang) : shapeTopic(words, lang, whole),
    vague,
    named: !vague && words !== '',
    count,
    action,
    to: letter?.to ? shapeTopic(letter.to, lang, `, ${letter.to}`) : null,
    purpose: letter?.purpose ?? null,
  };
}

/** The sentence that asks: of several, the first that names a form or begins with a command; else the first. */
function requestOf(text: string, lang: Lang): string {
  const sentences = text.split(/(?<=[.!?…])\s+/u).filter((sentence) => /[\p{L}\p{N}\p{Extended_Pictographic}]/u.test(sentence));
  const named = rx(`${L}(?:${lang === 'fr' ? FORM_FR : FORM_EN})${R}`);
  return sentences.find((sentence) => named.test(sentence)) ?? sentences[0] ?? '';
}

function countIn(asked: string): number | null {
  const word = /^(\d{1,2}|\p{L}+)\s/u.exec(plain(asked))?.[1] ?? '';
  const value = /^\d+$/u.test(word) ? Number(word) : (NUMBERS[word] ?? null);
  return value === null || value < 2 ? null : Math.min(12, value);
}

function actionIn(asked: string, lang: Lang): string | null {
  const found =
    lang === 'fr'
      ? /(?:^|\s)(?:comment|pour)\s+((?:ne pas |bien |mieux |s['’]|se )?\p{L}+(?:er|ir|re|oir)\s.+)$/iu.exec(asked)
      : /(?:^|\s)(?:how to|steps to|plan to|guide to)\s+(\p{L}+.*)$/iu.exec(asked);
  return found?.[1]?.replace(/[\s?!.,;]+$/u, '') ?? null;
}

/** « comment organiser un festival » is about the festival, « pourquoi les chats ronronnent » about cats. */
function question(text: string, lang: Lang): string {
  if (lang === 'fr')
    return text
      .replace(
        /^(?:comment|pourquoi)\s+(?:est-ce qu(?:e\s+|['’]))?(?:(?:marche(?:nt)?|fonctionne(?:nt)?|ne pas|bien|mieux)\s+)?(?:\p{L}+(?:er|ir|oir|re)\s+)?/iu,
        '',
      )
      .replace(/^(?:ce que sont|ce qu['’]est|c['’]est quoi|qu['’]est-ce (?:que\s+c['’]est\s+que|que|qu['’]))\s*/iu, '')
      .replace(
        /^((?:le|la|les|un|une|des|mon|ma|mes)\s+\p{L}+|l['’]\p{L}+)\s+(?:est|sont|a|ont|fait|font|marche(?:nt)?|fonctionne(?:nt)?|\p{L}{3,}(?:ent|nent|nnent))(?!\p{L}).*$/iu,
        '$1',
      );
  return text
    .replace(
      /^(?:how to|what (?:is|are)|why (?:is|are|do|does)|how (?:do|does|is|are))\s+(?:(?:start|make|build|organi[sz]e|learn|prepare|launch|grow|write|run|cook|plan)\s+)?/iu,
      '',
    )
    .replace(/^((?:the|an?|my)\s+\p{L}+|\p{L}+s)\s+(?:is|are|has|have|works?|purr|fly|sing|shine|shines)(?!\p{L}).*$/iu, '$1');
}

/** What follows the form, without what leads to it: « d’automne », « sur un phare », « du bonheur » (« le bonheur »). */
function aboutOf(text: string, lang: Lang): string {
  const about = ABOUT[lang].exec(text);
  if (!about) return text;
  const rest = text.slice(about[0].length);
  const lead = about[0].trim().toLowerCase();
  // « à propos du tilleul »: what follows may be contracted too.
  if (/^(?:à propos|au sujet|autour|parlant|qui parle)$/u.test(lead) && /^(?:du|des)\s/iu.test(rest)) return aboutOf(rest, lang);
  if (lang === 'fr' && /(?:^|\s)(?:du|au)$/u.test(lead)) return `le ${rest}`;
  if (lang === 'fr' && /(?:^|\s)(?:des|aux)$/u.test(lead)) return `les ${rest}`;
  return rest;
}

type Addressed = { readonly to: string | null; readonly about: string | null; readonly purpose: string | null };

/** « à ma grand-mère pour lui dire merci », « pour Camille », “to my boss about Friday”. */
function addressed(text: string, lang: Lang): Addressed | null {
  const match =
    lang === 'fr'
      ? /^(?:à\s+(?!propos)|au\s+(?!sujet)|aux\s+|pour\s+)(.+?)(?:\s+(pour\s+(?:lui|leur|la|le|les|l['’]|te|vous|m['’]|demander|dire|remercier|expliquer|inviter|annoncer|proposer|s['’]excuser).*|(?:sur|à propos|au sujet)\s+.+))?$/iu.exec(
          text,
        )
      : /^(?:to|for)\s+(.+?)(?:\s+(to\s+(?:say|tell|thank|ask|invite|explain|announce|suggest|apologi[sz]e|congratulate|let).*|(?:about|on|regarding)\s+.+))?$/iu.exec(
          text,
        );
  if (!match?.[1]) return null;
  const contracted =
    lang === 'fr' ? (/^au\s/iu.test(text) ? `le ${match[1]}` : /^aux\s/iu.test(text) ? `les ${match[1]}` : match[1]) : match[1];
  const tail = match[2] ?? '';
  const purpose = /^(?:pour|to)\s/iu.test(tail) ? tail.replace(/^(?:pour|to)\s+/iu, '') : null;
  const about = tail !== '' && purpose === null ? aboutOf(tail, lang) : null;
  return { to: contracted.split(/[,;.!?:]/u)[0] ?? contracted, about, purpose };
}
