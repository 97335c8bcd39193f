import { settle, type PricedLine } from './settlement.ts';

/** A hold that pays for a run, in the order in which holds are drawn on. */
export type Purse<K> = { readonly owner: K; readonly promo: boolean; readonly held: number };
/** `to` null: the platform. */
export type Payment<K> = { readonly to: K | null; readonly tokens: number };

export type PursesSettled<K> = {
  /** What each line's payee receives; the platform's lines also carry what promo tokens pay. */
  readonly amounts: readonly number[];
  /** What each purse pays to whom, nothing for one that is given back whole. Together they are the amounts. */
  readonly payments: readonly (readonly Payment<K>[])[];
};

/**
 * Divides what a finished run really cost among those who pay for it: each purse is drawn on until the cost is met,
 * and promo tokens buy nobody earnings (see settle). Nobody pays to oneself: whoever both pays and earns pays the
 * others first, and the rest is neither charged nor earned. Throws RangeError when the purses hold less than the cost.
 */
export function settlePurses<K extends string>(lines: readonly PricedLine<K>[], purses: readonly Purse<K>[]): PursesSettled<K> {
  let left = lines.reduce((sum, { used }) => sum + used, 0);
  const drawn = purses.map(({ held }) => {
    const part = Math.min(held, left);
    left -= part;
    return part;
  });
  if (left > 0) throw new RangeError(`${left} tokens are missing`);
  const promo = purses.reduce((sum, purse, index) => sum + (purse.promo ? (drawn[index] ?? 0) : 0), 0);
  const settled = settle(lines, promo);
  const amounts = [...settled.amounts];
  const spent = drawn.map((part, index) => (purses[index]?.promo ? 0 : part));

  const owns = (owner: K) => purses.flatMap((purse, index) => (!purse.promo && purse.owner === owner ? [index] : []));
  const earns = (payee: K) => lines.flatMap((line, index) => (line.payee === payee ? [index] : []));
  const total = (of: readonly number[], which: readonly number[]) => which.reduce((sum, index) => sum + (of[index] ?? 0), 0);
  for (const owner of new Set(purses.map((purse) => purse.owner))) {
    // At most one can have to pay themselves: two such would together pay and earn more than there is.
    const self = total(spent, owns(owner)) + total(amounts, earns(owner)) - settled.paid;
    if (self <= 0) continue;
    takeFromLast(spent, owns(owner), self);
    takeFromLast(amounts, earns(owner), self);
    break;
  }

  const earned = new Map<K | null, number>();
  for (const [index, { payee }] of lines.entries()) earned.set(payee, (earned.get(payee) ?? 0) + (amounts[index] ?? 0));
  earned.set(null, (earned.get(null) ?? 0) - promo);
  const paid = match(
    purses.map(({ owner }, index) => ({ owner, tokens: spent[index] ?? 0 })),
    earned,
  );
  const payments = purses.map((purse, index) => {
    if (!purse.promo) return paid[index] ?? [];
    const tokens = drawn[index] ?? 0;
    return tokens === 0 ? [] : [{ to: null, tokens }];
  });
  return { amounts, payments };
}

function takeFromLast(amounts: number[], which: readonly number[], tokens: number): void {
  let left = tokens;
  for (const index of which.toReversed()) {
    const part = Math.min(left, amounts[index] ?? 0);
    amounts[index] = (amounts[index] ?? 0) - part;
    left -= part;
  }
}

/**
 * Who pays whom. Payers and payees are laid around a circle in one order of people, and the payees are turned until
 * nobody faces themselves: possible whenever what one pays and earns is together no more than all of it.
 */
function match<K extends string>(
  payers: readonly { readonly owner: K; readonly tokens: number }[],
  earned: ReadonlyMap<K | null, number>,
): readonly (readonly Payment<K>[])[] {
  const all = payers.reduce((sum, { tokens }) => sum + tokens, 0);
  const answer = payers.map(() => new Map<K | null, number>());
  if (all === 0) return answer.map(() => []);
  const people = [...new Set<K | null>([null, ...payers.map(({ owner }) => owner), ...earned.keys()])].toSorted((a, b) =>
    (a ?? '') < (b ?? '') ? -1 : 1,
  );
  let [paidBefore, earnedBefore, turn] = [0, 0, 0];
  for (const person of people) {
    const pays = payers.reduce((sum, { owner, tokens }) => sum + (owner === person ? tokens : 0), 0);
    turn = Math.max(turn, paidBefore + pays - earnedBefore);
    paidBefore += pays;
    earnedBefore += earned.get(person) ?? 0;
  }
  const giving = people.flatMap((person) =>
    payers.flatMap(({ owner, tokens }, index) => (owner === person && tokens > 0 ? [{ index, tokens }] : [])),
  );
  const taking = people.flatMap((person) => {
    const tokens = earned.get(person) ?? 0;
    return tokens > 0 ? [{ person, tokens }] : [];
  });
  for (let skip = (all - (turn % all)) % all; skip > 0;) {
    const first = taking[0];
    if (!first) break;
    const part = Math.min(skip, first.tokens);
    taking.shift();
    if (part < first.tokens) taking.unshift({ ...first, tokens: first.tokens - part });
    taking.push({ ...first, tokens: part });
    skip -= part;
  }
  let [at, used] = [0, 0];
  for (const { index, tokens } of giving) {
    for (let left = tokens; left > 0;) {
      const payee = taking[at];
      if (!payee) throw new Error('more is paid than earned');
      const part = Math.min(left, payee.tokens - used);
      answer[index]?.set(payee.person, (answer[index].get(payee.person) ?? 0) + part);
      left -= part;
      used += part;
      if (used === payee.tokens) [at, used] = [at + 1, 0];
    }
  }
  return answer.map((parts) => [...parts].map(([to, tokens]) => ({ to, tokens })));
}
