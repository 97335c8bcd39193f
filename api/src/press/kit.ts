import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { entityTag } from '../http/entity-tag.ts';
import { zipOf, type Part } from '../privacy/export/zip.ts';

/** The archive as it is told to everybody, and its strong tag. */
export type Kit = { readonly bytes: Uint8Array<ArrayBuffer>; readonly tag: string };

/** A text of the kit, already written; `at`: when its words were. */
export type KitText = { readonly name: string; readonly text: string; readonly at: Date };

/** What the archive takes from the folder. Coded forms, and the texts before they are written, stay out. */
const TAKEN = /\.(?:jpg|webp|png|svg)$/;
const PACKED = /\.(?:jpg|webp|png)$/;
const ROOT = 'oto-press-kit/';
const LIMITS = { stalledMs: 10_000, wholeMs: 20_000 };

/**
 * Makes the archive of a folder's pictures and logos with these texts: anew when one of them has changed, else it is
 * told from memory. Whoever asks meanwhile waits for the same one. The same files and texts make the same bytes.
 */
export function kitMaker(folder: string): (texts: readonly KitText[]) => Promise<Kit> {
  let kept: { readonly key: string; readonly kit: Promise<Kit> } | null = null;
  return async (texts) => {
    const files = await filesOf(folder);
    const key = createHash('sha256')
      .update(JSON.stringify([files, texts]))
      .digest('base64url');
    if (kept?.key === key) return kept.kit;
    const kit = make(folder, files, texts);
    const mine = { key, kit };
    kept = mine;
    kit.catch(() => {
      if (kept === mine) kept = null;
    });
    return kit;
  };
}

type FileOf = { readonly name: string; readonly at: Date; readonly size: number };

async function filesOf(folder: string): Promise<readonly FileOf[]> {
  const names = (await readdir(folder, { recursive: true })).map((name) => name.replaceAll('\\', '/')).filter((name) => TAKEN.test(name));
  return Promise.all(
    names.toSorted().map(async (name) => {
      const { mtime, size } = await stat(join(folder, name));
      return { name, at: mtime, size };
    }),
  );
}

async function make(folder: string, files: readonly FileOf[], texts: readonly KitText[]): Promise<Kit> {
  async function* parts(): AsyncGenerator<Part> {
    for (const { name, text, at } of texts) yield { name: ROOT + name, content: text, at };
    for (const { name, at } of files) {
      yield { name: ROOT + name, content: createReadStream(join(folder, name)), at, packed: PACKED.test(name) };
    }
  }
  const bytes = new Uint8Array(await buffer(zipOf(parts(), LIMITS)));
  return { bytes, tag: entityTag(bytes) };
}
