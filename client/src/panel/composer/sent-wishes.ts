import type { Creation } from '@oto/schema/contract/creation';
import { dropLook } from './attachment-looks.ts';
import type { Attachment } from './attachment.ts';

/** What a job does not tell of the wish it came from, for trying again from this page. */
export type Wish = { readonly parents: readonly Creation[]; readonly attachments: readonly Attachment[] };

const KEPT = 8;
const wishes = new Map<string, Wish>();

export function rememberWish(job: string, wish: Wish): void {
  wishes.set(job, wish);
  const [oldest] = wishes;
  if (wishes.size <= KEPT || oldest === undefined) return;
  wishes.delete(oldest[0]);
  dropUnsent(oldest[1].attachments);
}

export function wishOf(job: string): Wish | undefined {
  return wishes.get(job);
}

/** Lets go of the files that no remembered wish was made with. */
export function dropUnsent(attachments: readonly Attachment[]): void {
  const sent = new Set([...wishes.values()].flatMap((wish) => wish.attachments.map((one) => one.key)));
  for (const { key } of attachments) if (!sent.has(key)) dropLook(key);
}
