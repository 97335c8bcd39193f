import { newId } from '@oto/schema/base/id';
import type { Manifest } from '@oto/schema/contract/provenance';
import { CompactSign, exportJWK, generateKeyPair, type CryptoKey, type JSONWebKeySet } from 'jose';
import { expect, test } from 'vitest';
import { checkSignature } from './signature.ts';

const SHA = 'a'.repeat(64);
const steps = [{ agent: 'Clio', engine: 'oto-text', model: 'classique-1', trained: false }];
const made: Manifest = {
  sha256: SHA,
  mime: 'image/webp',
  creation: newId(),
  kind: 'image',
  title: 'Ciel',
  author: 'Léa',
  madeAt: '2026-01-01T00:00:00.000Z',
  digitalSourceType: 'http://cv.iptc.org/newscodes/digitalsourcetype/algorithmicMedia',
  steps,
  ingredients: [],
};
const record = { creation: made.creation, kind: made.kind, madeAt: made.madeAt, steps };

async function keyPair(kid: string): Promise<{ readonly sign: (body: unknown) => Promise<string>; readonly keys: JSONWebKeySet }> {
  const { privateKey, publicKey } = await generateKeyPair('EdDSA', { extractable: true });
  const jwk = await exportJWK(publicKey);
  return { sign: (body) => signed(body, privateKey, kid), keys: { keys: [{ ...jwk, kid, alg: 'EdDSA', use: 'sig' }] } };
}

function signed(body: unknown, key: CryptoKey, kid: string): Promise<string> {
  return new CompactSign(new TextEncoder().encode(JSON.stringify(body)))
    .setProtectedHeader({ alg: 'EdDSA', kid, typ: 'oto-manifest' })
    .sign(key);
}

test('our signature of this file and this making is valid', async () => {
  const ours = await keyPair('k1');
  expect(await checkSignature(await ours.sign(made), ours.keys, { sha256: SHA, record })).toBe('valid');
});

test('our signature of anything else is told apart', async () => {
  const ours = await keyPair('k1');
  const others = [
    { ...made, sha256: 'b'.repeat(64) },
    { ...made, creation: newId() },
    { ...made, steps: [] },
    { ...made, steps: [{ ...steps[0], trained: true }] },
    { ...made, madeAt: '2026-01-02T00:00:00.000Z' },
    'no manifest',
  ];
  for (const other of others) expect(await checkSignature(await ours.sign(other), ours.keys, { sha256: SHA, record })).toBe('mismatch');
});

test('another’s signature, a changed one and a retired key are never ours', async () => {
  const ours = await keyPair('k1');
  const another = await keyPair('k1');
  const retired = await keyPair('k0');
  const good = await ours.sign(made);
  const [head = '', , tail = ''] = good.split('.');
  const swapped = `${head}.${btoa(JSON.stringify({ ...made, title: 'Mine' })).replaceAll('=', '')}.${tail}`;
  const at = { sha256: SHA, record };
  expect(await checkSignature(await another.sign(made), ours.keys, at)).toBe('forged');
  expect(await checkSignature(swapped, ours.keys, at)).toBe('forged');
  expect(await checkSignature('not a signature', ours.keys, at)).toBe('forged');
  expect(await checkSignature(await retired.sign(made), ours.keys, at)).toBe('unknown_key');
});

test('a signature without a key is refused', async () => {
  const ours = await keyPair('k1');
  const none = `${btoa('{"alg":"none"}').replaceAll('=', '')}.${btoa(JSON.stringify(made)).replaceAll('=', '')}.`;
  expect(await checkSignature(none, ours.keys, { sha256: SHA, record })).toBe('forged');
});
