import { exportJWK, generateKeyPair, SignJWT, UnsecuredJWT, type CryptoKey, type JSONWebKeySet } from 'jose';
import { newId } from '@oto/schema/base/id';
import { COLLAB_AUDIENCE, COLLAB_TYP, PASS_ISSUER, WORKER_AUDIENCE, WORKER_TYP } from '@oto/schema/contract/pass';
import type { Target } from './target.ts';

export type Forged = { readonly name: string; readonly token: string };

/** Passes for the owner that were not signed by the api's key, or that are for something else. */
export async function forgedTokens(target: Target): Promise<readonly Forged[]> {
  const { ownerId, passes } = target;
  const { keys } = (await (await fetch(`${target.url}/.well-known/jwks.json`)).json()) as JSONWebKeySet;
  const [key] = keys;
  const { kid, x } = key ?? {};
  if (!key || kid === undefined || typeof x !== 'string') throw new Error('the api publishes no key');
  const { privateKey, publicKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true });
  const claims = { role: 'operator', name: 'Owner', colour: 1 };
  const sign = (
    secret: CryptoKey | Uint8Array,
    header: { alg: string; typ?: string; kid?: string; [name: string]: unknown },
    audience = COLLAB_AUDIENCE,
  ) =>
    new SignJWT(claims)
      .setProtectedHeader(header)
      .setSubject(ownerId)
      .setIssuer(PASS_ISSUER)
      .setAudience(audience)
      .setIssuedAt()
      .setExpirationTime('5m')
      .sign(secret);
  const [head = '', body = '', signature = ''] = passes.owner.split('.');
  const unsecured = new UnsecuredJWT(claims)
    .setSubject(ownerId)
    .setIssuer(PASS_ISSUER)
    .setAudience(COLLAB_AUDIENCE)
    .setExpirationTime('5m')
    .encode();
  const text = new TextEncoder();
  const raised = Buffer.from(JSON.stringify({ ...JSON.parse(Buffer.from(body, 'base64url').toString()), role: 'operator' })).toString(
    'base64url',
  );
  const none = Buffer.from(JSON.stringify({ alg: 'none', typ: COLLAB_TYP, kid: kid })).toString('base64url');
  return [
    { name: 'alg none', token: unsecured },
    { name: 'alg none, with the right type', token: `${none}.${body}.` },
    { name: 'alg none, with the old signature', token: `${none}.${body}.${signature}` },
    {
      name: 'HS256 with the public key',
      token: await sign(Buffer.from(x, 'base64url'), { alg: 'HS256', typ: COLLAB_TYP, kid: kid }),
    },
    {
      name: 'HS256 with the key’s text',
      token: await sign(text.encode(JSON.stringify(key)), { alg: 'HS256', typ: COLLAB_TYP, kid: kid }),
    },
    { name: 'a key of one’s own', token: await sign(privateKey, { alg: 'EdDSA', typ: COLLAB_TYP, kid: kid }) },
    {
      name: 'a key of one’s own, brought along',
      token: await sign(privateKey, { alg: 'EdDSA', typ: COLLAB_TYP, jwk: await exportJWK(publicKey) }),
    },
    {
      name: 'a key fetched from elsewhere',
      token: await sign(privateKey, { alg: 'EdDSA', typ: COLLAB_TYP, jku: 'http://127.0.0.1:1/keys', kid: 'x' }),
    },
    { name: 'a key that is a path', token: await sign(privateKey, { alg: 'EdDSA', typ: COLLAB_TYP, kid: '../../../dev/null' }) },
    { name: 'a worker’s pass', token: await sign(privateKey, { alg: 'EdDSA', typ: WORKER_TYP, kid: kid }, WORKER_AUDIENCE) },
    { name: 'a raised role', token: `${head}.${raised}.${signature}` },
    { name: 'a signature cut short', token: passes.owner.slice(0, -4) },
    { name: 'no signature', token: `${head}.${body}.` },
    { name: 'an API key nobody was given', token: `oto_live_${newId()}${newId()}` },
    { name: 'an API key of dots', token: 'oto_live_../../x' },
    { name: 'two dots', token: '..' },
    { name: 'a long token', token: 'A'.repeat(12_000) },
    { name: 'a token like SQL', token: encodeURIComponent("' or '1'='1") },
    { name: 'a token of prototypes', token: '__proto__.constructor.prototype' },
  ];
}
