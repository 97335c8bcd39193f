import { createSignal, onCleanup, type Accessor } from 'solid-js';

/**
 * `newer`: another version of this page is served, and this one goes on working. `outdated`: this one can no longer
 * talk with the servers.
 */
export type ReleaseState = 'current' | 'newer' | 'outdated';

/** Whether this page is what is served now. */
export type Release = {
  readonly state: Accessor<ReleaseState>;
  /** Looks now; if it has just looked, a little later. */
  readonly look: () => void;
  /** A server has refused this page for its age. */
  readonly refused: () => void;
  /** The person has read it and goes on: not said again of this version. */
  readonly putAway: () => void;
  /** Loads the page anew, at the same place. */
  readonly reload: () => void;
};

export type ReleaseDeps = {
  /** Null: a development server's page, which is never old. */
  readonly own: string | null;
  /** Null: nobody can say. Undefined: nobody answers just now. */
  readonly served: () => Promise<string | null | undefined>;
  /** Keeps what an address does not, and loads the page. */
  readonly reload: () => void;
  readonly page: Pick<Document, 'visibilityState' | 'addEventListener' | 'removeEventListener'>;
  /** Keeps the version that one loaded the page for: should the old page come again, it is not asked for twice. */
  readonly storage: Pick<Storage, 'getItem' | 'setItem'> | null;
  readonly now: () => number;
};

/** Milliseconds between two looks; each look that something else brings about counts. */
export const EVERY_MS = 5 * 60_000;
const AT_MOST_EVERY_MS = 10_000;
const STORED = 'oto.loadedFor';

/** Must be called under a component or a root. */
export function createRelease(deps: ReleaseDeps): Release {
  const { own, page, storage, now } = deps;
  const [state, setState] = createSignal<ReleaseState>('current');
  let newest: string | null = null;
  let past: string | null = storage?.getItem(STORED) ?? null;
  // The page has just come, and with it what is served.
  let looked = now();
  let later: ReturnType<typeof setTimeout> | undefined;

  async function ask(): Promise<void> {
    clearTimeout(later);
    later = undefined;
    looked = now();
    const served = await deps.served();
    // Servers that are just being replaced.
    if (served === undefined) look();
    if (served === undefined || served === null || state() === 'outdated') return;
    newest = served;
    setState(served === own || served === past ? 'current' : 'newer');
  }
  function look(): void {
    if (own === null || page.visibilityState !== 'visible' || state() === 'outdated') return;
    later ??= setTimeout(() => void ask(), Math.max(0, looked + AT_MOST_EVERY_MS - now()));
  }

  const timer = setInterval(look, EVERY_MS);
  page.addEventListener('visibilitychange', look);
  onCleanup(() => {
    clearInterval(timer);
    clearTimeout(later);
    page.removeEventListener('visibilitychange', look);
  });

  return {
    state,
    look,
    refused: () => setState('outdated'),
    putAway() {
      past = newest;
      setState('current');
    },
    reload() {
      try {
        if (newest !== null) storage?.setItem(STORED, newest);
      } catch {
        // Full: should the old page come again, it asks once more.
      }
      deps.reload();
    },
  };
}
