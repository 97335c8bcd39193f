import type { Lang } from '@oto/schema/base/lang';
import { frenchSpacing } from '../i18n/french-spacing.ts';
import { press as en } from '../i18n/words/press.en.ts';
import { press as fr } from '../i18n/words/press.fr.ts';

const WORDS = { fr, en } as const;
export type PressKey = keyof typeof fr;
export type PressWords = (key: PressKey, values?: Readonly<Record<string, string>>) => string;

/** Words of one language, with `values` in their places; a place without a value stays as it is. */
export function pressWords(lang: Lang): PressWords {
  return (key, values = {}) => {
    const words = WORDS[lang][key].replaceAll(/\{\{ (\w+) \}\}/g, (place, name: string) => values[name] ?? place);
    return lang === 'fr' ? frenchSpacing(words) : words;
  };
}
