const STORED = 'oto.searches';
const KEPT = 5;

/** What was looked for here before and led somewhere, newest first. */
export function recentSearches(): readonly string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(STORED) ?? '[]');
    return Array.isArray(kept) ? kept.filter((one) => typeof one === 'string').slice(0, KEPT) : [];
  } catch {
    return [];
  }
}

export function rememberSearch(q: string): void {
  const text = q.trim();
  if (text === '') return;
  keep([text, ...recentSearches().filter((one) => one !== text)].slice(0, KEPT));
}

export function forgetSearches(): void {
  keep([]);
}

function keep(searches: readonly string[]): void {
  try {
    localStorage.setItem(STORED, JSON.stringify(searches));
  } catch {
    // Storage is refused in some private windows: nothing is remembered then.
  }
}
