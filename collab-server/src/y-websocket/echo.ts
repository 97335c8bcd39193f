/** Updates of a client that may come back to it, and the longest that is worth remembering. */
const REMEMBERED = 16;
const BYTES_MAX = 4_096;

/**
 * The updates that one client has sent, so that its own edit is not sent back to it. Hocuspocus
 * sends a change to all; one that was merged with others' is let through, which does no harm.
 */
export class Echo {
  readonly #sent: Uint8Array[] = [];

  sent(update: Uint8Array): void {
    if (update.byteLength > BYTES_MAX) return;
    if (this.#sent.push(update) > REMEMBERED) this.#sent.shift();
  }

  /** Whether `update` is what the client has sent; then it is forgotten. */
  returns(update: Uint8Array): boolean {
    const index = this.#sent.findIndex((own) => own.byteLength === update.byteLength && own.every((byte, at) => byte === update[at]));
    if (index >= 0) this.#sent.splice(index, 1);
    return index >= 0;
  }
}
