import { idFromUuid } from '@oto/schema/base/id';
import type { CreationSummary } from '@oto/schema/contract/creation';
import type { Db } from '../deps.ts';
import { mediaUrl } from './detail.ts';

const PAGE = 50;

type Filter = { readonly visibility: CreationSummary['visibility'] | null; readonly before: string | null };

/** A member's finished creations, newest first. `before` is the uuid of the last one seen. */
export async function trayOf(db: Db, member: string, { visibility, before }: Filter): Promise<readonly CreationSummary[]> {
  let rows = db
    .selectFrom('creation')
    .leftJoin('media', (join) => join.onRef('media.creation_id', '=', 'creation.id').on('media.variant', '=', 'thumb'))
    .selectAll('creation')
    .select('media.sha256 as thumb')
    .where('author_id', '=', member)
    .where('state', '=', 'done')
    .where('deleted_at', 'is', null)
    .orderBy('creation.id', 'desc')
    .limit(PAGE);
  if (visibility !== null) rows = rows.where('visibility', '=', visibility);
  if (before !== null) rows = rows.where('creation.id', '<', before);
  return (await rows.execute()).map((row) => {
    const id = idFromUuid(row.id);
    return {
      id,
      kind: row.kind,
      title: row.title,
      prompt: row.prompt,
      visibility: row.visibility,
      plot: row.plot_x === null || row.plot_y === null ? null : { x: row.plot_x, y: row.plot_y },
      createdAt: row.created_at.toISOString(),
      ...(row.thumb === null ? {} : { thumb: mediaUrl(id, 'thumb', row.thumb) }),
    };
  });
}
