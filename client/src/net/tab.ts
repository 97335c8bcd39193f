import { newId } from '@oto/schema/base/id';

/** One open page. Two pages of a member share what is kept, but each sends its own edits. */
export interface Tab {
  readonly id: string;
  /** Ids of the pages that are open now; null where the browser cannot tell. */
  alive(): Promise<ReadonlySet<string> | null>;
}

const PREFIX = 'oto/tab/';

/** Holds a lock for as long as the page lives; its death lets go of it, however it comes. */
export function thisTab(locks: LockManager | undefined = globalThis.navigator?.locks): Tab {
  const id = newId();
  const held = Promise.withResolvers<boolean>();
  if (locks) {
    locks
      .request(PREFIX + id, () => {
        held.resolve(true);
        return new Promise<never>(() => undefined);
      })
      .catch(() => held.resolve(false));
  } else held.resolve(false);
  return {
    id,
    async alive() {
      if (!locks || !(await held.promise)) return null;
      const { held: all = [] } = await locks.query();
      return new Set(all.flatMap(({ name = '' }) => (name.startsWith(PREFIX) ? [name.slice(PREFIX.length)] : [])));
    },
  };
}
