import {
  CompactSign,
  compactVerify,
  createLocalJWKSet,
  exportJWK,
  generateKeyPair,
  importJWK,
  jwtVerify,
  SignJWT,
  type JSONWebKeySet,
  type JWK,
  type JWTPayload,
} from 'jose';
import { PASS_ISSUER } from '@oto/schema/contract/pass';

/** EdDSA passes. Audience and typ differ per purpose, so that no pass serves twice. */
export type Signer = {
  sign(
    claims: Readonly<Record<string, unknown>>,
    options: { readonly audience: string; readonly typ: string; readonly seconds: number; readonly subject: string },
  ): Promise<string>;
  /** Throws jose's JOSEError on anything but a pass of ours for this very purpose. */
  verify(token: string, options: { readonly audience: string; readonly typ: string }): Promise<JWTPayload>;
  /** Public keys for /.well-known/jwks.json. */
  readonly jwks: JSONWebKeySet;
  /** A statement that stays true: compact JWS without audience or end, so that it is no pass. */
  attest(statement: Readonly<Record<string, unknown>>, typ: string): Promise<string>;
  /** The statement, or null when it is not ours or of another `typ`. */
  attested(token: string, typ: string): Promise<unknown>;
};

const ALG = 'EdDSA';

/**
 * `privateJwk` is an Ed25519 private JWK (kty OKP), and signs. `retired` signed before and still vouch for what they
 * signed; of them only the public part is used. Throws on any other key.
 */
export async function makeSigner(privateJwk: JWK, retired: readonly JWK[] = [], now: () => Date = () => new Date()): Promise<Signer> {
  if (privateJwk.kty !== 'OKP' || privateJwk.crv !== 'Ed25519' || typeof privateJwk.d !== 'string' || typeof privateJwk.x !== 'string') {
    throw new TypeError('SIGNING_KEY must be an Ed25519 private JWK');
  }
  const kid = kidOf(privateJwk);
  const key = await importJWK(privateJwk, ALG);
  const others = retired.filter(({ x }, index) => x !== privateJwk.x && retired.findIndex((old) => old.x === x) === index);
  const jwks: JSONWebKeySet = { keys: [privateJwk, ...others].map(publicPart) };
  if (new Set(jwks.keys.map((one) => one.kid)).size < jwks.keys.length) {
    throw new TypeError('two of SIGNING_KEY and RETIRED_KEYS bear one kid: nothing that either signed could be checked');
  }
  const keySet = createLocalJWKSet(jwks);
  return {
    jwks,
    async sign(claims, { audience, typ, seconds, subject }) {
      const at = Math.floor(now().getTime() / 1000);
      return new SignJWT({ ...claims })
        .setProtectedHeader({ alg: ALG, typ, kid })
        .setIssuer(PASS_ISSUER)
        .setAudience(audience)
        .setSubject(subject)
        .setIssuedAt(at)
        .setExpirationTime(at + seconds)
        .sign(key);
    },
    async verify(token, { audience, typ }) {
      const { payload } = await jwtVerify(token, keySet, {
        algorithms: [ALG],
        issuer: PASS_ISSUER,
        audience,
        typ,
        currentDate: now(),
        requiredClaims: ['exp', 'sub'],
      });
      return payload;
    },
    async attest(statement, typ) {
      return new CompactSign(Buffer.from(JSON.stringify(statement), 'utf8')).setProtectedHeader({ alg: ALG, typ, kid }).sign(key);
    },
    async attested(token, typ) {
      try {
        const { payload, protectedHeader } = await compactVerify(token, keySet, { algorithms: [ALG] });
        return protectedHeader.typ === typ ? JSON.parse(Buffer.from(payload).toString('utf8')) : null;
      } catch {
        return null;
      }
    },
  };
}

function publicPart(jwk: JWK): JWK {
  if (jwk.kty !== 'OKP' || jwk.crv !== 'Ed25519' || typeof jwk.x !== 'string') throw new TypeError('a key must be an Ed25519 JWK');
  return { kty: 'OKP', crv: 'Ed25519', x: jwk.x, kid: kidOf(jwk), alg: ALG, use: 'sig' };
}

function kidOf({ kid, x }: JWK): string {
  return kid ?? (x ?? '').slice(0, 12);
}

/** A fresh private JWK, for tests and for a first local start. */
export async function newSigningKey(): Promise<JWK> {
  const { privateKey } = await generateKeyPair(ALG, { extractable: true });
  return exportJWK(privateKey);
}
