/** Which news this build brings, and which were read; kept by this browser alone. */
const STORED = 'oto.news';
const built: unknown = (import.meta.env as ImportMetaEnv | undefined)?.['VITE_NEWS'];

/** Whether there is something that was not there at the last reading. Whoever comes for the first time has read it all. */
export function hasNews(): boolean {
  if (typeof built !== 'string') return false;
  try {
    const read = localStorage.getItem(STORED);
    if (read === null) localStorage.setItem(STORED, built);
    return read !== null && read !== built;
  } catch {
    return false;
  }
}

export function markNewsRead(): void {
  if (typeof built !== 'string') return;
  try {
    localStorage.setItem(STORED, built);
  } catch {
    // Storage is refused in some private windows: then nothing is ever called unread there.
  }
}
