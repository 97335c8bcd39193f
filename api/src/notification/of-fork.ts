import { sql } from 'kysely';
import type { Kind } from '@oto/schema/board/kind';
import type { Trx } from '../deps.ts';
import { notify } from './notify.ts';

type Told = { readonly author: string; readonly title: string; readonly kind: Kind; readonly by: string };

/**
 * Tells the authors of what a creation (uuid) was made from, once it stands on the board, each once: under the title of
 * theirs, leading to what was made of it. Not across a block. After its news: see recordEvent.
 */
export async function notifyOfFork(trx: Trx, now: Date, creationUuid: string): Promise<void> {
  const { rows } = await sql<Told>`
    select distinct on (p.author_id) p.author_id as author, p.title, p.kind, c.author_id as by
    from creation c join creation_parent link on link.creation_id = c.id join creation p on p.id = link.parent_id
      join member m on m.id = p.author_id and m.deleted_at is null
    where c.id = ${creationUuid}::uuid and p.author_id <> c.author_id and p.deleted_at is null
      and not exists (select from block b
        where (b.member_id, b.blocked_id) in ((p.author_id, c.author_id), (c.author_id, p.author_id)))
    order by p.author_id, link.position`.execute(trx);
  for (const { author, title, kind, by } of rows) {
    const about = { about: 'forked', kind, title, code: null, creation_id: creationUuid, job_id: null } as const;
    await notify(trx, now, { member_id: author, actor_id: by, ...about });
  }
}
