import type { Domain } from '../domain.ts';
import type { Intent } from '../intent.ts';
import type { Mood } from '../mood.ts';

// Templates of one language; see `fill` for their notation.

export type Lines = readonly string[];
export type ByMood<T = Lines> = { readonly [M in Mood]: T };
export type ByDomain<T> = { readonly [D in Domain]: T };
/** Two rhymed lines. */
export type Couplet = readonly [string, string];
export type DomainCouplets = ByDomain<readonly Couplet[]>;

export type Verse = {
  readonly open: readonly Couplet[];
  /** When the topic is an infinitive. */
  readonly openVerb: readonly Couplet[];
  /** The topic once more, by its pronoun. */
  readonly again: readonly Couplet[];
  readonly middle: readonly Couplet[];
  readonly mood: ByMood<readonly Couplet[]>;
  readonly domain: DomainCouplets;
  readonly close: readonly Couplet[];
  readonly refrain: readonly Lines[];
  readonly refrainVerb: readonly Lines[];
  readonly haiku: { readonly season: Lines; readonly subject: Lines; readonly close: Lines };
};

export type Tale = {
  /** Somebody wants something. */
  readonly hero: {
    readonly open: Lines;
    /** When the wish says what is wanted. */
    readonly told: Lines;
    readonly want: Lines;
    readonly tries: Lines;
    readonly turn: ByMood;
    readonly help: Lines;
    readonly deed: Lines;
    readonly end: Lines;
  };
  /** A thing or a place, and somebody who wants to understand it. */
  readonly thing: { readonly open: Lines; readonly want: Lines; readonly turn: ByMood; readonly deed: Lines; readonly end: Lines };
  /** Where it happens: a sentence of what is seen and heard there. */
  readonly scene: ByDomain<Lines>;
  readonly moral: Lines;
  readonly dialogue: {
    readonly names: readonly (readonly [string, string])[];
    readonly scene: Lines;
    /** Somebody about the topic. */
    readonly lead: readonly Couplet[];
    readonly talk: readonly Couplet[];
    /** Two that are the topic: `{you}` is how one calls the other. */
    readonly between: readonly Couplet[];
    readonly last: readonly Couplet[];
  };
};

export type Craft = {
  readonly ideas: { readonly lead: Lines; readonly items: Lines; readonly close: Lines };
  /** `{goal}` is what is to be done, as an infinitive. */
  readonly plan: { readonly goal: string; readonly lead: Lines; readonly phases: readonly Lines[]; readonly risk: Lines };
  readonly slogans: Lines;
  readonly slogansVerb: Lines;
  readonly explanation: { readonly lead: Lines; readonly steps: Lines; readonly close: Lines };
  readonly recipe: {
    readonly lead: Lines;
    readonly ingredients: readonly Lines[];
    readonly steps: readonly Lines[];
    readonly serve: Lines;
    /** What really can be cooked, by what its name says. */
    readonly dishes: readonly Dish[];
  };
};
export type Dish = {
  readonly name: RegExp;
  /** What it is made with, when the name does not say. */
  readonly usual: string;
  readonly lead: Lines;
  /** `{with}` is what it is made with. */
  readonly ingredients: Lines;
  readonly steps: Lines;
  readonly serve: Lines;
};

export type Occasion = 'birthday' | 'year' | 'christmas' | 'thanks' | 'bravo' | 'courage' | 'other';

export type Note = {
  readonly letter: {
    readonly dear: (name: string, how: { readonly feminine: boolean; readonly plural: boolean; readonly sure: boolean }) => string;
    /** `{purpose}` as an infinitive. */
    readonly purpose: Lines;
    readonly about: Lines;
    readonly hail: Lines;
    /** To one who is called tu, then to those who are called vous; English has one. */
    readonly body: readonly [Lines, Lines];
    readonly mood: ByMood<readonly [string, string]>;
    readonly bye: readonly [Lines, Lines];
  };
  /** `{name}` is who is wished something, with a comma before, or nothing. */
  readonly wishes: {
    readonly open: { readonly [O in Occasion]: Lines };
    readonly candles: Lines;
    readonly body: Lines;
    readonly close: Lines;
  };
  readonly reply: { readonly open: Lines; readonly body: Lines; readonly close: Lines };
  readonly musing: { readonly open: Lines; readonly body: Lines; readonly close: Lines };
  readonly summary: { readonly lead: Lines; readonly bare: readonly Lines[] };
  readonly sequel: { readonly title: string; readonly bridge: Lines; readonly echo: Lines };
};

export type Phrasebook = {
  readonly titles: { readonly [I in Intent]: Lines };
  readonly verse: Verse;
  readonly tale: Tale;
  readonly craft: Craft;
  readonly note: Note;
  /** Before a scene that is past: « Hier, », « Je me souviens : ». */
  readonly yesterday: string;
  readonly remembered: string;
  readonly silence: string;
  /** What to write about when nothing is said. */
  readonly muses: Lines;
  /** Of a letter to nobody in particular. */
  readonly letterTitles: Lines;
  /** From two to twelve. */
  readonly numbers: Lines;
  /** « — pour les phares qui ne servent plus » */
  readonly dedication: string;
  readonly item: (index: number, text: string) => string;
  readonly speech: (name: string, text: string) => string;
  readonly quote: (text: string) => string;
  readonly signature: (name: string) => string;
};
