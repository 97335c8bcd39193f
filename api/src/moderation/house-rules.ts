import type { Lang } from '@oto/schema/base/lang';
import type { Reason } from '@oto/schema/contract/moderation';
import type { Bus } from '../database/bus.ts';
import type { Kysely } from 'kysely';
import type { Tables } from '@oto/schema/db/tables';
import { phraseBook, type PhraseBook } from './phrase-book.ts';
import { wordsOf, type Word } from './word.ts';

/** An operator's rule in force; `id` is the 36-character form. */
type Rule = { readonly id: string; readonly reason: Reason; readonly advice: Readonly<Record<Lang, string>> };
export type HouseRules = PhraseBook<Rule>;

/** Looked at again after this long, should a notification be lost with the connection. */
const FRESH_MS = 30_000;

/** The operators' rules, kept ready; read again as soon as any replica has changed them. */
export type HouseRuleCache = { current(): Promise<HouseRules>; close(): void };

export async function startHouseRules(
  db: Kysely<Tables>,
  bus: Bus,
  clock: () => number = () => performance.now(),
): Promise<HouseRuleCache> {
  let reading: { readonly since: number; readonly rules: Promise<HouseRules> } | null = null;
  const unsubscribe = await bus.subscribe('rules', () => (reading = null));
  return {
    current() {
      if (reading && clock() - reading.since < FRESH_MS) return reading.rules;
      const rules = readHouseRules(db);
      const mine = { since: clock(), rules };
      reading = mine;
      rules.catch(() => {
        if (reading === mine) reading = null;
      });
      return rules;
    },
    close: unsubscribe,
  };
}

async function readHouseRules(db: Kysely<Tables>): Promise<HouseRules> {
  const rows = await db.selectFrom('house_rule').selectAll().where('enabled', '=', true).orderBy('id').execute();
  return phraseBook(
    rows.flatMap(({ id, reason, phrases, advice_fr, advice_en }) => {
      const rule = { id, reason, advice: { fr: advice_fr, en: advice_en } };
      return phrases.map((phrase) => [foldedPhrase(phrase), rule] as const);
    }),
  );
}

/** The words by which a phrase is met; none when it has no letters. */
export function foldedPhrase(phrase: string): readonly string[] {
  return wordsOf(phrase, () => false).flatMap((word) => word.forms.slice(0, 1));
}

/** The first house rule that a text breaks. `words` are the text's. */
export function brokenHouseRule(
  rules: HouseRules,
  text: string,
  words: readonly Word[],
): { readonly rule: Rule; readonly passage: string } | null {
  for (const [at, word] of words.entries()) {
    const met = rules.longestAt(words, at);
    if (met) return { rule: met.value, passage: text.slice(word.start, words[met.to - 1]?.end) };
  }
  return null;
}
