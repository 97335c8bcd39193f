import { canonicalJson } from '@oto/schema/base/canonical-json';
import { err, ok, type Result } from '@oto/schema/base/result';
import type { NoteRecord } from '@oto/schema/board/record';
import { regionOf } from '@oto/schema/board/roots';
import type { FinishAnswer } from '@oto/schema/contract/worker';
import { connect, type BoardPlace } from './connection.ts';

export type Pin = NonNullable<FinishAnswer['pin']>;
/** `beaten`: the outbox pinned it between our reading and our writing. */
export type PinCode = 'beaten' | 'refused' | 'late';

const BOUND_MS = 5000;

/**
 * Sets notes[note] = record and waits until the server has it. `present` says the outbox was first. Whoever
 * comes second is refused, since a pass pins once and never over a finished note; under load that is often
 * this one, which has a socket to open and a document to read while the outbox listens already. That,
 * another refusal, or silence is no loss: the outbox delivers the same record under the same id.
 */
export async function pinNote(place: BoardPlace, pin: Pin, boundMs: number = BOUND_MS): Promise<Result<'pinned' | 'present', PinCode>> {
  const connection = connect(place, async () => pin.pass);
  const { provider, document } = connection;
  const { promise, resolve } = Promise.withResolvers<Result<'pinned' | 'present', PinCode>>();
  const timer = setTimeout(() => resolve(err('late', `no acknowledgement within ${boundMs} ms`)), boundMs);
  let written = false;
  provider.on('authenticationFailed', ({ reason }: { reason: string }) => resolve(err('refused', reason)));
  provider.on('close', () => {
    if (written) resolve(err('beaten', 'closed after the write'));
  });
  provider.on('synced', () => {
    if (written) return;
    const { notes } = regionOf(document);
    const there = notes.get(pin.note);
    if (there !== undefined && same(there, pin.record)) {
      resolve(ok('present'));
      return;
    }
    written = true;
    notes.set(pin.note, pin.record);
  });
  provider.on('unsyncedChanges', ({ number }: { number: number }) => {
    if (written && number === 0) resolve(ok('pinned'));
  });
  try {
    return await promise;
  } finally {
    clearTimeout(timer);
    connection.close();
  }
}

function same(a: NoteRecord, b: NoteRecord): boolean {
  return canonicalJson(a) === canonicalJson(b);
}
