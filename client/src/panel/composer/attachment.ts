import type { InputRef } from '@oto/schema/contract/input';
import type { Role } from '@oto/schema/job/chain';
import type { FailureCode } from '../../api/http.ts';

/** A file or a creation that a chain is to work from. Its looks are kept elsewhere, under its key. */
export type Attachment = {
  readonly key: string;
  readonly role: Role;
  readonly name: string;
  readonly state: AttachmentState;
};

export type AttachmentState =
  /** `share`: how much has left, 0 to 1. */
  | { readonly type: 'sending'; readonly share: number }
  | { readonly type: 'ready'; readonly ref: InputRef }
  | { readonly type: 'failed'; readonly code: FailureCode };

/** One of each role at most: a new one takes the place of the other. */
export function attach(list: readonly Attachment[], one: Attachment): readonly Attachment[] {
  return [...list.filter((other) => other.role !== one.role), one];
}

/** Late news of one that is no longer there changes nothing. */
export function withState(list: readonly Attachment[], key: string, state: AttachmentState): readonly Attachment[] {
  return list.map((one) => (one.key === key ? { ...one, state } : one));
}

export function refsOf(list: readonly Attachment[]): readonly InputRef[] {
  return list.flatMap((one) => (one.state.type === 'ready' ? [one.state.ref] : []));
}

/** The uploads the server no longer has must be sent again. */
export function forgotten(list: readonly Attachment[]): readonly Attachment[] {
  return list.map((one) => (one.state.type === 'ready' ? { ...one, state: { type: 'failed', code: 'unknown_input' } } : one));
}
