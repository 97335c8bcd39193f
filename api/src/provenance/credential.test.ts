import { X509Certificate } from '@peculiar/x509';
import { expect, test } from 'vitest';
import { newSigningKey } from '../pass/signer.ts';
import { makeCredential, publicKeyOf } from './credential.ts';

const PUBLIC_URL = 'https://oto.example';

test('a credential that a retired key signed is still known as ours, as long as that key is kept whole', async () => {
  const [before, after] = [await newSigningKey(), await newSigningKey()];
  const old = await makeCredential({ signingKey: before, retiredKeys: [], publicUrl: PUBLIC_URL });
  const key = publicKeyOf(new X509Certificate(old.signer.certificate.rawData));
  const { d: _secret, ...half } = before;
  const knows = async (retiredKeys: Parameters<typeof makeCredential>[0]['retiredKeys']) =>
    (await makeCredential({ signingKey: after, retiredKeys, publicUrl: PUBLIC_URL })).publicKeys.has(key);
  expect(old.publicKeys.has(key)).toBe(true);
  expect(await knows([before])).toBe(true);
  expect(await knows([half])).toBe(false);
  expect(await knows([])).toBe(false);
});
