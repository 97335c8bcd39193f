import fc from 'fast-check';
import { Webhook } from 'standardwebhooks';
import { expect, test } from 'vitest';
import { keyOfSecret, newWebhookSecret, secretBox } from './secret.ts';
import { signedHeaders } from './sign.ts';
import { FAILING_MS, waitAfter, WAITS_MS } from './settle.ts';

const now = () => new Date();

test('the stock library accepts what is signed and refuses it with any byte changed', () => {
  fc.assert(
    fc.property(fc.json(), fc.nat(), fc.integer({ min: 1, max: 255 }), (body, where, by) => {
      const secret = newWebhookSecret();
      const headers = signedHeaders({ id: 'msg_1', body }, [secret], now());
      expect(new Webhook(secret).verify(body, headers)).toEqual(JSON.parse(body));
      const bytes = Buffer.from(body);
      bytes[where % bytes.length] = (bytes[where % bytes.length] ?? 0) ^ by;
      // A change that leaves no text is still another text.
      expect(() => new Webhook(secret).verify(bytes.toString('latin1') === body ? `${body} ` : bytes.toString('latin1'), headers)).toThrow(
        'No matching signature',
      );
      expect(() => new Webhook(secret).verify(body, { ...headers, 'webhook-id': 'msg_2' })).toThrow('No matching signature');
      expect(() => new Webhook(newWebhookSecret()).verify(body, headers)).toThrow('No matching signature');
    }),
    { seed: 12, numRuns: 60 },
  );
});

test('while a secret is being replaced both verify; what is old does not', () => {
  const [before, after] = [newWebhookSecret(), newWebhookSecret()];
  const headers = signedHeaders({ id: 'msg_1', body: '{}' }, [after, before], now());
  for (const secret of [before, after]) expect(new Webhook(secret).verify('{}', headers)).toEqual({});
  const old = signedHeaders({ id: 'msg_1', body: '{}' }, [after], new Date(Date.now() - 3_600_000));
  expect(() => new Webhook(after).verify('{}', old)).toThrow('too old');
});

test('a secret is whsec_, its key is printable text of 256 bits', () => {
  const secret = newWebhookSecret();
  expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]+=*$/);
  expect(keyOfSecret(secret).toString()).toMatch(/^[\w-]{43}$/);
});

test('a sealed secret opens for its endpoint with its key alone, and not with a byte changed', () => {
  const box = secretBox('a'.repeat(40));
  const sealed = box.seal('whsec_eA==', 'endpoint-1');
  expect(sealed.includes('whsec_')).toBe(false);
  expect(box.open(sealed, 'endpoint-1')).toBe('whsec_eA==');
  expect(box.open(sealed, 'endpoint-2')).toBeNull();
  expect(secretBox('b'.repeat(40)).open(sealed, 'endpoint-1')).toBeNull();
  for (let at = 0; at < sealed.length; at++) {
    const other = Buffer.from(sealed);
    other[at] = (other[at] ?? 0) ^ 1;
    expect(box.open(other, 'endpoint-1')).toBeNull();
  }
  expect(box.open(Buffer.alloc(3), 'endpoint-1')).toBeNull();
});

test('waits grow, differ by a fifth at most, and end within the days after which an endpoint is switched off', () => {
  expect(WAITS_MS.map((_wait, index) => waitAfter(index + 1, 0.5))).toEqual([...WAITS_MS]);
  for (const [index, wait] of WAITS_MS.entries()) {
    expect([waitAfter(index + 1, 0), waitAfter(index + 1, 1)]).toEqual([wait * 0.8, wait * 1.2].map(Math.round));
    expect(wait).toBeGreaterThan(WAITS_MS[index - 1] ?? 0);
  }
  expect(waitAfter(WAITS_MS.length + 1, 0.5)).toBeNull();
  expect(WAITS_MS.reduce((sum, wait) => sum + wait * 1.2, 0)).toBeLessThan(FAILING_MS);
});
