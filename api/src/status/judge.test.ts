import fc from 'fast-check';
import { expect, test } from 'vitest';
import { STATUS_COMPONENTS, STATUS_STATES } from '@oto/schema/contract/status';
import { judge, overallOf, withImpact, worse, type Facts } from './judge.ts';

const well = { known: true, healthy: true, oldestSeconds: null, usualSeconds: null };
const WELL: Facts = {
  databaseMs: 3,
  accountsMs: 3,
  documentReplicas: 2,
  generation: true,
  kinds: { text: well, image: well, video: well, voice: well },
  payments: { reconciledSeconds: 300, upSeconds: 100_000, oldestEventSeconds: 0 },
  mail: { overdueSeconds: 0, sent: 3, failed: 0 },
  media: { readable: true, ms: 4 },
};
const state = (facts: Partial<Facts>, name: keyof ReturnType<typeof judge>) => judge({ ...WELL, ...facts })[name].state;

test('all is well, and each fault is told where people meet it', () => {
  expect(new Set(Object.values(judge(WELL)).map((one) => one.state))).toEqual(new Set(['up']));
  expect(state({ documentReplicas: 0 }, 'board')).toBe('down');
  expect(state({ databaseMs: 2000 }, 'board')).toBe('slow');
  expect(state({ accountsMs: 2000 }, 'accounts')).toBe('slow');
  expect(state({ generation: false }, 'image')).toBe('off');
  expect(state({ media: { readable: false, ms: 1 } }, 'media')).toBe('down');
  expect(state({ kinds: { ...WELL.kinds, voice: { ...well, healthy: false } } }, 'voice')).toBe('down');
  expect(judge({ ...WELL, kinds: { ...WELL.kinds, voice: { ...well, oldestSeconds: 400, usualSeconds: 20 } } }).voice).toEqual({
    state: 'slow',
    waitSeconds: 400,
  });
});

test('what is not offered is off; a reconciler that has not had its time is not late', () => {
  expect(state({ payments: null }, 'payments')).toBe('off');
  expect(state({ mail: null }, 'mail')).toBe('off');
  const payments = (reconciledSeconds: number | null, upSeconds: number, oldestEventSeconds = 0) =>
    state({ payments: { reconciledSeconds, upSeconds, oldestEventSeconds } }, 'payments');
  expect(payments(null, 60)).toBe('up');
  expect(payments(90_000, 60)).toBe('up');
  expect(payments(null, 2000)).toBe('slow');
  expect(payments(null, 9000)).toBe('down');
  expect(payments(100, 9000, 4000)).toBe('down');
  const mail = (overdueSeconds: number, sent: number, failed: number) => state({ mail: { overdueSeconds, sent, failed } }, 'mail');
  expect(mail(0, 10, 1)).toBe('up');
  expect(mail(400, 10, 0)).toBe('slow');
  expect(mail(0, 0, 3)).toBe('down');
});

test('of two the worse is told, and one kind alone is not all of it', () => {
  const any = fc.constantFrom(...STATUS_STATES);
  fc.assert(
    fc.property(any, any, (a, b) => {
      expect([a, b]).toContain(worse(a, b));
      expect(worse(a, b)).toBe(worse(b, a));
      expect(withImpact(a, 'none')).toBe(a);
    }),
    { seed: 8 },
  );
  const all = (changed: Readonly<Record<string, 'down' | 'off'>>) =>
    overallOf(new Map(STATUS_COMPONENTS.map((name) => [name, changed[name] ?? 'up'])));
  expect(all({})).toBe('up');
  expect(all({ mail: 'off', payments: 'off' })).toBe('up');
  expect(all({ video: 'down' })).toBe('slow');
  expect(all({ text: 'down', image: 'down', video: 'down', voice: 'down' })).toBe('down');
  expect(all({ board: 'down' })).toBe('down');
});
