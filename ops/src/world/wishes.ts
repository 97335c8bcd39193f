import { parseArgs } from 'node:util';
import { err, ok, type Result } from '@oto/schema/base/result';
import { EMPTIEST } from './plan/fullness.ts';

/** What the command line asks for. */
export type Wishes = { readonly notes: number; readonly seed: number; readonly beside: boolean };

const NOTES = 1_000_000;
/** Beyond it the plan no longer fits the memory that is promised. */
const NOTES_MAX = 10_000_000;
const SEED_MAX = 2 ** 31 - 1;

/** `--notes N --seed S --beside`. The detail of an error is a sentence. */
export function readWishes(args: readonly string[]): Result<Wishes, 'bad_arguments'> {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { notes: { type: 'string' }, seed: { type: 'string' }, beside: { type: 'boolean', default: false } },
    });
    const notes = wholeNumber(values.notes, NOTES);
    const seed = wholeNumber(values.seed, 1);
    if (notes === null || notes < EMPTIEST || notes > NOTES_MAX) {
      return err('bad_arguments', `--notes is a whole number from ${EMPTIEST} to ${NOTES_MAX}`);
    }
    if (seed === null || seed > SEED_MAX) return err('bad_arguments', `--seed is a whole number from 0 to ${SEED_MAX}`);
    return ok({ notes, seed, beside: values.beside });
  } catch (error) {
    return err('bad_arguments', error instanceof Error ? error.message : String(error));
  }
}

/** Null for what is not written as a whole number. */
function wholeNumber(text: string | undefined, fallback: number): number | null {
  if (text === undefined) return fallback;
  const digits = text.replaceAll(/[_ ]/gu, '');
  return /^\d{1,10}$/u.test(digits) ? Number(digits) : null;
}
