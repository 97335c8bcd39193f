import { expect, test } from 'vitest';
import { LeaseKeeper } from './keeper.ts';

/** A keeper of leases whose database the test takes away, and its clock in milliseconds. */
function setUp() {
  const it_ = { now: 0, isAway: false, told: [] as string[] };
  const keeper = new LeaseKeeper({
    leases: {
      renew: async () => {
        if (it_.isAway) throw new Error('away');
      },
      forgetAll: () => void it_.told.push('forgotten'),
    },
    inUse: () => true,
    shut: (isShut) => void it_.told.push(isShut ? 'shut' : 'open'),
    log: { warn: () => undefined },
    now: () => it_.now,
  });
  const renewAt = (now: number, isAway: boolean) => {
    Object.assign(it_, { now, isAway });
    return keeper.renew();
  };
  return { it_, renewAt };
}

test('a replica that is cut off from its database for long sends everybody elsewhere, until it is back', async () => {
  const { it_, renewAt } = setUp();
  await renewAt(3_000, false);
  await renewAt(6_000, true);
  expect(it_.told).toEqual(['open']);
  await renewAt(9_000, true);
  expect(it_.told).toEqual(['open', 'shut', 'forgotten']);
  await renewAt(12_000, false);
  expect(it_.told.at(-1)).toBe('open');
});

test('one that slept asks before it gives up', async () => {
  const { it_, renewAt } = setUp();
  await renewAt(3_000, false);
  await renewAt(600_000, false);
  expect(it_.told).toEqual(['open', 'open']);
});
