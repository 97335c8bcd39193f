import type { Prepared } from '../../input/prepare.ts';

/** What an attachment looks or sounds like here. A creation has no `file`: it is on the server. */
export type AttachmentLook = Pick<Prepared, 'url' | 'sound'> & { readonly file: Blob | null };

/** By attachment's key; they outlive the composer, so that a wish tried again still shows its files. */
const looks = new Map<string, AttachmentLook>();

export function keepLook(key: string, look: AttachmentLook): void {
  looks.set(key, look);
}

export function lookOf(key: string): AttachmentLook | undefined {
  return looks.get(key);
}

export function dropLook(key: string): void {
  const look = looks.get(key);
  if (look?.file) URL.revokeObjectURL(look.url);
  looks.delete(key);
}
