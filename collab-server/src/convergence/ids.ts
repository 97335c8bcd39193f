import { idFromUuid, type Id } from '@oto/schema/base/id';

/** The same ids in every run, so that a seed tells a history whole. */
export function idOf(kind: 'member' | 'note' | 'tie', n: number): Id {
  const family = { member: 'a', note: 'b', tie: 'c' }[kind];
  return idFromUuid(`00000000-0000-7000-8000-00000000${family}${n.toString(16).padStart(3, '0')}`);
}
