import type { Key, Language } from '../../i18n/language.ts';
import { fr } from '../../i18n/fr.ts';

/** What was done, in words; what has none yet is shown under its own name. */
export function deedWords({ t }: Pick<Language, 't'>, action: string): string {
  const key = `deed.${action}`;
  return Object.hasOwn(fr, key) ? t(key as Key) : action;
}
