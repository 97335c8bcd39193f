import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { idFromUuid } from '@oto/schema/base/id';
import { creationDetail } from '../../creation/detail.ts';
import type { Db } from '../../deps.ts';
import { fileName } from '../../media/file-name.ts';
import type { MediaStore } from '../../media/store.ts';
import type { Part } from './zip.ts';

const PAGE = 50;

type Row = {
  readonly id: string;
  readonly kind: string;
  readonly title: string;
  readonly prompt: string;
  readonly body: string;
  readonly state: string;
  readonly created_at: Date;
  readonly hidden_at: Date | null;
  readonly hidden_reason: string | null;
};

/** A folder for each creation of a member (uuid), oldest first, with what it is and its files. */
export async function* creationParts(db: Db, store: MediaStore, member: string): AsyncGenerator<Part> {
  let after: string | null = null;
  for (;;) {
    let page = db
      .selectFrom('creation')
      .select(['id', 'kind', 'title', 'prompt', 'body', 'state', 'created_at', 'hidden_at', 'hidden_reason'])
      .where('author_id', '=', member)
      .where('deleted_at', 'is', null)
      .orderBy('id')
      .limit(PAGE);
    if (after !== null) page = page.where('id', '>', after);
    const rows: readonly Row[] = await page.execute();
    for (const row of rows) yield* oneCreation(db, store, member, row);
    const last = rows.at(-1);
    if (!last || rows.length < PAGE) return;
    after = last.id;
  }
}

async function* oneCreation(db: Db, store: MediaStore, member: string, row: Row): AsyncGenerator<Part> {
  const id = idFromUuid(row.id);
  const at = row.created_at;
  const title = fileName(row.title, row.kind, 'text/plain').replace(/\.txt$/, '');
  const folder = `creations/${at.toISOString().slice(0, 10)}-${title}-${id}`;
  yield { name: `${folder}/creation.json`, content: json(await tellOf(db, member, row)), at };
  if (row.kind === 'text' && row.body !== '') yield { name: `${folder}/${title}.md`, content: row.body, at };
  const files = await db
    .selectFrom('media')
    .select(['variant', 'sha256', 'mime'])
    .where('creation_id', '=', row.id)
    .where('variant', '<>', 'thumb')
    .orderBy('variant')
    .execute();
  for (const { variant, sha256, mime } of files) {
    const name = variant === 'main' ? title : `${title}-${variant}`;
    yield* filePart(store, `${folder}/${fileName(name, row.kind, mime)}`, sha256, at);
  }
  const steps = await db
    .selectFrom('step_media')
    .select(['position', 'variant', 'sha256', 'mime'])
    .where('creation_id', '=', row.id)
    .where('variant', '<>', 'thumb')
    .orderBy('position')
    .orderBy('variant')
    .execute();
  for (const { position, variant, sha256, mime } of steps) {
    yield* filePart(store, `${folder}/${fileName(`step ${position + 1} ${variant}`, 'step', mime)}`, sha256, at);
  }
}

/** As its page tells it; of one that was taken down, what its author gave and why it went. */
async function tellOf(db: Db, member: string, row: Row): Promise<object> {
  if (row.hidden_at === null) return { state: row.state, ...(await creationDetail(db, row.id, member)) };
  const { id, hidden_at, hidden_reason, created_at, ...rest } = row;
  return { id: idFromUuid(id), ...rest, createdAt: created_at, hiddenAt: hidden_at, hiddenReason: hidden_reason };
}

/** The files that a member gave to their generations. */
export async function* inputParts(db: Db, store: MediaStore, member: string): AsyncGenerator<Part> {
  const rows = await db
    .selectFrom('input_file')
    .select(['id', 'sha256', 'mime', 'created_at'])
    .where('owner_id', '=', member)
    .orderBy('id')
    .execute();
  for (const { id, sha256, mime, created_at } of rows) {
    yield* filePart(store, `files/${idFromUuid(id)}.${fileName('x', 'x', mime).slice(2)}`, sha256, created_at);
  }
}

/** The board as it was seen, where one sent that along. */
export async function* feedbackPictures(db: Db, store: MediaStore, member: string): AsyncGenerator<Part> {
  const rows = await db
    .selectFrom('feedback')
    .select(['id', 'sha256', 'created_at'])
    .where('member_id', '=', member)
    .where('sha256', 'is not', null)
    .orderBy('id')
    .execute();
  for (const { id, sha256, created_at } of rows) yield* filePart(store, `feedback/${idFromUuid(id)}.webp`, sha256 ?? '', created_at);
}

/** A file of the store; one that cannot be read is named as such, and the others still come. */
async function* filePart(store: MediaStore, name: string, sha256: string, at: Date): AsyncGenerator<Part> {
  const file = await opened(store, sha256);
  if (file === null) yield { name: `${name}.missing.txt`, content: `${sha256}\r\n`, at };
  else yield { name, content: file, at, packed: true };
}

async function opened(store: MediaStore, sha256: string): Promise<Readable | null> {
  try {
    const file = await store.read(sha256, null);
    await once(file, 'readable');
    return file;
  } catch {
    return null;
  }
}

export function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
