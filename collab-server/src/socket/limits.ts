/** What one socket, one person and one address may take. Times in milliseconds. */
export type Limits = {
  /** Bytes of one WebSocket message. */
  readonly frameBytes: number;
  readonly messagesPerSecond: number;
  readonly messagesBurst: number;
  /** Opening documents, which has a bucket of its own. */
  readonly opensPerSecond: number;
  readonly opensBurst: number;
  readonly connectionsPerPerson: number;
  readonly connectionsPerAddress: number;
  /** Time in which a socket, and each document on it, must have shown a pass or none. */
  readonly authenticationMs: number;
  /** Things that others arranged, which one person may move, change or cut: all at once, then a second. */
  readonly undoingBurst: number;
  readonly undoingPerSecond: number;
};

export const LIMITS: Limits = {
  frameBytes: 1024 * 1024,
  messagesPerSecond: 50,
  messagesBurst: 100,
  opensPerSecond: 30,
  opensBurst: 150,
  connectionsPerPerson: 10,
  connectionsPerAddress: 20,
  authenticationMs: 10_000,
  undoingBurst: 120,
  undoingPerSecond: 0.7,
};
