import { REASON_CODES, type Reason } from '@oto/schema/contract/moderation';
import { matcher, type Part, type Pattern } from './pattern.ts';
import { phraseBook } from './phrase-book.ts';
import { privateNumberIn } from './private-number.ts';
import * as v from './vocabulary.ts';
import type { Meter, Word } from './word.ts';

/** What a text breaks, and where. */
export type Broken = { readonly reason: Reason; /** As written. */ readonly passage: string };

const first = (words: ReadonlySet<string>): Part => ({ words, gap: 0 });
const then = (words: ReadonlySet<string>, gap: number, via?: ReadonlySet<string>): Part => ({ words, gap, ...(via ? { via } : {}) });

function pattern(value: Reason, parts: readonly Part[], unless?: ReadonlySet<string>): Pattern<Reason> {
  return { value, parts, ...(unless ? { unless } : {}) };
}

/** In either order. */
function near(value: Reason, one: ReadonlySet<string>, other: ReadonlySet<string>, gap: number, unless?: ReadonlySet<string>) {
  return [pattern(value, [first(one), then(other, gap)], unless), pattern(value, [first(other), then(one, gap)], unless)];
}

const AGAINST_HATE = new Set([...v.ABOUT_HATE, ...v.NOT]);

/**
 * Few, about clear harm, and open to read; an outside judge may be asked besides, by config. They are patterns of whole
 * words, so that they take one pass over a text however it is made. In the contract's order of reasons, from the gravest on.
 */
const PATTERNS: readonly Pattern<Reason>[] = [
  ...near('minors', v.MINOR, v.NAKED, 7),
  ...near('minors', v.MINOR, v.ABUSE, 7, v.PREVENTION),
  pattern('minors', [first(v.ABUSE_OF_MINORS)], v.PREVENTION),
  pattern('minors', [first(v.LOLI)]),
  pattern('sexual_violence', [first(v.RAPED)], v.PREVENTION),
  pattern('sexual_violence', [first(v.RAPE_SCENE)], v.PREVENTION),
  pattern('sexual_violence', [first(v.TO_RAPE), then(v.PERSON, 4, v.FILLER)], v.PREVENTION),
  pattern('sexual_violence', [first(v.PERSON), then(v.VIOLATED, 5, v.BEING)], v.PREVENTION),
  pattern('weapons', [first(v.HOW), then(v.MAKE, 5, v.BY_WHICH), then(v.WEAPON, 5, v.FILLER)]),
  pattern('weapons', [first(v.RECIPE), then(v.WEAPON, 5, v.FILLER)]),
  pattern('weapons', [first(v.HOW), then(v.TO_KILL, 5, v.BY_WHICH), then(v.PERSON, 4, v.FILLER)], v.NOT),
  pattern('hate', [first(v.TO_WIPE_OUT), then(v.GROUP, 3, v.FILLER)], v.ABOUT_HATE),
  pattern('hate', [first(v.GROUP), then(v.MUST, 2), then(v.DIE, 3)], AGAINST_HATE),
  pattern('hate', [first(v.GROUP), then(v.ARE, 1), then(v.VERMIN, 4)], AGAINST_HATE),
  pattern('self_harm', [first(v.KILL_YOURSELF)]),
  pattern('self_harm', [first(v.SHOULD), then(v.YOURSELF, 3)], v.NOT),
  pattern('self_harm', [first(v.BEST_WAY), then(v.MYSELF, 4, v.BY_WHICH)], v.PREVENTION),
  pattern('self_harm', [first(v.SUICIDE_METHOD)], v.PREVENTION),
  pattern('self_harm', [first(v.SUICIDE), then(v.IS, 1), then(v.ANSWER, 3)], v.NOT),
  pattern('violence', [first(v.SNUFF)]),
  ...near('violence', v.GORE, v.CRUDE, 3),
  ...near('violence', v.TOO_NEAR, v.MUTILATION, 5),
  pattern('sexual', [first(v.EXPLICIT)]),
  ...near('sexual', v.PORN, v.MEDIUM, 2, v.ABOUT_PORN),
];

const WORDS = new Set(
  PATTERNS.flatMap(({ parts, unless }) => [...parts.flatMap(({ words, via }) => [...words, ...(via ?? [])]), ...(unless ?? [])]),
);
/** What stands for a harmless phrase: nothing is made of it. */
const NOTHING = '';
const PHRASES = phraseBook<string>(
  [
    ...v.HARMLESS.map((phrase) => [phrase, NOTHING] as const),
    ...[...WORDS].filter((word) => word.includes('+')).map((phrase) => [phrase, phrase] as const),
  ].map(([phrase, value]) => [phrase.split('+'), value]),
);
const match = matcher(PATTERNS);

/** Whether the rules have a use for a folded word. */
export function isRuleWord(word: string): boolean {
  return WORDS.has(word) || PHRASES.knows(word);
}

/** The gravest rule that a text breaks, or null. `words` are the text's, as wordsOf reads them with isRuleWord. */
export function builtInRule(text: string, words: readonly Word[], meter: Meter = { steps: 0 }): Broken | null {
  const joined = joinPhrases(words, meter);
  const found = match(joined, meter);
  const graver = found !== null && REASON_CODES.indexOf(found.value) < REASON_CODES.indexOf('personal_data');
  const number = graver ? null : privateNumberIn(text, meter);
  if (number) return { reason: 'personal_data', passage: text.slice(number.start, number.end) };
  return found ? { reason: found.value, passage: text.slice(joined[found.from]?.start, joined[found.to]?.end) } : null;
}

/** Phrases that count as one word become one; harmless ones become one that means nothing. */
function joinPhrases(words: readonly Word[], meter: Meter): readonly Word[] {
  const joined: Word[] = [];
  let saved = 0;
  for (let at = 0; at < words.length;) {
    const word = words[at];
    if (!word) break;
    const phrase = PHRASES.longestAt(words, at, meter);
    const last = phrase ? (words[phrase.to - 1] ?? word) : word;
    const forms = phrase ? [phrase.value].filter((value) => value !== NOTHING) : word.forms;
    joined.push({ forms, start: word.start, end: last.end, place: word.place - saved });
    saved += last.place - word.place;
    at = phrase?.to ?? at + 1;
  }
  return joined;
}
