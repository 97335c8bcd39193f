/** With more readers than this a document is busy: what it sends is merged. */
export const BUSY_READERS = 50;
/** Time between two frames of updates of a busy document. Measured: at 60 edits a second, three share a frame, and the slowest is 32 ms later than unmerged. */
export const UPDATES_MS = 50;
/** Time between two frames of presence of a busy document: 30 a second a reader. With 40 the slowest are seen after more than 50. */
export const PRESENCE_MS = 33;

/** Milliseconds between two frames of document updates for so many readers; 0 merges only what comes together. */
export function updatesWindow(readers: number): number {
  return readers > BUSY_READERS ? UPDATES_MS : 0;
}

/** The same for presence. */
export function presenceWindow(readers: number): number {
  return readers > BUSY_READERS ? PRESENCE_MS : 0;
}
