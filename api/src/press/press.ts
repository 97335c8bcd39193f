import { readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Lang } from '@oto/schema/base/lang';
import { fillPressSlots } from '@oto/schema/contract/press';
import type { Deps } from '../deps.ts';
import { escapeHtml } from '../site/page.ts';
import { pageHead } from '../site/page-head.ts';
import { readPressFacts, sayFact, type PressFacts } from './facts.ts';
import { kitMaker, type Kit, type KitText } from './kit.ts';
import { PRESS_PAGES, PRESS_TEXTS } from './pages.ts';

/** What the press is told, with the facts as they are when it asks. */
export type Press = {
  /** The built page with its facts, and the size of the archive that it offers. */
  page(html: string, lang: Lang): Promise<string>;
  /** The words of one language as Markdown; null where the client has not been built. */
  text(lang: Lang): Promise<string | null>;
  /** Everything in one archive; null where the client has not been built. */
  kit(): Promise<Kit | null>;
};

/** `folder`: the built client. */
export function makePress(deps: Deps, folder: string): Press {
  const archive = kitMaker(join(folder, 'press-kit'));
  const textsOf = (facts: PressFacts) => Promise.all(PRESS_TEXTS.map(({ file, lang }) => readText(join(folder, file), facts, lang)));
  const kitOf = async (facts: PressFacts): Promise<Kit | null> => {
    const texts = await textsOf(facts);
    const there = texts.filter((text) => text !== null);
    return there.length < texts.length ? null : archive(there);
  };
  return {
    async page(html, lang) {
      const facts = await readPressFacts(deps);
      const kit = await kitOf(facts);
      return fillPressSlots(html, (slot) => escapeHtml(sayFact(slot, facts, lang, kit?.bytes.byteLength ?? null))).replace(
        '</head>',
        () => `${pageHead(html, PRESS_PAGES, lang, deps.config.publicUrl, '/press')}\n</head>`,
      );
    },
    async text(lang) {
      const texts = await textsOf(await readPressFacts(deps));
      return texts[PRESS_TEXTS.findIndex((one) => one.lang === lang)]?.text ?? null;
    },
    async kit() {
      return kitOf(await readPressFacts(deps));
    },
  };
}

async function readText(file: string, facts: PressFacts, lang: Lang): Promise<KitText | null> {
  const info = await stat(file).catch(() => null);
  if (!info) return null;
  const words = await readFile(file, 'utf8');
  return { name: basename(file), text: fillPressSlots(words, (slot) => sayFact(slot, facts, lang, null)), at: info.mtime };
}
