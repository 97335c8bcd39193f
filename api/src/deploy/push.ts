import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { Commit } from '@oto/schema/contract/deploy';

/** What a deploy follows from: this commit came to the branch, by this person's push. */
export type Push = { readonly commit: string; readonly title: string; readonly pusher: string };

const SIGNATURE = /^sha256=([0-9a-f]{64})$/;
/** As GitHub names an event that deletes the branch. */
const NOTHING = '0'.repeat(40);
const LOGIN_MAX = 100;
const TITLE_MAX = 200;

/** What we need of a push. Everything else in it may change as GitHub likes. */
const PushEvent = z.object({
  ref: z.string().max(300),
  after: Commit,
  deleted: z.boolean().optional(),
  repository: z.object({ full_name: z.string().max(200) }),
  head_commit: z.object({ message: z.string() }).nullable().optional(),
  pusher: z.object({ name: z.string() }).optional(),
});

/** Whether GitHub signed exactly these bytes with our secret. Says nothing by its timing. */
export function isSigned(bytes: Uint8Array, header: string | undefined, secret: string): boolean {
  const given = SIGNATURE.exec(header ?? '')?.[1];
  if (given === undefined) return false;
  return timingSafeEqual(Buffer.from(given, 'hex'), createHmac('sha256', secret).update(bytes).digest());
}

/** The push in a body that was signed; null when it is of another repository or branch, deletes it, or is no push. */
export function pushOf(bytes: Uint8Array, wanted: { readonly repository: string; readonly branch: string }): Push | null {
  let body: unknown;
  try {
    body = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return null;
  }
  const parsed = PushEvent.safeParse(body);
  if (!parsed.success) return null;
  const { ref, after, deleted, repository, head_commit, pusher } = parsed.data;
  if (ref !== `refs/heads/${wanted.branch}` || deleted === true || after === NOTHING) return null;
  if (repository.full_name.toLowerCase() !== wanted.repository.toLowerCase()) return null;
  return { commit: after, title: plain(head_commit?.message.split('\n', 1)[0], TITLE_MAX), pusher: plain(pusher?.name, LOGIN_MAX) };
}

/** Within what the table takes: no NUL, and no half of a character, as the cut may leave. */
function plain(text: string | undefined, max: number): string {
  return (text ?? '').replaceAll('\0', '').slice(0, max).toWellFormed();
}
