import type { Pass } from '@oto/schema/contract/identity';

/** The collab pass of the person who is signed in, asked for again before it runs out. */
export interface PassKeeper {
  /** A token that is good for at least the margin; empty when nobody is signed in. */
  token(): Promise<string>;
  /** The server refused it: the next call asks for another. */
  forget(): void;
}

/** A pass with less life than this is replaced, milliseconds. */
export const PASS_MARGIN_MS = 60_000;

export function passKeeper(fetchPass: () => Promise<Pass | null>, now: () => number = Date.now): PassKeeper {
  let held: { readonly token: string; readonly until: number } | null = null;
  let asking: Promise<string> | null = null;

  const ask = (): Promise<string> => {
    const mine = fetchPass()
      .then((pass) => {
        /** Somebody else may have signed in meanwhile. */
        if (asking === mine) held = pass ? { token: pass.token, until: Date.parse(pass.expiresAt) - PASS_MARGIN_MS } : null;
        return pass?.token ?? '';
      })
      .finally(() => {
        if (asking === mine) asking = null;
      });
    return mine;
  };

  return {
    token() {
      if (held && held.until > now()) return Promise.resolve(held.token);
      asking ??= ask();
      return asking;
    },
    forget() {
      held = null;
      asking = null;
    },
  };
}
