import { Readable } from 'node:stream';
import type { Deps } from '../../deps.ts';
import { ApiError } from '../../http/api-error.ts';
import { consume, sharedLimit } from '../../http/limits.ts';
import { mediaStore } from '../../media/store.ts';
import { exportParts } from './parts.ts';
import { zipOf } from './zip.ts';

/** Archives that one member may begin in an hour, wherever; and that one process makes at a time. */
const PER_HOUR = 6;
const AT_ONCE = 4;
const LIMITS = { stalledMs: 60_000, wholeMs: 3_600_000 };

export type ExportDesk = {
  /** Begins the archive of a member (uuid); it is made as it is read. Throws too_many_requests. */
  open(member: string): Promise<ReadableStream<Uint8Array>>;
};

export function exportDesk(deps: Deps): ExportDesk {
  const store = mediaStore(deps);
  const rate = sharedLimit(deps.pool, 'export', PER_HOUR * deps.config.limitsFactor, 3600);
  const open = new Set<string>();
  return {
    async open(member) {
      if (open.has(member) || open.size >= AT_ONCE) throw new ApiError('too_many_requests', { retryAfterSeconds: 60 });
      open.add(member);
      try {
        await consume(rate, member);
      } catch (refusal) {
        open.delete(member);
        throw refusal;
      }
      const archive = zipOf(exportParts(deps, store, member), LIMITS);
      archive.once('close', () => open.delete(member));
      archive.on('error', (error) => deps.log.warn({ err: error, member }, 'an export ended early'));
      return Readable.toWeb(archive) as ReadableStream<Uint8Array>;
    },
  };
}
