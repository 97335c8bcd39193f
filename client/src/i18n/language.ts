import { resolveTemplate, translator } from '@solid-primitives/i18n';
import { preferredLang, type Lang } from '@oto/schema/base/lang';
import { createEffect, createMemo, createSignal, type Accessor } from 'solid-js';
import { en } from './en.ts';
import { fr } from './fr.ts';
import { frenchSpacing } from './french-spacing.ts';
import { createFormats, type Formats } from './format.ts';

export type Key = keyof typeof fr;
export type Dictionary = { readonly [K in Key]: string };
export type Translate = (key: Key, args?: Readonly<Record<string, string | number>>) => string;

const spaced = Object.fromEntries(Object.entries(fr).map(([key, text]) => [key, frenchSpacing(text)])) as Dictionary;
const DICTIONARIES: { readonly [L in Lang]: Dictionary } = { fr: spaced, en };
const STORED = 'oto.lang';

export type Language = {
  readonly lang: Accessor<Lang>;
  readonly setLang: (lang: Lang) => void;
  readonly t: Translate;
  readonly format: Accessor<Formats>;
  /** The key ends in `.one` or `.other`, by the number, which is also the argument `n`. */
  readonly count: (stem: CountStem, n: number) => string;
};

/** Keys that exist with `.one` and `.other`. */
export type CountStem = Key extends infer K ? (K extends `${infer Stem}.other` ? Stem : never) : never;

/** The stored choice, else the browser's; French when neither says. */
export function firstLang(stored: string | null, browser: readonly string[]): Lang {
  return stored === 'fr' || stored === 'en' ? stored : preferredLang(browser.join(','));
}

/** Must be called under a Solid root. `title`: the document's, in its language. */
export function createLanguage(title: () => Key = () => 'app.title'): Language {
  const [lang, setLang] = createSignal(firstLang(readStored(), navigator.languages));
  const dictionary = createMemo(() => DICTIONARIES[lang()]);
  const format = createMemo(() => createFormats(lang()));
  const t: Translate = translator(dictionary, resolveTemplate);
  createEffect(() => {
    document.documentElement.lang = lang();
    document.title = t(title());
  });
  return {
    lang,
    t,
    format,
    setLang(next) {
      setLang(next);
      try {
        localStorage.setItem(STORED, next);
      } catch {
        // Storage is refused in some private windows: the choice then lasts as long as the page.
      }
    },
    count: (stem, n) => t(`${stem}.${format().plural(n)}` as Key, { n: format().number(n) }),
  };
}

function readStored(): string | null {
  try {
    return localStorage.getItem(STORED);
  } catch {
    return null;
  }
}
