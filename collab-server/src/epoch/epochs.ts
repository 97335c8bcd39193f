import type { Kysely } from 'kysely';
import type { Logger } from 'pino';
import { parseDocumentName } from '@oto/schema/board/document-name';
import type { Tables } from '@oto/schema/db/tables';
import type { Plot } from '@oto/schema/geometry/lattice';
import type { LiveDocument } from '../document/live.ts';
import { Refusal } from '../document/refusal.ts';
import { freshRegion, isOvergrown, SMALL_BYTES } from './fresh.ts';
import { rewriteRegion } from './rewrite.ts';

export type EpochParts = {
  readonly db: Kysely<Tables>;
  readonly holder: string;
  /** Told of a plot whose remembered epoch is stale, before its readers are. */
  readonly forget: (plot: Plot) => void;
  readonly log: Logger;
  /** Bytes below which a document is left alone. */
  readonly smallBytes?: number | undefined;
};

/** Moves regions that have grown too large for what they hold to their next epoch. */
export class Epochs {
  readonly #parts: EpochParts;

  constructor(parts: EpochParts) {
    this.#parts = parts;
  }

  /** Looks at a document whose encoded `state` is at hand, and moves it when it is overgrown. Never rejects. */
  async consider(live: LiveDocument, state: Uint8Array): Promise<void> {
    const name = parseDocumentName(live.text);
    const small = this.#parts.smallBytes ?? SMALL_BYTES;
    if (name?.kind !== 'region' || state.byteLength <= small) return;
    if (isOvergrown(state.byteLength, freshRegion(state, name.plot).state.byteLength, small)) await this.move(live);
  }

  /** Moves a region to its next epoch in its own turn; its readers are closed with `old_epoch`. Never rejects. */
  async move(live: LiveDocument): Promise<void> {
    try {
      await live.exclusively(() => this.#move(live));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      this.#parts.log.info({ document: live.text, detail: error.detail }, 'not rewritten: it is leaving memory');
    }
  }

  async #move(live: LiveDocument): Promise<void> {
    const { db, holder, forget, log } = this.#parts;
    const name = parseDocumentName(live.text);
    if (name?.kind !== 'region') return;
    const old = live.capture();
    const fresh = freshRegion(old.state, name.plot);
    try {
      const moved = await rewriteRegion(db, { plot: name.plot, epoch: name.epoch, old, fresh, holder, fence: live.fence });
      if (!moved.ok && moved.code === 'lease_lost') return live.break('lease_lost');
      const figures = { bytes: old.state.byteLength, fresh: fresh.state.byteLength, left: fresh.left.length };
      log.info({ document: live.text, moved: moved.ok, ...figures }, 'region moved to its next epoch');
    } catch (error) {
      // It may be committed: a new load asks Postgres which epoch stands.
      return live.break('journal', error);
    }
    forget(name.plot);
    live.break('retired');
  }
}
