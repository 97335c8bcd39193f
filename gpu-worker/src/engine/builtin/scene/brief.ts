import { hashText, seededRandom } from '@oto/schema/base/seeded-random';
import { plain } from '../text/intent.ts';
import { mannerIn, type Manner } from './manner.ts';
import { isVivid, tintsIn, type Tint } from './tint.ts';
import {
  BLOOM_WORDS,
  FAMILY_WORDS,
  ROLE_WORDS,
  SEASON_WORDS,
  SUBJECT_WORDS,
  THING_WORDS,
  TIME_WORDS,
  WEATHER_WORDS,
  type Bloom,
  type Family,
  type Role,
  type Season,
  type SubjectName,
  type Thing,
  type Time,
  type Weather,
  type Words,
} from './words.ts';

/** One kind of thing in the picture; `count` null leaves it to the painter, `tint` null to the palette. */
export type Subject = { readonly name: SubjectName; readonly count: number | null; readonly tint: Tint | null };

/** What a prompt asks to be drawn; `seed` already mixes prompt and seed. */
export type Brief = {
  readonly family: Family;
  readonly subjects: readonly Subject[];
  readonly time: Time;
  readonly weather: Weather;
  readonly season: Season | null;
  /** What the words said, rather than the seed. */
  readonly said: { readonly time: boolean; readonly weather: boolean };
  readonly aurora: boolean;
  readonly storm: boolean;
  readonly rainbow: boolean;
  readonly fireworks: boolean;
  readonly wind: boolean;
  readonly neon: boolean;
  readonly manner: Manner | null;
  /** Degrees, of colours named for the whole picture, in the order named. */
  readonly hues: readonly number[];
  /** The colour named for the one thing that is being painted. */
  readonly tint: Tint | null;
  /** How many of the thing that is being painted. */
  readonly count: number | null;
  readonly blooms: readonly Bloom[];
  readonly bloomHues: readonly number[];
  readonly things: readonly Thing[];
  readonly role: Role | null;
  readonly seed: number;
};

const READ = 1200;
const MOST_SUBJECTS = 3;
const MOST_OF_ONE = 7;

/** A subject alone still needs a place to be. */
const HOME: { readonly [S in SubjectName]: Family } = {
  cat: 'village',
  fox: 'forest',
  bird: 'sea',
  boat: 'sea',
  balloon: 'mountain',
  house: 'village',
  tree: 'meadow',
  lighthouse: 'sea',
  castle: 'mountain',
  rocket: 'space',
  whale: 'sea',
  person: 'mountain',
  butterfly: 'meadow',
  owl: 'forest',
  rabbit: 'meadow',
  mushroom: 'forest',
  dragon: 'mountain',
  train: 'village',
  robot: 'city',
};

/** Reads what to draw from French or English words; what is not said follows from prompt and seed. */
export function readBrief(prompt: string, seed: number): Brief {
  const whole = plain(prompt.slice(0, READ)).replaceAll(/\s+/gu, ' ');
  const mixed = hashText(`${whole}#${seed}`);
  // « sans nuages » asks for none.
  const said = whole.replaceAll(/\b(?:sans|without|pas de|aucune?|no)\s+(?:d['’])?\w+/gu, ' ');
  const random = seededRandom(mixed ^ 0x51ed);
  const tints = tintsIn(said);
  const bound = new Set<number>();
  const subjects = subjectsIn(said, tints, bound);
  const bloomHues = BLOOM_WORDS.concat([['daisy', /\b(?:fleurs?|flowers?)\b/]]).flatMap(([, pattern]) => {
    const hit = pattern.exec(said);
    const near = hit && nearestTint(said, hit.index, hit[0].length, tints);
    if (!near || !isVivid(near.tint)) return [];
    bound.add(near.at);
    return [near.tint.hue];
  });
  const families = found(FAMILY_WORDS, said);
  const times = found(TIME_WORDS, said);
  const weathers = found(WEATHER_WORDS, said);
  const season = found(SEASON_WORDS, said)[0] ?? null;
  const storm = /\b(?:orages?|orageu\w*|storm\w*|tempetes?|foudre|eclairs?|lightning|thunder\w*)\b/u.test(said);
  const neon = /\b(?:neons?|cyberpunk|tokyo|futurist\w*)\b/u.test(said);
  const first = subjects[0];
  const family =
    placed(families, subjects) ??
    (first === undefined ? undefined : HOME[first.name]) ??
    (times.length > 0 || season ? 'mountain' : 'abstract');
  const drawnTime = (['dawn', 'day', 'day', 'sunset', 'dusk'] as const)[Math.floor(random() * 5)] ?? 'day';
  const drawnWeather = (['clear', 'clouds', 'clouds'] as const)[Math.floor(random() * 3)] ?? 'clear';
  return {
    family,
    subjects,
    time: family === 'night' ? 'night' : (times[0] ?? (storm ? 'dusk' : neon && family === 'city' ? 'night' : drawnTime)),
    weather: weathers[0] ?? (family === 'snow' ? 'snowfall' : drawnWeather),
    season,
    said: { time: times.length > 0, weather: weathers.length > 0 },
    aurora: /\b(?:aurores? boreales?|northern lights|aurora)\b/u.test(said),
    storm,
    rainbow: /\b(?:arcs?-en-ciel|arcs? en ciel|rainbows?)\b/u.test(said),
    fireworks: /\b(?:feux? d['’]artifice|fireworks?)\b/u.test(said),
    wind: /\b(?:vents?|venteu\w*|winds?|windy|bourrasques?|mistral|gusts?|breeze|brise)\b/u.test(said),
    neon,
    manner: mannerIn(said),
    hues: [...new Set(tints.filter(({ tint, at }) => !bound.has(at) && isVivid(tint)).map(({ tint }) => tint.hue))],
    tint: null,
    count: null,
    blooms: found(BLOOM_WORDS, said),
    bloomHues,
    things: found(THING_WORDS, said),
    role: found(ROLE_WORDS, said)[0] ?? null,
    seed: mixed,
  };
}

function found<K extends string>(words: Words<K>, said: string): K[] {
  return words
    .map(([key, pattern]) => ({ key, at: said.search(pattern) }))
    .filter((hit) => hit.at >= 0)
    .toSorted((a, b) => a.at - b.at)
    .map((hit) => hit.key);
}

function subjectsIn(said: string, tints: ReturnType<typeof tintsIn>, bound: Set<number>): Subject[] {
  const hits = SUBJECT_WORDS.flatMap(([name, pattern]) => {
    const hit = said.matchAll(pattern).next().value;
    return hit ? [{ name, at: hit.index, word: hit[0] }] : [];
  });
  return hits
    .toSorted((a, b) => a.at - b.at)
    .slice(0, MOST_SUBJECTS)
    .map(({ name, at, word }) => {
      const near = nearestTint(said, at, word.length, tints);
      if (near) bound.add(near.at);
      return { name, count: countBefore(said.slice(Math.max(0, at - 40), at), word), tint: near?.tint ?? null };
    });
}

/** French colours follow their noun within two words, English ones come before it: the nearer one without a comma between. */
function nearestTint(said: string, at: number, length: number, tints: ReturnType<typeof tintsIn>): { tint: Tint; at: number } | null {
  let best: { tint: Tint; at: number; gap: number } | null = null;
  for (const { tint, at: where } of tints) {
    const between = where < at ? said.slice(where, at) : said.slice(at + length, where);
    const gap = between.split(' ').filter((word) => word !== '').length - (where < at ? 1 : 0);
    if (where === at || gap > 1 || /[,.;:!?]|\b(?:sur|dans|et|on|in|and|under|sous|of|de la|du)\b/u.test(between)) continue;
    if (best === null || gap < best.gap) best = { tint, at: where, gap };
  }
  return best;
}

const NUMBERS: readonly (readonly [number, RegExp])[] = [
  [2, /\b(?:deux|two|2|couple of|paire de|pair of)\b/],
  [3, /\b(?:trois|three|3|quelques|some|a few|plusieurs|several)\b/],
  [4, /\b(?:quatre|four|4)\b/],
  [5, /\b(?:cinq|five|5)\b/],
  [6, /\b(?:six|6)\b/],
  [
    7,
    /\b(?:sept|huit|neuf|dix|seven|eight|nine|ten|[7-9]|\d\d+|cent|hundred|mille|thousand|many|beaucoup de|foule de|flotte de|fleet of|flock of|vol de)\b/,
  ],
  [1, /\b(?:une?|an?|one|le|la|l['’]|mon|ma|my|ce|cet|cette|this|that|his|her|son|sa)\b/],
];

/** How many the words before a noun ask for; a plural noun without a number is three, a bare one is left open. */
function countBefore(before: string, word: string): number | null {
  const near =
    before
      .split(/[,.;:!?]/u)
      .at(-1)
      ?.split(' ')
      .slice(-4)
      .join(' ') ?? '';
  for (const [count, pattern] of NUMBERS.slice(0, -1)) if (pattern.test(near)) return Math.min(MOST_OF_ONE, count);
  const plural = /(?:s|x)$/u.test(word) && !/^(?:fox|ours)$/u.test(word);
  if (plural || /^(?:wolves|geese|butterflies)$/u.test(word)) return 3;
  return NUMBERS.at(-1)?.[1].test(near) ? 1 : null;
}

/** A place said in so many words wins over a time of day, a mood or the snow that lies on it. */
function placed(families: readonly Family[], subjects: readonly Subject[]): Family | undefined {
  const names = new Set(subjects.map((subject) => subject.name));
  const places = families.filter((family) => family !== 'night' && family !== 'abstract');
  if (names.has('whale') && !places.includes('underwater')) return 'sea';
  const snowy = places.includes('snow') && places.some((family) => family === 'mountain' || family === 'forest' || family === 'meadow');
  if (snowy) return 'snow';
  const real = places.filter((family) => !(places.length > 1 && (family === 'snow' || family === 'portrait')));
  return real[0] ?? places[0] ?? (families.includes('night') ? 'night' : families[0]);
}
