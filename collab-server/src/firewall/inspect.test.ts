import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { applyAndAccount } from '../testing/update-account.ts';
import { KEYS, playHistory, updateHistory } from '../testing/update-history.ts';
import { inspect } from './inspect.ts';

describe('inspect', () => {
  it('foretells exactly what Yjs changes, and refuses all it cannot foretell', () => {
    const seen = { updates: 0, accepted: 0, incomplete: 0, refused: 0 };
    fc.assert(
      fc.property(updateHistory, (history) => {
        playHistory(history, (server, update) => {
          const told = inspect(server, update);
          const copy = new Y.Doc();
          for (const root of server.share.keys()) copy.getMap(root);
          Y.applyUpdate(copy, Y.encodeStateAsUpdate(server));
          const true_ = applyAndAccount(copy, update);
          seen.updates++;
          const claimed = told.ok ? new Set(told.value.touches.map((touch) => `${touch.root}/${touch.key}`)) : told.code;
          const actual = true_.pending ? 'edit_incomplete' : true_.foreign ? 'edit_refused' : true_.changed;
          expect(claimed).toEqual(actual);
          seen[told.ok ? 'accepted' : told.code === 'edit_incomplete' ? 'incomplete' : 'refused']++;
          if (!told.ok) return false;
          Y.applyUpdate(server, update);
          return true;
        });
      }),
      { seed: 20, numRuns: 900 },
    );
    expect(seen.updates).toBeGreaterThan(3000);
    expect(seen.accepted).toBeGreaterThan(2000);
    expect(seen.incomplete).toBeGreaterThan(50);
    expect(seen.refused).toBeGreaterThan(50);
  });

  it('survives any bytes, and what it accepts Yjs applies whole', () => {
    const source = new Y.Doc();
    source.clientID = 7;
    for (const key of KEYS) source.getMap('places').set(key, [1, 2, 3, 4]);
    source.getMap('places').delete('a');
    const sound = Y.encodeStateAsUpdate(source);
    const flips = fc.array(fc.tuple(fc.nat(sound.length - 1), fc.nat(255)), { minLength: 1, maxLength: 4 });
    let accepted = 0;
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array({ maxLength: 120 }), flips), (input) => {
        let bytes: Uint8Array;
        if (input instanceof Uint8Array) bytes = input;
        else {
          bytes = sound.slice();
          for (const [at, value] of input) bytes[at] = value;
        }
        const server = new Y.Doc();
        server.getMap('places');
        const told = inspect(server, bytes);
        if (!told.ok) return;
        accepted++;
        const account = applyAndAccount(server, bytes);
        expect(account.pending).toBe(false);
        expect(account.foreign).toBe(false);
      }),
      { seed: 21, numRuns: 6000 },
    );
    expect(accepted).toBeGreaterThan(100);
  });

  it('finds nothing in what the document already holds', () => {
    const doc = new Y.Doc();
    doc.getMap('notes').set('a', 1);
    doc.getMap('notes').set('a', 2);
    doc.getMap('notes').delete('a');
    const told = inspect(doc, Y.encodeStateAsUpdate(doc));
    expect(told).toEqual({ ok: true, value: { touches: [], authors: new Set() } });
  });
});
