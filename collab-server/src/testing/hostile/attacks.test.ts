import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { newId } from '@oto/schema/base/id';
import { seededRandom } from '@oto/schema/base/seeded-random';
import type { Actor } from '../../document/actor.ts';
import { ATTACKS } from './attacks.ts';
import { clientUpdate, place, tie } from './prey.ts';
import { preyRegion } from './region.ts';
import { guarded } from './submit.ts';

const owner = newId();
const member = (): Actor => ({ kind: 'member', id: newId(), operator: false, expires: Number.MAX_SAFE_INTEGER });
const [attacker, victim] = [member(), member()];
const ROUNDS = 20;

describe('hostile updates', () => {
  it.each(ATTACKS)('refuses: $name', async (attack) => {
    for (let round = 0; round < ROUNDS; round++) {
      const prey = preyRegion(owner, seededRandom(round + 1));
      const before = Y.encodeStateAsUpdate(prey.doc);
      const { submit, journal } = guarded(prey, owner, victim);
      expect(await submit(attack.make(prey), attacker)).not.toBeNull();
      expect(journal).toEqual([]);
      expect(Y.encodeStateAsUpdate(prey.doc)).toEqual(before);
    }
  });

  it('are told from honest ones made of the same parts', async () => {
    const prey = preyRegion(owner, seededRandom(1));
    const { submit, journal } = guarded(prey, owner, victim);
    const [note = newId()] = prey.notes;
    expect(
      await submit(
        clientUpdate(prey, (doc) => doc.getMap('places').set(note, place(prey))),
        attacker,
      ),
    ).toBeNull();
    expect(
      await submit(
        clientUpdate(prey, (doc) => doc.getMap('ties').set(newId(), tie(prey))),
        attacker,
      ),
    ).toBeNull();
    expect(journal).toHaveLength(2);
  });
});
