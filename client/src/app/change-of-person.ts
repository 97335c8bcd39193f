import type { Id } from '@oto/schema/base/id';
import type { QueryClient } from '@tanstack/solid-query';
import { KEYS } from './query-keys.ts';

/** Who is in front of the screen; null: a watcher. */
type Somebody = Id | null;

/** What is the same whoever asks, and who that is. Everything else may be somebody's own. */
const ANYBODYS: ReadonlySet<unknown> = new Set([KEYS.me, KEYS.world, KEYS.site, KEYS.featured].map(([first]) => first));
const ofSomebody = { predicate: ({ queryKey }: { readonly queryKey: readonly unknown[] }) => !ANYBODYS.has(queryKey[0]) };

/**
 * Somebody came, left, or gave way to another: what is on screen is asked again. What a member was told is forgotten
 * first, and answers still on their way to them are dropped; a watcher's answers hold nothing of theirs.
 */
export async function askAnew(queries: QueryClient, before: Somebody, now: Somebody): Promise<void> {
  if (before === now) return;
  // What began after the change is already asked for the right one.
  if (before === null) return queries.invalidateQueries(ofSomebody, { cancelRefetch: false });
  queries.removeQueries({ ...ofSomebody, type: 'inactive' });
  await queries.resetQueries({ ...ofSomebody, type: 'active' });
}
