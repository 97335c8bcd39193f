import type { Manifest } from '@oto/schema/contract/provenance';
import type { Deps, Trx } from '../deps.ts';
import { sha256Hex } from '../media/store.ts';
import { MANIFEST_TYP, statementOf, type Statement } from './statement.ts';

export type MadeFile = { readonly variant: string; readonly sha256: string; readonly mime: string };

/**
 * Signs where a creation's files come from and remembers each by its bytes: its own, its steps', and
 * its words. Called once creation, steps and files are there. Repeating it changes nothing.
 */
export async function recordProvenance(deps: Pick<Deps, 'signer'>, trx: Trx, creationUuid: string): Promise<void> {
  const statement = await statementOf(trx, creationUuid);
  if (!statement) return;
  await recordFiles(deps, trx, creationUuid, statement, await filesOf(trx, creationUuid));
}

/** The same for files made later from the creation's own. */
export async function recordFiles(
  { signer }: Pick<Deps, 'signer'>,
  trx: Trx,
  creationUuid: string,
  statement: Statement,
  files: readonly MadeFile[],
): Promise<void> {
  if (files.length === 0) return;
  const rows = await Promise.all(
    files.map(async ({ variant, sha256, mime }) => ({
      sha256,
      creation_id: creationUuid,
      variant,
      mime,
      manifest: await signer.attest({ sha256, mime, ...statement } satisfies Manifest, MANIFEST_TYP),
    })),
  );
  await trx
    .insertInto('provenance')
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

async function filesOf(trx: Trx, creationUuid: string): Promise<readonly MadeFile[]> {
  const own = await trx.selectFrom('media').select(['variant', 'sha256', 'mime']).where('creation_id', '=', creationUuid).execute();
  const steps = await trx
    .selectFrom('step_media')
    .select(['position', 'variant', 'sha256', 'mime'])
    .where('creation_id', '=', creationUuid)
    .execute();
  const { kind, body } = await trx.selectFrom('creation').select(['kind', 'body']).where('id', '=', creationUuid).executeTakeFirstOrThrow();
  return [
    ...own,
    ...steps.map(({ position, variant, ...file }) => ({ ...file, variant: `step/${position}/${variant}` })),
    ...(kind === 'text' ? [{ variant: 'main', sha256: sha256Hex(body), mime: 'text/plain' }] : []),
  ];
}
