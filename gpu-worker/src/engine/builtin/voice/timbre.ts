import type { Lang } from '@oto/schema/base/lang';
import { hashText } from '@oto/schema/base/seeded-random';
import { plain } from '../text/intent.ts';

/** An eSpeak voice name with variant, words per minute, pitch and melody 0..99, and how long its silences are. */
export type Timbre = {
  readonly voice: string;
  readonly rate: number;
  readonly pitch: number;
  readonly range: number;
  readonly breath: number;
};

const DEFAULT: Omit<Timbre, 'voice'> = { rate: 152, pitch: 48, range: 56, breath: 1 };
const NAMED = new Set(['f1', 'f2', 'f3', 'f4', 'f5', 'm1', 'm2', 'm3', 'm4', 'm5', 'm6', 'm7']);

/** How words change a voice: factors of rate and breath, steps of pitch and melody. The first word of a group that is said counts. */
type Change = { readonly rate?: number; readonly pitch?: number; readonly range?: number; readonly breath?: number };
const GROUPS: readonly (readonly (readonly [RegExp, Change])[])[] = [
  [
    [/\b(?:tres rapide|tres vite|very fast|a toute allure)\b/, { rate: 1.5, breath: 0.6 }],
    [/\b(?:tres lente?|tres lentement|very slow\w*)\b/, { rate: 0.68, breath: 1.6 }],
    [/\b(?:rapide\w*|vite|vif|vive|presse\w*|fast|quick\w*|brisk\w*|hurried)\b/, { rate: 1.27, breath: 0.75 }],
    [/\b(?:lente?s?|lentement|pose[e]?s?|calme\w*|slow\w*|calm\w*|reposante?|apaisee?|soothing)\b/, { rate: 0.83, breath: 1.35 }],
  ],
  [
    [/\b(?:tres graves?|very deep|caverneu\w*)\b/, { pitch: -40 }],
    [/\b(?:tres aigu\w*|very high)\b/, { pitch: 40 }],
    [/\b(?:graves?|profondes?|deep|low|basse|sombres?|dark)\b/, { pitch: -26 }],
    [/\b(?:aigue?s?|haut perchee?|high|enfantine?s?|childlike|petite voix|fluette)\b/, { pitch: 28 }],
  ],
  [
    [
      /\b(?:joyeu\w*|gaie?s?|joyful\w*|cheerful\w*|happy|enthousias\w*|enthusias\w*|enjouee?s?|souriante?)\b/,
      { rate: 1.08, pitch: 12, range: 34 },
    ],
    [/\b(?:tristes?|melancoli\w*|sad\w*|mournful\w*|nostalgi\w*)\b/, { rate: 0.88, pitch: -8, range: -32, breath: 1.4 }],
    [/\b(?:solennel\w*|solemn\w*|majestueu\w*|epi(?:que|c)\w*)\b/, { rate: 0.86, pitch: -12, range: 6, breath: 1.4 }],
    [/\b(?:mysterieu\w*|mysterious\w*|inquietante?s?|eerie)\b/, { rate: 0.88, pitch: -10, range: -14, breath: 1.5 }],
    [/\b(?:energi\w*|dynami\w*|excite\w*|excited|energetic)\b/, { rate: 1.18, pitch: 6, range: 26, breath: 0.8 }],
    [/\b(?:colere|furieu\w*|angry|furious)\b/, { rate: 1.12, pitch: -4, range: 40, breath: 0.8 }],
    [/\b(?:tendres?|douces?|doux|gentle|soft|tender)\b/, { rate: 0.92, pitch: 3, range: -8, breath: 1.2 }],
    [/\b(?:monotones?|robot\w*|machine|mecanique)\b/, { range: -56 }],
  ],
];

/** Reads how an agent wants to sound from its instructions; unsaid things follow from its name, so that each agent keeps one voice. */
export function timbreOf(lang: Lang, instructions: string, agent: string): Timbre {
  const said = plain(instructions.slice(0, 2000));
  let { rate, pitch, range, breath } = DEFAULT;
  for (const group of GROUPS) {
    const change = group.find(([words]) => words.test(said))?.[1];
    if (!change) continue;
    rate *= change.rate ?? 1;
    pitch += change.pitch ?? 0;
    range += change.range ?? 0;
    breath *= change.breath ?? 1;
  }
  const within = (value: number, low: number, high: number): number => Math.round(Math.max(low, Math.min(high, value)));
  return {
    voice: `${accentOf(lang, said)}+${variantOf(said, agent)}`,
    rate: within(rate, 90, 240),
    pitch: within(pitch, 0, 99),
    range: within(range, 0, 99),
    breath,
  };
}

function accentOf(lang: Lang, said: string): string {
  if (lang === 'fr') return /\bbelge\b|\bbelgian\b/u.test(said) ? 'fr-be' : /\bsuisse\b|\bswiss\b/u.test(said) ? 'fr-ch' : 'fr';
  if (/\bscottish\b|\becossaise?\b/u.test(said)) return 'en-gb-scotland';
  return /\bbritish\b|\bbritannique\b|\banglaise?\b/u.test(said) ? 'en-gb' : 'en-us';
}

function variantOf(said: string, agent: string): string {
  const named = /\b([fm][1-7])\b/u.exec(said)?.[1];
  if (named !== undefined && NAMED.has(named)) return named;
  if (/\b(?:chuchot\w*|whisper\w*|murmur\w*)\b/u.test(said)) return 'whisper';
  if (/\b(?:grand-?mere|vieille (?:dame|femme)|grandmother|old (?:woman|lady))\b/u.test(said)) return 'grandma';
  if (/\b(?:grand-?pere|vieil homme|vieux monsieur|grandfather|old man)\b/u.test(said)) return 'grandpa';
  if (/\b(?:enfants?|enfantine?|child(?:like|ren)?|fillette|petite fille|little girl)\b/u.test(said)) return 'anika';
  if (/\b(?:rauque|eraillee?|hoarse|raspy|croaky)\b/u.test(said)) return 'croak';
  if (/\b(?:robot\w*|machine|mecanique|synthetique)\b/u.test(said)) return 'klatt4';
  if (/\b(?:femmes?|feminine?|female|woman|filles?|girl|elle)\b/u.test(said)) return 'f3';
  if (/\b(?:aigue?s?|haut perchee?|high|fluette|cristalline)\b/u.test(said)) return 'f4';
  if (/\b(?:hommes?|masculine?|male|man|garcon|boy|graves?|deep|caverneu\w*)\b/u.test(said)) return 'm3';
  return ['f2', 'm3', 'f4', 'm7'][Math.abs(hashText(agent)) % 4] ?? 'f2';
}
