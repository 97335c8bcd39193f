import type { Card } from '@oto/schema/contract/card';
import { createSignal } from 'solid-js';

/** Notes that this browser's person does not want to see: their paper stays, blank. Kept here alone. */
const STORE = 'oto.hidden';
/** The oldest come back when there are more. */
const MAX = 500;

const [hidden, setHidden] = createSignal<ReadonlySet<string>>(read() ?? new Set());

export function isHiddenForMe(id: string): boolean {
  return hidden().has(id);
}

export function hideForMe(id: string, on: boolean): void {
  // Another tab may have hidden some meanwhile.
  const next = new Set(read() ?? hidden());
  next.delete(id);
  if (on) next.add(id);
  const kept = [...next].slice(-MAX);
  setHidden(new Set(kept));
  try {
    localStorage.setItem(STORE, JSON.stringify(kept));
  } catch {
    // A browser that keeps nothing hides it until the page is left.
  }
}

/** The card without anything that somebody wrote or made. */
export function blankCard({ thumb: _thumb, role: _role, peaks: _peaks, ...card }: Card): Card {
  return { ...card, title: '', excerpt: '' };
}

/** Null: the browser keeps nothing, or nothing that is understood. */
function read(): ReadonlySet<string> | null {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(STORE) ?? '');
    return Array.isArray(kept) ? new Set(kept.filter((id) => typeof id === 'string')) : null;
  } catch {
    return null;
  }
}
