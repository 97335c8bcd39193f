import { expect, test } from 'vitest';
import { remedyFor } from './close-reason.ts';

test.each([
  ['edit_refused', 'edit_refused', 'discard'],
  ['edit_incomplete', 'edit_incomplete', 'discard'],
  ['plot_closed', 'plot_closed', 'discard'],
  ['note_gone', 'note_gone', 'discard'],
  ['ties_full', 'ties_full', 'discard'],
  ['plot_full', 'plot_full', 'discard'],
  ['too_many_connections', 'too_many_connections', 'later'],
  ['old_epoch', 'old_epoch', 'epoch'],
  ['bad_credential', 'bad_credential', 'pass'],
  ['unknown_document', 'unknown_document', 'gone'],
  ['too_many_requests', 'too_many_requests', 'later'],
  ['permission-denied', 'unavailable', 'later'],
  ['Server closed the connection', 'unavailable', 'later'],
])('%s: %s, %s', (reason, code, remedy) => {
  expect(remedyFor(reason)).toEqual({ code, remedy });
});
