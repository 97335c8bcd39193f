/** A word of a text, read in the ways a person would read it. */
export type Word = {
  /** Without case, accents and disguise, likeliest first; empty for what is too long to be a word. */
  readonly forms: readonly string[];
  /** Where it stands in the text as written: UTF-16 units, end excluded. */
  readonly start: number;
  readonly end: number;
  /** Counts words, and SENTENCE more at the end of each sentence. */
  readonly place: number;
};

/** Counts the characters and words looked at: the proof that reading takes time in proportion to the length. */
export type Meter = { steps: number };

const SENTENCE = 5;
const WORD_MAX = 40;
/** Letters of a spaced-out word stand at most this far apart. */
const SPACED_GAP = 3;
const SPACED_MIN = 3;
/** An accent makes these another word: the French grater. */
const ACCENT_MATTERS: ReadonlySet<string> = new Set(['rape', 'rapes', 'raper']);

/** Letters that look like ours and that no normal form takes back to them. */
const LOOKALIKES: ReadonlyMap<string, string> = new Map(
  'аa вb сc ԁd еe һh іi јj кk ӏl мm пn оo рp ѕs тt уy хx αa βb εe ηn ιi κk νv οo ρp τt υu χx ıi łl øo đd œoe æae ßss'
    .split(' ')
    .map((pair) => [pair.slice(0, 1), pair.slice(1)]),
);
const LEET: ReadonlyMap<string, string> = new Map(
  Object.entries({ 0: 'o', 1: 'i', 3: 'e', 4: 'a', 5: 's', 7: 't', 8: 'b', '@': 'a', $: 's', '!': 'i', '|': 'i', '€': 'e' }),
);
const INVISIBLE = /[\p{Cf}\p{M}\u115F\u1160\u3164\uFFA0]/u;

type Letter = { readonly text: string; readonly accented: boolean };
const NOTHING: Letter = { text: '', accented: false };
const ACCENT: Letter = { text: '', accented: true };

/** The words of a text in order. `known` tells which words are worth finding among spaced-out letters. Linear in the text. */
export function wordsOf(text: string, known: (word: string) => boolean, meter: Meter = { steps: 0 }): readonly Word[] {
  const words: Word[] = [];
  let place = 0;
  let word = { raw: '', start: 0, end: 0, accented: false };
  let ended = false;
  const close = () => {
    if (word.raw === '') return;
    words.push({ forms: formsOf(word.raw, word.accented), start: word.start, end: word.end, place: place++ });
    word = { raw: '', start: 0, end: 0, accented: false };
    ended = false;
  };
  for (let at = 0; at < text.length;) {
    meter.steps++;
    const unit = String.fromCodePoint(text.codePointAt(at) ?? 0);
    const next = at + unit.length;
    const letter = letterOf(unit) ?? (isDisguise(unit, text, at) ? { text: unit, accented: false } : null);
    if (letter) {
      if (letter.text !== '' && word.raw === '') word.start = at;
      if (letter.text !== '') word.end = next;
      if (word.raw.length <= WORD_MAX) word.raw += letter.text;
      word.accented ||= letter.accented && word.raw !== '';
    } else {
      close();
      if (!ended && (unit === '\n' || ('.!?;…。'.includes(unit) && /\s|^$/.test(text.charAt(next))))) {
        place += SENTENCE;
        ended = true;
      }
    }
    at = next;
  }
  close();
  return joinSpaced(words, known, meter);
}

/** A letter or digit, folded; empty for what is not seen; null for what parts words. */
function letterOf(unit: string): Letter | null {
  const code = unit.charCodeAt(0);
  if (code < 128) {
    const lower = unit.toLowerCase();
    return (lower >= 'a' && lower <= 'z') || (unit >= '0' && unit <= '9') ? { text: lower, accented: false } : null;
  }
  if (INVISIBLE.test(unit)) return /\p{M}/u.test(unit) ? ACCENT : NOTHING;
  const alike = LOOKALIKES.get(unit.toLowerCase());
  if (alike !== undefined) return { text: alike, accented: false };
  const bare = unit.normalize('NFKD').toLowerCase();
  const letters = bare.replaceAll(/\p{M}/gu, '');
  if (!/^[\p{L}\p{N}]+$/u.test(letters)) return null;
  return { text: LOOKALIKES.get(letters) ?? letters, accented: letters !== bare };
}

/** A sign that stands for a letter: within a word, or `@` and `$` at its edge. */
function isDisguise(unit: string, text: string, at: number): boolean {
  if (!LEET.has(unit)) return false;
  const before = isAsciiLetter(text.charAt(at - 1));
  const after = isAsciiLetter(text.charAt(at + unit.length));
  return unit === '@' || unit === '$' ? before || after : before && after;
}

function isAsciiLetter(char: string): boolean {
  return (char >= 'a' && char <= 'z') || (char >= 'A' && char <= 'Z');
}

function formsOf(raw: string, accented: boolean): readonly string[] {
  if (raw.length > WORD_MAX) return [];
  const plain = raw.replaceAll(/[^\p{L}\p{N}]/gu, '');
  const forms = new Set([plain]);
  if (plain !== raw || (/\d/.test(raw) && /\p{L}/u.test(raw))) {
    const read = Array.from(raw, (char) => LEET.get(char) ?? char).join('');
    forms.add(read);
    if (/[1!|]/.test(raw)) forms.add(Array.from(raw, (char) => ('1!|'.includes(char) ? 'l' : (LEET.get(char) ?? char))).join(''));
  }
  for (const form of Array.from(forms)) {
    if (!/(\p{L})\1\1/u.test(form)) continue;
    forms.add(form.replaceAll(/(\p{L})\1{2,}/gu, '$1'));
    forms.add(form.replaceAll(/(\p{L})\1{2,}/gu, '$1$1'));
  }
  return accented ? [...forms].filter((form) => !ACCENT_MATTERS.has(form)) : [...forms];
}

/** Reads `b o m b e` as the known words that the letters spell. */
function joinSpaced(words: readonly Word[], known: (word: string) => boolean, meter: Meter): readonly Word[] {
  const joined: Word[] = [];
  let saved = 0;
  for (let from = 0; from < words.length;) {
    let to = from;
    while (isSpacedLetter(words, to, from)) {
      meter.steps++;
      to++;
    }
    if (to - from < SPACED_MIN) {
      const word = words[from];
      if (word) joined.push({ ...word, place: word.place - saved });
      from++;
      continue;
    }
    for (const { letters, ...word } of spell(words.slice(from, to), known, meter)) {
      joined.push({ ...word, place: word.place - saved });
      saved += letters - 1;
    }
    from = to;
  }
  return joined;
}

function isSpacedLetter(words: readonly Word[], index: number, first: number): boolean {
  const word = words[index];
  if (word?.forms[0]?.length !== 1) return false;
  const before = words[index - 1];
  return index === first || (before !== undefined && word.start - before.end <= SPACED_GAP);
}

const SPELL_MAX = 20;

function spell(letters: readonly Word[], known: (word: string) => boolean, meter: Meter): readonly (Word & { readonly letters: number })[] {
  const text = letters.map((letter) => LEET.get(letter.forms[0] ?? '') ?? letter.forms[0] ?? '').join('');
  const found: (Word & { readonly letters: number })[] = [];
  for (let at = 0; at < letters.length;) {
    let length = Math.min(SPELL_MAX, letters.length - at);
    for (; length > 1; length--) {
      meter.steps++;
      if (known(text.slice(at, at + length))) break;
    }
    const [first, last] = [letters[at], letters[at + length - 1]];
    if (!first || !last) break;
    const forms = length > 1 ? [text.slice(at, at + length)] : first.forms;
    found.push({ forms, start: first.start, end: last.end, place: first.place, letters: length });
    at += length;
  }
  return found;
}
