import { idFromUuid } from '@oto/schema/base/id';
import type { Manifest } from '@oto/schema/contract/provenance';
import { isVisibleTo } from '../creation/visible.ts';
import type { Db, Trx } from '../deps.ts';
import { sourceType } from './source-type.ts';

/** What is true of every file of a creation: its Manifest without the file. */
export type Statement = Omit<Manifest, 'sha256' | 'mime'>;

/** The `typ` of a signed Manifest: no pass has it. */
export const MANIFEST_TYP = 'oto-manifest';

/**
 * Where a creation comes from, with its author, steps, parents and inputs; of parents and inputs that not
 * everybody may see only the bytes are named. Null when it does not exist.
 */
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

type Ingredient = Manifest['ingredients'][number];

/** An ingredient that only its bytes tell of. */
export function nameless({ relation, sha256 }: Ingredient): Ingredient {
  return { relation, title: '', ...(sha256 === undefined ? {} : { sha256 }) };
}

async function parentsOf(db: Db | Trx, creationUuid: string): Promise<readonly Ingredient[]> {
  const rows = await db
    .selectFrom('creation_parent')
    .innerJoin('creation', 'creation.id', 'creation_parent.parent_id')
    .innerJoin('member', 'member.id', 'creation.author_id')
    .leftJoin('provenance', (join) => join.onRef('provenance.creation_id', '=', 'creation.id').on('provenance.variant', '=', 'main'))
    .selectAll('creation')
    .select(['provenance.sha256', 'member.hidden_at as author_hidden'])
    .where('creation_parent.creation_id', '=', creationUuid)
    .orderBy('creation_parent.position')
    .execute();
  return rows.map((row) => {
    const parent = {
      relation: 'parentOf' as const,
      title: row.title,
      creation: idFromUuid(row.id),
      ...(row.sha256 === null ? {} : { sha256: row.sha256 }),
    };
    return isShown(row) ? parent : nameless(parent);
  });
}

async function inputsOf(db: Db | Trx, creationUuid: string): Promise<readonly Ingredient[]> {
  const files = await db
    .selectFrom('job_input')
    .innerJoin('job', 'job.id', 'job_input.job_id')
    .select(['job_input.creation_id', 'job_input.sha256'])
    .where('job.creation_id', '=', creationUuid)
    .orderBy('job_input.position')
    .execute();
  const ids = files.flatMap((file) => file.creation_id ?? []);
  const named = await shownTitles(db, ids);
  return files.map(({ creation_id, sha256 }) => {
    const title = creation_id === null ? undefined : named.get(creation_id);
    if (creation_id === null || title === undefined) return { relation: 'inputTo' as const, title: '', sha256 };
    return { relation: 'inputTo' as const, title, creation: idFromUuid(creation_id), sha256 };
  });
}

/** Titles of those that anybody may see. */
async function shownTitles(db: Db | Trx, uuids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (uuids.length === 0) return new Map();
  const rows = await db
    .selectFrom('creation')
    .innerJoin('member', 'member.id', 'creation.author_id')
    .selectAll('creation')
    .select('member.hidden_at as author_hidden')
    .where('creation.id', 'in', uuids)
    .execute();
  return new Map(rows.filter(isShown).map((row) => [row.id, row.title]));
}

type Row = Parameters<typeof isVisibleTo>[0] & { readonly author_hidden: Date | null };

/** Whether anybody may see a creation and its author: what a former member left open stays to be seen. */
export function isShown(row: Row): boolean {
  return isVisibleTo(row, null) && row.author_hidden === null;
}
