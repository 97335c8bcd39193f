import type { Meter } from './word.ts';

/** UTF-16 units of a text. */
export type Span = { readonly start: number; readonly end: number };

/** Longer than any number meant here. */
const NUMBER_MAX = 20;
/** Characters of an IBAN, by country. */
const IBAN_LENGTHS: ReadonlyMap<string, number> = new Map(
  Object.entries({
    AT: 20,
    BE: 16,
    CH: 21,
    DE: 22,
    DK: 18,
    ES: 24,
    FI: 18,
    FR: 27,
    GB: 22,
    IE: 22,
    IT: 27,
    LU: 20,
    MC: 27,
    NL: 18,
    PT: 25,
    SE: 24,
  }),
);

/**
 * The first payment card (Luhn), IBAN (mod 97) or French social security number (its key) in a text: numbers
 * whose check digits are right, so that those of years, prices and stories pass.
 */
export function privateNumberIn(text: string, meter: Meter = { steps: 0 }): Span | null {
  for (let at = 0; at < text.length;) {
    const wanted = ibanLengthAt(text, at);
    const { chars, end } = wanted === 0 ? read(text, at, isDigit, NUMBER_MAX, meter) : read(text, at, isAlphanumeric, wanted, meter);
    const whole = !/[\p{L}\d.,]/u.test(text.charAt(at - 1)) && !/\p{L}/u.test(text.charAt(end));
    if (whole && (wanted === 0 ? isPrivateNumber(chars) : chars.length === wanted && hasIbanKey(chars))) return { start: at, end };
    at = Math.max(end, at + 1);
  }
  return null;
}

/**
 * Up to `max` characters of a kind from `at` on, with single spaces, dots or dashes between them. Digits beyond are read
 * over, so that a part of a longer number is none.
 */
function read(
  text: string,
  at: number,
  wanted: (char: string) => boolean,
  max: number,
  meter: Meter,
): { readonly chars: string; readonly end: number } {
  let chars = '';
  let end = at;
  for (let index = at; index < text.length; index++) {
    meter.steps++;
    const char = text.charAt(index);
    if (wanted(char)) {
      if (chars.length === max && wanted !== isDigit) break;
      if (chars.length <= max) chars += char;
      end = index + 1;
    } else if (chars === '' || !' .-\u00A0'.includes(char) || !wanted(text.charAt(index + 1))) break;
  }
  return { chars, end };
}

/** 0 where no IBAN begins. */
function ibanLengthAt(text: string, at: number): number {
  const length = IBAN_LENGTHS.get(text.slice(at, at + 2));
  return length === undefined || !isDigit(text.charAt(at + 2)) || isAlphanumeric(text.charAt(at - 1)) ? 0 : length;
}

const isDigit = (char: string): boolean => char >= '0' && char <= '9';
const isAlphanumeric = (char: string): boolean => isDigit(char) || (char >= 'A' && char <= 'Z');

/** Beginnings and lengths that issuers of cards use. */
const CARD = /^(?:4\d{15}|4\d{18}|5[1-5]\d{14}|2[2-7]\d{14}|3[47]\d{13}|3[068]\d{12}|35\d{14}|6[0245]\d{14,17})$/;

function isPrivateNumber(chars: string): boolean {
  if (CARD.test(chars)) return hasLuhnKey(chars);
  return /^[12]\d{14}$/.test(chars) && Number(97n - (BigInt(chars.slice(0, 13)) % 97n)) === Number(chars.slice(13));
}

function hasLuhnKey(digits: string): boolean {
  let sum = 0;
  for (const [index, char] of digits.split('').toReversed().entries()) {
    const doubled = Number(char) * (index % 2 === 0 ? 1 : 2);
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}

function hasIbanKey(iban: string): boolean {
  const moved = iban.slice(4) + iban.slice(0, 4);
  let rest = 0;
  for (const char of moved) {
    const value = Number.parseInt(char, 36);
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return rest === 1;
}
