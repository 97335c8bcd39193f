import type { Selectable } from 'kysely';
import { idFromUuid } from '@oto/schema/base/id';
import type { Input } from '@oto/schema/contract/input';
import type { Tables } from '@oto/schema/db/tables';
import { INPUT_KEPT_MS } from './prune.ts';

export type InputRow = Selectable<Tables['input_file']>;

export function inputView(row: InputRow): Input {
  const id = idFromUuid(row.id);
  const last = row.used_at !== null && row.used_at > row.created_at ? row.used_at : row.created_at;
  return {
    id,
    role: row.role,
    mime: row.mime,
    bytes: Number(row.bytes),
    url: inputUrl(id),
    ...(row.width === null ? {} : { width: row.width }),
    ...(row.height === null ? {} : { height: row.height }),
    ...(row.duration_ms === null ? {} : { durationMs: row.duration_ms }),
    ...(row.peaks === null ? {} : { peaks: row.peaks }),
    expiresAt: new Date(last.getTime() + INPUT_KEPT_MS).toISOString(),
  };
}

/** For its owner alone. */
export function inputUrl(id: string): string {
  return `/api/inputs/${id}/file`;
}
