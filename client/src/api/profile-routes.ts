import type { Kind } from '@oto/schema/board/kind';
import { Jar } from '@oto/schema/contract/jar';
import { Profile, Works } from '@oto/schema/contract/profile';
import type { Calls } from './calls.ts';

const member = (handle: string): string => `/api/members/${encodeURIComponent(handle)}`;

/** Of a member: all they made, or of one kind; from the newest, or from one on. */
export type WorksAsked = { readonly of: 'creations' | 'agents'; readonly kind?: Kind; readonly before?: string };

/** Members' pages, and jars. */
export function profileRoutes({ call, post }: Calls) {
  return {
    profile: (handle: string) => call(`${member(handle)}/profile`, Profile),
    works: (handle: string, asked: WorksAsked) => {
      const query = new URLSearchParams({ of: asked.of });
      if (asked.kind !== undefined) query.set('kind', asked.kind);
      if (asked.before !== undefined) query.set('before', asked.before);
      return call(`${member(handle)}/works?${query.toString()}`, Works);
    },
    jar: (creation: string) => call(`/api/creations/${creation}/jar`, Jar),
    giveToJar: (creation: string, tokens: number, idempotencyKey: string) =>
      post(`/api/creations/${creation}/jar`, Jar, { tokens }, idempotencyKey),
    takeFromJar: (gift: string) => call(`/api/jar/${gift}`, Jar, { method: 'DELETE' }),
  };
}
