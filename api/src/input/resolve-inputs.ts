import { uuidFromId, type Id } from '@oto/schema/base/id';
import type { InputRef } from '@oto/schema/contract/input';
import type { Role } from '@oto/schema/job/chain';
import type { Trx } from '../deps.ts';
import { ApiError } from '../http/api-error.ts';
import { markStored } from '../media/stored-file.ts';

/** A file given to a job; one of `inputId` and `creationId` (uuids) says whence. `bytes` is its size. */
export type JobInput = {
  readonly role: Role;
  readonly inputId: string | null;
  readonly creationId: string | null;
  readonly sha256: string;
  readonly mime: string;
  readonly bytes: number;
};

/** What a creation of each kind can be given as. */
const ROLES: { readonly [kind: string]: Role } = { image: 'image', voice: 'audio' };

/**
 * The files behind a wish's references, in its order, held against the sweep until `trx` ends. Throws
 * unknown_input: not an upload of one's own, or no picture or voice one may fork.
 */
export async function resolveInputs(trx: Trx, memberUuid: string, refs: readonly InputRef[]): Promise<readonly JobInput[]> {
  const found: JobInput[] = [];
  for (const [index, ref] of refs.entries()) {
    const input =
      'upload' in ref ? await uploadOf(trx, memberUuid, uuidFromId(ref.upload)) : await pictureOf(trx, memberUuid, ref.creation);
    if (!input) throw new ApiError('unknown_input', { fields: [{ path: `inputs.${index}`, message: idOf(ref) }] });
    // Its source row is locked by now, so the file cannot have been swept.
    await markStored(trx, input);
    found.push(input);
  }
  return found;
}

function idOf(ref: InputRef): Id {
  return 'upload' in ref ? ref.upload : ref.creation;
}

async function uploadOf(trx: Trx, member: string, id: string): Promise<JobInput | null> {
  const row = await trx
    .updateTable('input_file')
    .set((eb) => ({ used_at: eb.fn<Date>('now') }))
    .where('id', '=', id)
    .where('owner_id', '=', member)
    .returning(['role', 'sha256', 'mime', 'bytes'])
    .executeTakeFirst();
  return row ? { ...row, bytes: Number(row.bytes), inputId: id, creationId: null } : null;
}

async function pictureOf(trx: Trx, member: string, id: Id): Promise<JobInput | null> {
  const row = await trx
    .selectFrom('creation')
    .innerJoin('media', (join) => join.onRef('media.creation_id', '=', 'creation.id').on('media.variant', '=', 'main'))
    .select(['creation.id', 'kind', 'author_id', 'visibility', 'fork', 'hidden_at', 'sha256', 'mime', 'bytes'])
    .where('creation.id', '=', uuidFromId(id))
    .where('state', '=', 'done')
    .where('deleted_at', 'is', null)
    .forShare('creation')
    .executeTakeFirst();
  const role = row && ROLES[row.kind];
  if (!role) return null;
  const open = row.visibility !== 'private' && row.hidden_at === null && row.fork === 'allowed';
  if (row.author_id !== member && !open) return null;
  return { role, inputId: null, creationId: row.id, sha256: row.sha256, mime: row.mime, bytes: Number(row.bytes) };
}
