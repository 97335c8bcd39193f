import { idFromUuid } from '@oto/schema/base/id';
import type { Evidence } from '@oto/schema/contract/safety';
import type { Db } from '../deps.ts';
import { peopleOf } from './people.ts';
import type { Subject } from './subject.ts';

const SHOWN = 50;

type Deed = { readonly at: Date; readonly by: string | null; readonly deed: string; readonly detail: string };

/** Who did what to a subject, by its own rows and the audit log, newest first. What hands did on the board the journal knows. */
export async function evidenceOf(db: Db, subject: Subject): Promise<readonly Evidence[]> {
  const deeds = [...(await ownDeeds(db, subject)), ...(await auditedDeeds(db, subject))];
  const people = await peopleOf(
    db,
    deeds.map(({ by }) => by),
  );
  return deeds
    .toSorted((a, b) => b.at.getTime() - a.at.getTime())
    .slice(0, SHOWN)
    .map(({ at, by, deed, detail }) => ({
      at: at.toISOString(),
      by: (by === null ? undefined : people.get(by)) ?? null,
      deed,
      detail,
    }));
}

async function ownDeeds(db: Db, { subject, uuid, owner }: Subject): Promise<readonly Deed[]> {
  switch (subject) {
    case 'agent': {
      const versions = await db
        .selectFrom('agent_version')
        .select(['version', 'name', 'created_at'])
        .where('agent_id', '=', uuid)
        .orderBy('version', 'desc')
        .limit(SHOWN)
        .execute();
      return versions.map(({ version, name, created_at }) => ({
        at: created_at,
        by: owner,
        deed: 'version',
        detail: `${version} · ${name}`,
      }));
    }
    case 'creation': {
      const row = await db
        .selectFrom('creation')
        .select(['created_at', 'published_at', 'visibility'])
        .where('id', '=', uuid)
        .executeTakeFirstOrThrow();
      return [
        { at: row.created_at, by: owner, deed: 'made', detail: '' },
        ...(row.published_at === null ? [] : [{ at: row.published_at, by: owner, deed: 'published', detail: row.visibility }]),
      ];
    }
    case 'comment': {
      const row = await db.selectFrom('comment').select(['created_at', 'edited_at']).where('id', '=', uuid).executeTakeFirstOrThrow();
      return [
        { at: row.created_at, by: owner, deed: 'made', detail: '' },
        ...(row.edited_at === null ? [] : [{ at: row.edited_at, by: owner, deed: 'edited', detail: '' }]),
      ];
    }
    case 'member':
      return [];
    default:
      return subject satisfies never;
  }
}

/** Of a member: also what they did themselves. */
async function auditedDeeds(db: Db, { subject, uuid }: Subject): Promise<readonly Deed[]> {
  const rows = await db
    .selectFrom('audit_log')
    .select(['created_at', 'actor_id', 'action', 'detail'])
    .where((eb) => {
      const to = eb('subject', 'in', [uuid, idFromUuid(uuid)]);
      return subject === 'member' ? eb.or([to, eb('actor_id', '=', uuid)]) : to;
    })
    .orderBy('id', 'desc')
    .limit(SHOWN)
    .execute();
  return rows.map(({ created_at, actor_id, action, detail }) => ({ at: created_at, by: actor_id, deed: action, detail: inWords(detail) }));
}

/** Without addresses: they are in the log of the operators' own page. */
function inWords(detail: unknown): string {
  if (typeof detail !== 'object' || detail === null) return '';
  return Object.entries(detail)
    .filter(([key]) => key !== 'ip')
    .map(([key, value]) => `${key}: ${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join(', ');
}
