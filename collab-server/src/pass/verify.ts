import { createRemoteJWKSet, errors, jwtVerify, type JWTVerifyGetKey } from 'jose';
import { err, ok, type Result } from '@oto/schema/base/result';
import { COLLAB_AUDIENCE, COLLAB_TYP, CollabClaims, PASS_ISSUER } from '@oto/schema/contract/pass';
import type { Actor } from '../document/actor.ts';

export type Verify = (token: string) => Promise<Result<Actor, 'bad_credential' | 'unavailable'>>;

/** Seconds by which the api's clock may differ from ours. */
const CLOCK_TOLERANCE = 5;
/** Of a name in presence. */
const NAME_MAX = 60;

/** Checks collab passes against the keys that the api publishes; fetches them again for an unknown key. */
export function passVerifier(apiUrl: string): Verify {
  return verifyWith(createRemoteJWKSet(new URL('/.well-known/jwks.json', apiUrl), { timeoutDuration: 3_000, cooldownDuration: 2_000 }));
}

export function verifyWith(keys: JWTVerifyGetKey): Verify {
  return async (token) => {
    if (token === '') return ok({ kind: 'watcher' });
    try {
      const { payload } = await jwtVerify(token, keys, {
        algorithms: ['EdDSA', 'Ed25519'],
        issuer: PASS_ISSUER,
        audience: COLLAB_AUDIENCE,
        typ: COLLAB_TYP,
        requiredClaims: ['exp', 'sub'],
        clockTolerance: CLOCK_TOLERANCE,
      });
      const claims = CollabClaims.safeParse(payload);
      if (!claims.success || payload.exp === undefined) return err('bad_credential', 'claims');
      return ok(actorOf(claims.data, payload.exp * 1000));
    } catch (error) {
      if (isOurFault(error)) return err('unavailable', String(error));
      return err('bad_credential', error instanceof Error ? error.message : 'unreadable');
    }
  };
}

function actorOf(claims: CollabClaims, expires: number): Actor {
  switch (claims.role) {
    case 'member':
    case 'operator':
      return {
        kind: 'member',
        id: claims.sub,
        operator: claims.role === 'operator',
        shown: { name: claims.name.slice(0, NAME_MAX), ...(claims.handle === undefined ? {} : { handle: claims.handle }) },
        ...(claims.newcomer ? { newcomer: true } : {}),
        expires,
      };
    case 'service':
      return { kind: 'service', name: claims.sub, document: claims.document, note: claims.note, record: claims.record ?? null, expires };
    default:
      return claims satisfies never;
  }
}

/** The keys could not be fetched: says nothing about the pass. */
function isOurFault(error: unknown): boolean {
  if (error instanceof errors.JWKSTimeout || error instanceof errors.JWKSInvalid) return true;
  if (error instanceof errors.JOSEError) return error.code === 'ERR_JOSE_GENERIC';
  return error instanceof TypeError && error.message === 'fetch failed';
}
