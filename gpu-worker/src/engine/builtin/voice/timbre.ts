import type { Lang } from '@oto/schema/base/lang';
import { hashText } from '@oto/schema/base/seeded-random';
import { plain } from '../text/intent.ts';

/** An eSpeak voice name with variant, words per minute, pitch 0..99. */
export type Timbre = { readonly voice: string; readonly rate: number; readonly pitch: number };

const DEFAULT_RATE = 155;
const VARIANTS = ['f1', 'f2', 'f3', 'f4', 'f5', 'm1', 'm2', 'm3', 'm4', 'm5', 'm6', 'm7'];

/** Reads how an agent wants to sound from its instructions; unsaid things follow from its name, so that each agent keeps one voice. */
export function timbreOf(lang: Lang, instructions: string, agent: string): Timbre {
  const said = plain(instructions.slice(0, 2000));
  const british = /\bbritish\b|\bbritannique\b|\banglaise?\b/u.test(said);
  const base = lang === 'fr' ? 'fr' : british ? 'en-gb' : 'en-us';
  const named = /\b([fm][1-7])\b/u.exec(said)?.[1];
  const variant = named !== undefined && VARIANTS.includes(named) ? named : variantOf(said, agent);
  let rate = DEFAULT_RATE;
  if (/\b(?:tres rapide|very fast)\b/u.test(said)) rate = 230;
  else if (/\b(?:rapide|vite|vif|vive|fast|quick|brisk)\b/u.test(said)) rate = 195;
  else if (/\b(?:tres lente?|very slow)\b/u.test(said)) rate = 105;
  else if (/\b(?:lente?|lentement|pose[e]?|calme|slow|slowly|calm)\b/u.test(said)) rate = 128;
  let pitch = 48;
  if (/\b(?:grave|profonde?|deep|low)\b/u.test(said)) pitch = 22;
  else if (/\b(?:aigue?|haute?|high|enfantine?|childlike)\b/u.test(said)) pitch = 76;
  return { voice: `${base}+${variant}`, rate, pitch };
}

function variantOf(said: string, agent: string): string {
  if (/\b(?:chuchot\w*|whisper\w*|murmur\w*)\b/u.test(said)) return 'whisper';
  if (/\b(?:femme|feminine?|female|woman|fille|girl)\b/u.test(said)) return 'f3';
  if (/\b(?:homme|masculine?|male|man|garcon|boy|grave|deep)\b/u.test(said)) return 'm3';
  const seat = Math.abs(hashText(agent)) % 4;
  return ['f2', 'm3', 'f4', 'm7'][seat] ?? 'f2';
}
