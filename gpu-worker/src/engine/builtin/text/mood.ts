import { plain } from './intent.ts';

export const MOODS = ['gentle', 'playful', 'wistful', 'epic', 'mysterious'] as const;
export type Mood = (typeof MOODS)[number];

const PATTERNS: readonly (readonly [Mood, RegExp])[] = [
  [
    'playful',
    /\bdrol\w*|\bhumour\b|\bhumou?r\w*|\bfun(?:ny)?\b|\brigol\w*|\bjoyeu\w*|\bplayful\b|\bjoie\b|\bjoy\w*|\bfantais\w*|\benfants?\b|\bkids\b|\bfarfelu\w*/,
  ],
  ['wistful', /\bmelancol\w*|\btrist\w*|\bsad\w*|\bnostalg\w*|\bwistful\b|\bsolitu\w*|\blonel\w*|\badieu\w*|\bautomne\b/],
  [
    'epic',
    /\bepi(?:que|c)\w*|\bheroi\w*|\bgrandios\w*|\bbataille\b|\bbattle\b|\bdragons?\b|\bbold\b|\bchevalier\w*|\bknights?\b|\bviking\w*/,
  ],
  [
    'mysterious',
    /\bmyster\w*|\bsombr\w*|\bdark\b|\bfantom\w*|\bghosts?\b|\bmagi\w*|\bnoctur\w*|\bsecret\w*|\bwitch\w*|\bsorci\w*|\benigm\w*/,
  ],
  ['gentle', /\bdou(?:x|ce)\w*|\btendr\w*|\bgentle\b|\bsoft\b|\bcalm\w*|\bpoetique\b|\btender\b/],
];

/** The agent's instructions set the tone; the prompt may too; else gentle. */
export function findMood(instructions: string, prompt: string): Mood {
  for (const source of [instructions, prompt]) {
    const sample = plain(source.slice(0, 1000));
    const hit = PATTERNS.find(([, pattern]) => pattern.test(sample));
    if (hit) return hit[0];
  }
  return 'gentle';
}
