import type { Id } from '@oto/schema/base/id';
import type { NoteRecord } from '@oto/schema/board/record';

export function noteOf(owner: Id, more: Partial<NoteRecord> = {}): NoteRecord {
  return { k: 'image', s: [10, 20, 30], o: owner, ...more };
}
