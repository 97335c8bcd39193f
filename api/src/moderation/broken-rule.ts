import type { Lang } from '@oto/schema/base/lang';
import type { Reason } from '@oto/schema/contract/moderation';
import type { Deps } from '../deps.ts';
import { builtInRule, isRuleWord } from './built-in-rules.ts';
import { brokenHouseRule } from './house-rules.ts';
import { wordsOf } from './word.ts';

export type BrokenRule = {
  readonly reason: Reason;
  /** As written; empty when the whole is meant. */
  readonly passage: string;
  /** The house rule's id, or the outside judge's category; empty for a built-in rule. */
  readonly rule: string;
  /** A house rule's own; empty for the reason's. */
  readonly advice: Readonly<Record<Lang, string>>;
};

const NO_ADVICE = { fr: '', en: '' };

/** The rule of ours that a text breaks: built in, else the house's. */
export async function brokenRule(deps: Pick<Deps, 'moderation'>, text: string): Promise<BrokenRule | null> {
  const house = await deps.moderation.houseRules.current();
  const words = wordsOf(text, (word) => isRuleWord(word) || house.knows(word));
  const builtIn = builtInRule(text, words);
  if (builtIn) return { ...builtIn, rule: '', advice: NO_ADVICE };
  const broken = brokenHouseRule(house, text, words);
  return broken && { reason: broken.rule.reason, passage: broken.passage, rule: broken.rule.id, advice: broken.rule.advice };
}

/** What the outside judge has against each text, in order; nothing when none is configured. */
export async function outsideRules(
  deps: Pick<Deps, 'moderation'>,
  texts: readonly string[],
  member: string | null,
): Promise<readonly (BrokenRule | null)[]> {
  const { outside } = deps.moderation;
  if (!outside || texts.length === 0) return texts.map(() => null);
  const verdicts = await outside.verdicts(texts, member);
  return verdicts.map(
    (verdict) => verdict && { reason: verdict.reason, passage: '', rule: verdict.category.slice(0, 80), advice: NO_ADVICE },
  );
}
