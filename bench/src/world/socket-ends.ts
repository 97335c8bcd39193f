/** How one WebSocket of a page ended. */
export interface SocketEnd {
  readonly url: string;
  readonly code: number;
  readonly reason: string;
  /** The code with which the page asked for it, 1005 for none; null: it did not ask. */
  readonly asked: number | null;
}

/** Of a socket that the page closes because nobody looks there any more. One that it gives up has 4408. */
const QUIET = new Set([1000, 1005]);

/** Whether a socket ended otherwise than by the page's own wish, without anything wrong. */
export function isBad({ code, asked }: SocketEnd): boolean {
  return asked === null || !QUIET.has(asked) || !QUIET.has(code);
}

/** Runs in the page before anything of ours: keeps the ends in `socketEnds`. */
export const NOTE_SOCKET_ENDS = `
  globalThis.socketEnds = [];
  const asked = new WeakMap();
  globalThis.WebSocket = class extends WebSocket {
    constructor(...options) {
      super(...options);
      this.addEventListener('close', ({ code, reason }) => {
        socketEnds.push({ url: this.url, code, reason, asked: asked.get(this) ?? null });
      });
    }
    close(...options) {
      asked.set(this, options[0] ?? 1005);
      super.close(...options);
    }
  };
`;
