import { NEWS } from '../config.ts';

/** Which news were read; kept by this browser alone. */
const STORED = 'oto.news';

/** Whether there is something that was not there at the last reading. Whoever comes for the first time has read it all. */
export function hasNews(): boolean {
  if (NEWS === null) return false;
  try {
    const read = localStorage.getItem(STORED);
    if (read === null) localStorage.setItem(STORED, NEWS);
    return read !== null && read !== NEWS;
  } catch {
    return false;
  }
}

export function markNewsRead(): void {
  if (NEWS === null) return;
  try {
    localStorage.setItem(STORED, NEWS);
  } catch {
    // Storage is refused in some private windows: then nothing is ever called unread there.
  }
}
