import { expect, test } from 'vitest';
import { remedyFor } from './close-reason.ts';

test.each([
  ['edit_refused', true, 'edit_refused', 'discard'],
  ['edit_incomplete', false, 'edit_incomplete', 'discard'],
  ['old_epoch', true, 'old_epoch', 'epoch'],
  ['bad_credential', false, 'bad_credential', 'pass'],
  ['unknown_document', false, 'unknown_document', 'gone'],
  ['too_many_requests', true, 'too_many_requests', 'later'],
  ['permission-denied', false, 'unavailable', 'later'],
  ['Server closed the connection', true, 'edit_refused', 'discard'],
])('%s with unsaved edits %s: %s, %s', (reason, unsaved, code, remedy) => {
  expect(remedyFor(reason, unsaved)).toEqual({ code, remedy });
});
