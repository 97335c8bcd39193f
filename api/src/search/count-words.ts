import { sql } from 'kysely';
import type { Deps } from '../deps.ts';

/** Entries that came or went, taken at once. */
const AT_ONCE = 500;

/** Takes what was published, renamed or hidden since into the vocabulary. What is new is found by its own words before. */
export async function countWords({ db }: Pick<Deps, 'db'>): Promise<void> {
  for (;;) {
    const { rows } = await sql<{ taken: number }>`select search_count(${AT_ONCE}) as taken`.execute(db);
    if ((rows[0]?.taken ?? 0) < AT_ONCE) return;
  }
}
