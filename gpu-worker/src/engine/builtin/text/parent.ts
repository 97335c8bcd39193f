import type { Lang } from '@oto/schema/base/lang';
import type { Intent } from './intent.ts';
import { tidy, type Topic } from './topic.ts';
import { readWish } from './wish.ts';

const TITLE = {
  fr: {
    before:
      /^(?:(?:chant|refrain|un instant|quelques vers|quelques mots|en pensant|note|comprendre|trois mots|la nuit|un plan|recette)\s+(?=(?:de|du|des|d’|à|au|aux|sur|pour|l’)\b|d’)|pour\s+)/iu,
    after: /,\s(?:trois lignes|en chanson|pas à pas|à deux voix|en une phrase|la recette|de plus près)$|\s*:\s\p{L}+ pistes$/iu,
  },
  en: {
    before:
      /^(?:lines|some verses|one moment|the song|the tale|one night|thinking|a note|a few words|three words|a closer look|understanding|how to|a plan)\s+(?=(?:of|on|for|about|with|at|to)\s)|^understanding\s/iu,
    after: /,\s(?:in three lines|with a tune|for two voices|in a line|the recipe)$/iu,
  },
} as const;

/** The name of a text without « Suite : » before it, however often. */
export function plainTitle(title: string): string {
  return tidy(title).replace(/^(?:(?:Suite|Continued)[\s\u00a0]*:\s*)+/iu, '');
}

/** What a parent was about: its title's subject. */
export function subjectOf(title: string, lang: Lang): Topic {
  const bare = plainTitle(title)
    .replace(TITLE[lang].after, '')
    .replace(TITLE[lang].before, lang === 'fr' ? 'texte ' : 'text ');
  return readWish(bare, lang).topic;
}

/** The form of a text by how its lines look; null when it is prose. */
export function formOf(text: string): Intent | null {
  const lines = text.split('\n').map((line) => line.trim());
  const body = lines.slice(1).filter((line) => line !== '' && !line.startsWith('—'));
  if (body.length === 0) return null;
  const share = (test: RegExp): number => body.filter((line) => test.test(line)).length / body.length;
  if (lines.some((line) => /^(?:chère?s?|cher|bonjour|dear)\s.{1,40},$/iu.test(line))) return 'letter';
  if (share(/^\p{Lu}[\p{L}’' ]{1,24}\s?(?:—|:)\s/u) > 0.6) return 'dialogue';
  if (share(/^\d+\.\s/u) > 0.5) return 'ideas';
  const short = body.filter((line) => line.length < 70).length / body.length;
  if (body.length === 3 && short === 1) return 'haiku';
  return body.length >= 6 && short > 0.9 ? 'poem' : body.length >= 2 ? 'story' : null;
}
