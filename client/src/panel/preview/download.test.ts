import { newId } from '@oto/schema/base/id';
import { KINDS } from '@oto/schema/board/kind';
import { expect, test } from 'vitest';
import { FORMS, takenPath } from './download.ts';

test('every kind can be taken away, and its address names the form', () => {
  const id = newId();
  for (const kind of KINDS) {
    expect(FORMS[kind].length).toBeGreaterThan(0);
    for (const form of FORMS[kind]) expect(takenPath({ id }, form)).toBe(`/media/${id}/main?download=${form}`);
  }
});
