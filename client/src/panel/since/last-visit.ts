import type { HistorySince } from '@oto/schema/contract/history';

/** Milliseconds away below which nothing is said. */
export const AWAY_LEAST = 10 * 60_000;

/**
 * The key in localStorage under which a member's last sight of the board in this browser is kept, as
 * decimal milliseconds since 1970. It is written when the page hides.
 */
export function leftKey(member: string): string {
  return `oto.left.${member}`;
}

/** The time to ask from; null: never here, just gone, or a clock that went back. */
export function awaySince(stored: string | null, now: number): number | null {
  if (stored === null || !/^\d{1,15}$/.test(stored)) return null;
  const left = Number(stored);
  return now - left > AWAY_LEAST ? left : null;
}

/** Whether something happened that the member has not done from another browser. */
export function isNews(since: HistorySince, member: string): boolean {
  if (since.pinned > 0) return true;
  return since.moved + since.ties > 0 && since.people.some((person) => person.id !== member);
}
