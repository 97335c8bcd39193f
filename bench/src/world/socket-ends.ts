/** How one WebSocket of a page ended. */
export interface SocketEnd {
  readonly url: string;
  readonly code: number;
  readonly reason: string;
  /** Whether the page had asked for it. */
  readonly isAsked: boolean;
  /** Milliseconds until the page opened the same address again; null: it has not. */
  readonly again: number | null;
}

/** A socket that is open again so soon had not been closed because nobody looked there. */
const FLAP_MS = 3000;
/** Closed by the page with nothing wrong. */
const CLEAN = new Set([1000, 1001, 1005]);

/** Whether a socket ended otherwise than it should have. */
export function isBad({ code, isAsked, again }: SocketEnd): boolean {
  return !isAsked || !CLEAN.has(code) || (again !== null && again < FLAP_MS);
}

/** Runs in the page before anything of ours: keeps the ends in `socketEnds`. */
export const NOTE_SOCKET_ENDS = `
  globalThis.socketEnds = [];
  const asked = new WeakSet();
  const last = new Map();
  globalThis.WebSocket = class extends WebSocket {
    constructor(...options) {
      super(...options);
      const before = last.get(this.url);
      if (before) before.end.again = performance.now() - before.at;
      last.delete(this.url);
      this.addEventListener('close', ({ code, reason }) => {
        const end = { url: this.url, code, reason, isAsked: asked.has(this), again: null };
        socketEnds.push(end);
        last.set(this.url, { end, at: performance.now() });
      });
    }
    close(...options) {
      asked.add(this);
      super.close(...options);
    }
  };
`;
