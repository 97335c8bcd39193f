import type { Logger } from 'pino';
import type { Leases } from './lease.ts';

/** Milliseconds between renewals; RENEWED_WITHIN_SECONDS counts on it. */
export const RENEW_MS = 3_000;
/** A replica that has not been able to renew for this long serves nobody: others may have taken its tiles. */
const CUT_OFF_MS = 6_000;

export type KeeperParts = {
  readonly leases: Pick<Leases, 'renew' | 'forgetAll'>;
  readonly inUse: (tile: string) => boolean;
  /** Whether clients are to go elsewhere. */
  readonly shut: (isShut: boolean) => void;
  readonly log: Pick<Logger, 'warn'>;
  /** Milliseconds. */
  readonly now?: () => number;
};

/**
 * Renews the leases, and sends everybody elsewhere when the database cannot be asked for long: what this
 * replica shows may then be old. A process that merely slept asks first.
 */
export class LeaseKeeper {
  readonly #parts: KeeperParts;
  readonly #now: () => number;
  #renewedAt: number;
  #running: Promise<void> | null = null;

  constructor(parts: KeeperParts) {
    this.#parts = parts;
    this.#now = parts.now ?? (() => performance.now());
    this.#renewedAt = this.#now();
  }

  /** One renewal at a time. Never rejects. */
  renew(): Promise<void> {
    this.#running ??= this.#renew().finally(() => {
      this.#running = null;
    });
    return this.#running;
  }

  async #renew(): Promise<void> {
    const { leases, inUse, shut, log } = this.#parts;
    const since = this.#now();
    try {
      await leases.renew(inUse);
      this.#renewedAt = since;
      shut(false);
    } catch (error) {
      log.warn({ err: error }, 'leases not renewed');
      if (this.#now() - this.#renewedAt < CUT_OFF_MS) return;
      shut(true);
      leases.forgetAll();
    }
  }
}
