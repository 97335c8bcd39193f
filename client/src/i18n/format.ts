import type { Lang } from '@oto/schema/base/lang';

const LOCALE: { readonly [L in Lang]: string } = { fr: 'fr-FR', en: 'en-GB' };

/** By Intl's ordinal class; in French of a feminine place. */
const ORDINAL: { readonly [L in Lang]: { readonly [rule: string]: string } } = {
  fr: { one: 're', other: 'e' },
  en: { one: 'st', two: 'nd', few: 'rd', other: 'th' },
};

/** How numbers, times and sizes are written in a language. `timeZone` is fixed in tests only. */
export function createFormats(lang: Lang, timeZone?: string) {
  const zone = timeZone === undefined ? {} : { timeZone };
  const number = new Intl.NumberFormat(LOCALE[lang]);
  const signed = new Intl.NumberFormat(LOCALE[lang], { signDisplay: 'exceptZero' });
  const plural = new Intl.PluralRules(LOCALE[lang]);
  const rank = new Intl.PluralRules(LOCALE[lang], { type: 'ordinal' });
  const day = new Intl.DateTimeFormat(LOCALE[lang], { day: 'numeric', month: 'long', year: 'numeric', ...zone });
  const moment = new Intl.DateTimeFormat(LOCALE[lang], { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', ...zone });
  const clock = new Intl.DateTimeFormat(LOCALE[lang], { hour: '2-digit', minute: '2-digit', second: '2-digit', ...zone });
  const whole = new Intl.DateTimeFormat(LOCALE[lang], {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    hour: '2-digit',
    minute: '2-digit',
    ...zone,
  });
  const hour = new Intl.DateTimeFormat(LOCALE[lang], { hour: '2-digit', minute: '2-digit', ...zone });
  const stamp = new Intl.DateTimeFormat(LOCALE[lang], { dateStyle: 'medium', timeStyle: 'short', ...zone });
  const calendarDay = new Intl.DateTimeFormat(LOCALE[lang], { day: 'numeric', month: 'short', timeZone: 'UTC' });
  const wholeDay = new Intl.DateTimeFormat(LOCALE[lang], { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });
  const euros = new Intl.NumberFormat(LOCALE[lang], { style: 'currency', currency: 'EUR' });
  const list = new Intl.ListFormat(LOCALE[lang], { type: 'conjunction' });
  const ago = new Intl.RelativeTimeFormat(LOCALE[lang], { numeric: 'auto' });

  return {
    number: (value: number): string => number.format(value),
    /** +12, −3, 0. */
    signed: (value: number): string => signed.format(value),
    /** `one` or `other`: the end of a dictionary key. */
    plural: (value: number): 'one' | 'other' => (plural.select(value) === 'one' ? 'one' : 'other'),
    /** A place in a queue: "1re", "3e"; "1st", "3rd". */
    ordinal: (place: number): string => `${number.format(place)}${ORDINAL[lang][rank.select(place)] ?? ''}`,
    about,
    date: (iso: string): string => day.format(new Date(iso)),
    moment: (iso: string): string => moment.format(new Date(iso)),
    /** With its year, for accounts. */
    stamp: (iso: string): string => stamp.format(new Date(iso)),
    /** A calendar day, YYYY-MM-DD: "3 mai". */
    calendarDay: (of: string): string => calendarDay.format(new Date(`${of}T00:00:00Z`)),
    /** The same with its year. */
    wholeDay: (of: string): string => wholeDay.format(new Date(`${of}T00:00:00Z`)),
    /** Cents of euros: "9,00 €", "€9.00". */
    euros: (cents: number): string => euros.format(cents / 100),
    /** "lundi 3 mai à 14:02". Milliseconds since 1970. */
    whole: (at: number): string => whole.format(new Date(at)),
    hour: (at: number): string => hour.format(new Date(at)),
    /** "a, b et c". */
    list: (words: readonly string[]): string => list.format(words),
    clock: (at: number): string => clock.format(new Date(at)),
    /** "il y a 3 minutes", "3 minutes ago"; a date beyond a week. */
    since(iso: string, now: number): string {
      const seconds = Math.round((Date.parse(iso) - now) / 1000);
      const size = Math.abs(seconds);
      if (size < 60) return ago.format(Math.min(seconds, 0), 'second');
      if (size < 3600) return ago.format(Math.round(seconds / 60), 'minute');
      if (size < 86_400) return ago.format(Math.round(seconds / 3600), 'hour');
      if (size < 7 * 86_400) return ago.format(Math.round(seconds / 86_400), 'day');
      return day.format(new Date(iso));
    },
    duration,
    bytes: (count: number): string => bytesText(count, number, lang),
  };
}

export type Formats = ReturnType<typeof createFormats>;

/** A guess of how long, in milliseconds: "20 s", "3 min", "2 h"; rounded up, never below five seconds. */
export function about(ms: number): string {
  const seconds = Math.max(5, Math.ceil(ms / 5000) * 5);
  if (seconds < 60) return `${seconds}\u00A0s`;
  const minutes = Math.ceil(ms / 60_000);
  return minutes < 60 ? `${minutes}\u00A0min` : `${Math.ceil(minutes / 60)}\u00A0h`;
}

/** Media times: 0:07, 3:05, 1:02:03. Milliseconds in; rounded to the second. */
export function duration(ms: number): string {
  const total = Math.max(0, Math.round(ms / 1000));
  const seconds = String(total % 60).padStart(2, '0');
  const minutes = Math.floor(total / 60) % 60;
  const hours = Math.floor(total / 3600);
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${seconds}` : `${minutes}:${seconds}`;
}

function bytesText(count: number, number: Intl.NumberFormat, lang: Lang): string {
  const units = lang === 'fr' ? ['o', 'Ko', 'Mo', 'Go'] : ['B', 'KB', 'MB', 'GB'];
  let value = count;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${number.format(unit === 0 ? value : Math.round(value * 10) / 10)} ${units[unit]}`;
}
