import { base64url, createLocalJWKSet, exportJWK, generateKeyPair, SignJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import { newId } from '@oto/schema/base/id';
import { COLLAB_AUDIENCE, COLLAB_TYP, PASS_ISSUER, WORKER_AUDIENCE, WORKER_TYP } from '@oto/schema/contract/pass';
import { verifyWith } from './verify.ts';

const { publicKey, privateKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519' });
const jwk = { ...(await exportJWK(publicKey)), kid: 'k1', alg: 'EdDSA', use: 'sig' };
const verify = verifyWith(createLocalJWKSet({ keys: [jwk] }));
const sub = newId();

type Wanted = {
  aud?: string;
  typ?: string;
  iss?: string;
  exp?: string | null;
  claims?: Record<string, unknown>;
  key?: typeof privateKey | Uint8Array;
  alg?: string;
};
async function pass({
  aud = COLLAB_AUDIENCE,
  typ = COLLAB_TYP,
  iss = PASS_ISSUER,
  exp = '5m',
  claims,
  key = privateKey,
  alg = 'EdDSA',
}: Wanted) {
  const jwt = new SignJWT({ role: 'member', name: 'Ana', colour: 1, ...claims }).setProtectedHeader({ alg, typ, kid: 'k1' }).setIssuedAt();
  jwt.setSubject(sub).setIssuer(iss).setAudience(aud);
  if (exp !== null) jwt.setExpirationTime(exp);
  return jwt.sign(key);
}

describe('a collab pass', () => {
  it('names a member, an operator or a service; no pass names a watcher', async () => {
    expect(await verify(await pass({}))).toMatchObject({ ok: true, value: { kind: 'member', id: sub, operator: false } });
    expect(await verify(await pass({ claims: { role: 'operator' } }))).toMatchObject({ value: { operator: true } });
    const service = { role: 'service', document: 'region/1,2.1', note: newId() };
    expect(await verify(await pass({ claims: service }))).toMatchObject({ value: { kind: 'service', record: null } });
    expect(await verify('')).toEqual({ ok: true, value: { kind: 'watcher' } });
  });

  it('is refused with a wrong audience, type, issuer or age', async () => {
    for (const wrong of [{ aud: WORKER_AUDIENCE }, { typ: WORKER_TYP }, { typ: 'JWT' }, { iss: 'else' }, { exp: '-1m' }, { exp: null }]) {
      expect(await verify(await pass(wrong))).toMatchObject({ ok: false, code: 'bad_credential' });
    }
  });

  it('is refused when nobody we know signed it', async () => {
    const stranger = await generateKeyPair('EdDSA', { crv: 'Ed25519' });
    const none = `${base64url.encode(JSON.stringify({ alg: 'none', typ: COLLAB_TYP }))}.${base64url.encode(
      JSON.stringify({ role: 'member', sub, name: 'x', colour: 0, aud: COLLAB_AUDIENCE, iss: PASS_ISSUER, exp: 9_999_999_999 }),
    )}.`;
    const published = new TextEncoder().encode(jwk.x ?? '');
    const symmetric = await pass({ alg: 'HS256', key: published });
    for (const token of [await pass({ key: stranger.privateKey }), none, symmetric, 'x.y.z', `${await pass({})}x`]) {
      expect(await verify(token)).toMatchObject({ ok: false, code: 'bad_credential' });
    }
  });

  it('is refused with claims that make no sense', async () => {
    for (const claims of [{ role: 'king' }, { role: 'service' }, { name: 5 }]) {
      expect(await verify(await pass({ claims }))).toMatchObject({ ok: false, code: 'bad_credential' });
    }
  });

  it('is neither good nor bad while the keys cannot be read', async () => {
    const blind = verifyWith(() => {
      throw new TypeError('fetch failed');
    });
    expect(await blind(await pass({}))).toMatchObject({ ok: false, code: 'unavailable' });
  });
});
