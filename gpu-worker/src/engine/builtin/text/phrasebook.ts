import type { Intent } from './intent.ts';
import type { Mood } from './mood.ts';

type ByMood = { readonly [M in Mood]: readonly string[] };

/** Templates of one language; see `fill` for their notation. `|` parts two lines of a couplet only in couplets. */
export type Phrasebook = {
  readonly titles: { readonly [I in Intent]: readonly string[] };
  /** Rhymed pairs: two lines each. */
  readonly couplets: {
    readonly open: readonly Couplet[];
    readonly middle: readonly Couplet[];
    readonly mood: { readonly [M in Mood]: readonly Couplet[] };
    readonly close: readonly Couplet[];
  };
  readonly haiku: { readonly season: readonly string[]; readonly subject: readonly string[]; readonly close: readonly string[] };
  readonly story: {
    readonly open: readonly string[];
    readonly want: readonly string[];
    readonly turn: ByMood;
    readonly deed: readonly string[];
    readonly end: readonly string[];
  };
  readonly ideas: { readonly lead: readonly string[]; readonly items: readonly string[]; readonly close: readonly string[] };
  readonly plan: { readonly lead: readonly string[]; readonly phases: readonly (readonly string[])[]; readonly risk: readonly string[] };
  readonly letter: {
    readonly hail: readonly string[];
    readonly body: readonly string[];
    readonly mood: ByMood;
    readonly bye: readonly string[];
  };
  readonly dialogue: {
    readonly names: readonly (readonly [string, string])[];
    readonly scene: readonly string[];
    readonly exchanges: readonly (readonly [string, string])[];
    readonly last: readonly (readonly [string, string])[];
  };
  readonly slogans: readonly string[];
  readonly recipe: {
    readonly lead: readonly string[];
    readonly ingredients: readonly string[];
    readonly steps: readonly string[];
    readonly serve: readonly string[];
  };
  readonly musing: { readonly open: readonly string[]; readonly body: readonly string[]; readonly close: readonly string[] };
  readonly summary: { readonly lead: readonly string[]; readonly bare: readonly string[] };
  readonly sequel: { readonly title: string; readonly bridge: readonly string[] };
  readonly item: (index: number, text: string) => string;
  readonly speech: (name: string, text: string) => string;
  readonly signature: (name: string) => string;
};
export type Couplet = readonly [string, string];
