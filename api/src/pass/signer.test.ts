import { createLocalJWKSet, jwtVerify } from 'jose';
import { expect, test } from 'vitest';
import { makeSigner, newSigningKey } from './signer.ts';

const FOR = { audience: 'oto-collab', typ: 'oto-collab+jwt', seconds: 60, subject: 'ann' } as const;

test('what a retired key signed is believed, by us and by whoever reads the published keys; the new key signs', async () => {
  const [before, after] = [await newSigningKey(), await newSigningKey()];
  const old = await makeSigner(before);
  const pass = await old.sign({}, FOR);
  const statement = await old.attest({ made: 1 }, 'oto-proof');
  const rotated = await makeSigner(after, [before, after]);
  expect(rotated.jwks.keys).toHaveLength(2);
  expect(JSON.stringify(rotated.jwks)).not.toContain('"d"');
  expect(await rotated.verify(pass, FOR)).toMatchObject({ sub: 'ann' });
  expect(await rotated.attested(statement, 'oto-proof')).toEqual({ made: 1 });
  const fresh = await rotated.sign({}, FOR);
  await expect(old.verify(fresh, FOR)).rejects.toThrow('no applicable key');
  const { protectedHeader } = await jwtVerify(fresh, createLocalJWKSet(rotated.jwks), { audience: FOR.audience, algorithms: ['EdDSA'] });
  expect(protectedHeader.kid).toBe(rotated.jwks.keys[0]?.kid);
});

test('a key that was never ours is not believed, and a key of another kind is refused', async () => {
  const stranger = await (await makeSigner(await newSigningKey())).sign({}, FOR);
  const signer = await makeSigner(await newSigningKey(), [await newSigningKey()]);
  await expect(signer.verify(stranger, FOR)).rejects.toThrow('no applicable key');
  await expect(makeSigner(await newSigningKey(), [{ kty: 'oct', k: 'c2VjcmV0' }])).rejects.toThrow('Ed25519');
});

test('two keys of one name are refused at the start, not when the first pass is checked', async () => {
  const [before, after] = [await newSigningKey(), await newSigningKey()];
  await expect(makeSigner({ ...after, kid: 'oto' }, [{ ...before, kid: 'oto' }])).rejects.toThrow('one kid');
  expect((await makeSigner(after, [before, after, before])).jwks.keys).toHaveLength(2);
});
