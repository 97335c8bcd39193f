import { en } from '../../i18n/en.ts';
import type { Key } from '../../i18n/language.ts';

/** What one can do about a code of the log; null where its own words say it, or there is nothing to do. */
export function todoKey(code: string): Key | null {
  const key = `log.todo.${code}`;
  return Object.hasOwn(en, key) ? (key as Key) : null;
}
