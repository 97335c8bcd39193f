import { idFromUuid } from '@oto/schema/base/id';
import type { Manifest } from '@oto/schema/contract/provenance';
import type { Db, Trx } from '../deps.ts';
import { sourceType } from './source-type.ts';

/** What is true of every file of a creation: its Manifest without the file. */
export type Statement = Omit<Manifest, 'sha256' | 'mime'>;

/** The `typ` of a signed Manifest: no pass has it. */
export const MANIFEST_TYP = 'oto-manifest';

/** Where a creation comes from, with its author, steps, parents and inputs. Null when it does not exist. */
export async function statementOf(db: Db | Trx, creationUuid: string): Promise<Statement | null> {
  const creation = await db
    .selectFrom('creation')
    .innerJoin('member', 'member.id', 'creation.author_id')
    .select(['creation.kind', 'title', 'trained', 'creation.created_at', 'member.name'])
    .where('creation.id', '=', creationUuid)
    .executeTakeFirst();
  if (!creation) return null;
  const steps = await db
    .selectFrom('creation_step')
    .innerJoin('agent_version', 'agent_version.id', 'creation_step.agent_version_id')
    .select(['agent_version.name as agent', 'creation_step.engine', 'creation_step.model', 'trained'])
    .where('creation_id', '=', creationUuid)
    .orderBy('creation_step.position')
    .execute();
  return {
    creation: idFromUuid(creationUuid),
    kind: creation.kind,
    title: creation.title,
    author: creation.name,
    madeAt: creation.created_at.toISOString(),
    digitalSourceType: sourceType(creation.trained),
    steps,
    ingredients: [...(await parentsOf(db, creationUuid)), ...(await inputsOf(db, creationUuid))],
  };
}

async function parentsOf(db: Db | Trx, creationUuid: string): Promise<Manifest['ingredients']> {
  const rows = await db
    .selectFrom('creation_parent')
    .innerJoin('creation', 'creation.id', 'creation_parent.parent_id')
    .leftJoin('media', (join) => join.onRef('media.creation_id', '=', 'creation.id').on('media.variant', '=', 'main'))
    .select(['creation.id', 'title', 'media.sha256'])
    .where('creation_parent.creation_id', '=', creationUuid)
    .orderBy('creation_parent.position')
    .execute();
  return rows.map(({ id, title, sha256 }) => ({
    relation: 'parentOf' as const,
    title,
    creation: idFromUuid(id),
    ...(sha256 === null ? {} : { sha256 }),
  }));
}

async function inputsOf(db: Db | Trx, creationUuid: string): Promise<Manifest['ingredients']> {
  const rows = await db
    .selectFrom('job_input')
    .innerJoin('job', 'job.id', 'job_input.job_id')
    .leftJoin('creation', 'creation.id', 'job_input.creation_id')
    .select(['job_input.creation_id', 'job_input.sha256', 'creation.title'])
    .where('job.creation_id', '=', creationUuid)
    .orderBy('job_input.position')
    .execute();
  return rows.map(({ creation_id, sha256, title }) => ({
    relation: 'inputTo' as const,
    title: title ?? '',
    ...(creation_id === null ? {} : { creation: idFromUuid(creation_id) }),
    sha256,
  }));
}
