import { hsl, type Colour } from './colour.ts';

/** A colour as people name it: its hue in degrees, how strong it is, and how much lighter or darker than usual. */
export type Tint = { readonly hue: number; readonly strength: number; readonly lift: number };

const NAMED: readonly (readonly [Tint, RegExp])[] = [
  [{ hue: 4, strength: 1.1, lift: 0 }, /\b(?:rouges?|red|ecarlates?|crimson|vermillon|cramoisie?s?)\b/g],
  [{ hue: 26, strength: 1.1, lift: 0.05 }, /\b(?:oranges?|orangee?s?|cuivree?s?|cuivre|copper)\b/g],
  [{ hue: 46, strength: 1.2, lift: 0.1 }, /\b(?:jaunes?|yellow|dore(?:e|s|es)?|golden|gold|(?<=\b(?:d['’]|en ))or)\b/g],
  [{ hue: 130, strength: 0.9, lift: 0 }, /\b(?:verte?s?|green|emeraude|emerald)\b/g],
  [{ hue: 178, strength: 1, lift: 0.04 }, /\b(?:turquoises?|cyan|teal)\b/g],
  [{ hue: 215, strength: 1, lift: 0 }, /\b(?:bleue?s?|bleute\w*|blue|azur\w*|azure|indigo)\b/g],
  [{ hue: 275, strength: 1, lift: 0 }, /\b(?:violette?s?|violets?|purple|mauves?|lilas|lilac)\b/g],
  [{ hue: 335, strength: 1, lift: 0.1 }, /\b(?:roses?|pink|magenta|fuchsia)\b/g],
  [{ hue: 220, strength: 0.15, lift: -0.26 }, /\b(?:noire?s?|black|ebene|ebony)\b/g],
  [{ hue: 40, strength: 0.2, lift: 0.36 }, /\b(?:blanc(?:he)?s?|white|ivoire|ivory)\b/g],
  [{ hue: 220, strength: 0.12, lift: 0.04 }, /\b(?:grise?s?|gr[ea]y|argentee?s?|silver)\b/g],
  [{ hue: 24, strength: 0.8, lift: -0.1 }, /\b(?:marrons?|brune?s?|brown|rousse?s?|roux|ginger|russet)\b/g],
];

export type NamedTint = { readonly tint: Tint; readonly at: number };

/** Every colour a text names, in its order; `said` is lower case and without accents. */
export function tintsIn(said: string): NamedTint[] {
  return NAMED.flatMap(([tint, pattern]) => Array.from(said.matchAll(pattern), (hit) => ({ tint, at: hit.index }))).toSorted(
    (a, b) => a.at - b.at,
  );
}

/** Whether it colours a whole picture too: black, white and grey only colour things. */
export function isVivid(tint: Tint): boolean {
  return tint.strength > 0.7 && tint.lift > -0.05;
}

/** The tint at a thing's own saturation and lightness, 0..1. */
export function dye(tint: Tint, saturation: number, lightness: number): Colour {
  return hsl(tint.hue, Math.min(1, saturation * tint.strength), Math.max(0.08, Math.min(0.93, lightness + tint.lift)));
}
