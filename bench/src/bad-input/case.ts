/**
 * What became of one hostile input. `accepted`: answered with success, or it changed or showed
 * something. `crashed`: an answer of "internal error", or none within the time allowed.
 */
export type Outcome = 'refused' | 'accepted' | 'crashed';
export type Group = 'http' | 'websocket' | 'yjs';

export type Case = {
  readonly group: Group;
  /** The class of the attack, in words. */
  readonly name: string;
  /** Rejects only when the drill itself fails. */
  readonly run: () => Promise<Outcome>;
};

const CASE_MS = 15_000;

/** Runs `cases` a few at a time, in order; tells of all that was not refused. */
export async function runCases(cases: readonly Case[], atOnce: number, say: (line: string) => void) {
  const tally = { http: 0, websocket: 0, yjs: 0, accepted: 0, crashed: 0 };
  const waiting = cases.values();
  const lane = async () => {
    for (const one of waiting) {
      const outcome = await bounded(one);
      tally[one.group]++;
      if (outcome === 'refused') continue;
      tally[outcome]++;
      say(`${outcome.toUpperCase()}  ${one.group}: ${one.name}`);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
  return tally;
}

async function bounded(one: Case): Promise<Outcome> {
  const late = Promise.withResolvers<Outcome>();
  const alarm = setTimeout(() => late.resolve('crashed'), CASE_MS);
  try {
    return await Promise.race([one.run(), late.promise]);
  } finally {
    clearTimeout(alarm);
  }
}
