import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { z } from 'zod';
import { uuidFromId } from '@oto/schema/base/id';
import { ProvenanceAnswer, VerifyReport, type Manifest } from '@oto/schema/contract/provenance';
import type { Deps } from '../deps.ts';
import { ApiError } from '../http/api-error.ts';
import { addressKey } from '../http/client-address.ts';
import { describe } from '../http/describe.ts';
import type { ApiEnv } from '../http/env.ts';
import { consume } from '../http/limits.ts';
import { param } from '../http/validate.ts';
import { UPLOAD_MAX_BYTES } from '../media/intake.ts';
import { sha256Hex } from '../media/store.ts';
import { makeCredential, type Credential } from './credential.ts';
import type { FoundCredential } from './examine.ts';
import { startExaminer } from './examiner.ts';
import { readManifest, recordsOf, todayOf } from './lookup.ts';

const One = z.object({ sha256: z.string().regex(/^[0-9a-f]{64}$/) });
/** Files an address may show us in a minute. */
const VERIFIED_PER_MINUTE = 20;

/** GET /api/provenance/:sha256, POST /api/verify. Open to everybody; nothing that is shown to us is kept. */
export function provenanceRoutes(deps: Deps): Hono<ApiEnv> {
  const examiner = startExaminer();
  const credential = makeCredential(deps.config);
  const rate = new RateLimiterMemory({ keyPrefix: 'verify', points: VERIFIED_PER_MINUTE * deps.config.limitsFactor, duration: 60 });
  return new Hono<ApiEnv>()
    .get('/api/provenance/:sha256', describe('Where a file of ours comes from', 'provenance', ProvenanceAnswer), param(One), async (c) => {
      c.header('Cache-Control', 'no-store');
      return c.json({ records: await recordsOf(deps, c.req.valid('param').sha256) });
    })
    .post(
      '/api/verify',
      describe('What is known of a file, and what it says of itself', 'provenance', VerifyReport),
      limit(),
      async (c) => {
        await consume(rate, addressKey(c.get('ip')));
        const bytes = new Uint8Array(await c.req.arrayBuffer());
        if (bytes.byteLength === 0) throw new ApiError('bad_media', { detail: 'an empty file' });
        const examined = await examiner.examine(bytes);
        if (!examined) throw new ApiError('too_many_requests', { retryAfterSeconds: 5 });
        const sha256 = sha256Hex(bytes);
        c.header('Cache-Control', 'no-store');
        return c.json({
          sha256,
          mime: examined.mime,
          records: await recordsOf(deps, sha256),
          sourceType: examined.sourceType,
          credential: examined.credential && (await told(deps, await credential, examined.credential)),
        } satisfies VerifyReport);
      },
    );
}

/** A credential of ours that names what was taken down since is told without the names. */
async function told(deps: Deps, own: Credential, found: FoundCredential): Promise<VerifyReport['credential']> {
  const { signed, intact, issuer, title } = found;
  const ours = signed && own.publicKeys.has(found.publicKey);
  if (!ours) return { ours, intact, issuer, title, manifest: null };
  const manifest = found.jws === null ? null : await readManifest(deps, found.jws);
  const open = manifest !== null && (await stands(deps, manifest));
  return { ours, intact, issuer, title: open ? title : '', manifest: open ? manifest : null };
}

async function stands(deps: Deps, manifest: Manifest): Promise<boolean> {
  const today = await todayOf(deps.db, uuidFromId(manifest.creation));
  return today !== null && today.stands(manifest);
}

function limit() {
  return bodyLimit({
    maxSize: UPLOAD_MAX_BYTES,
    onError() {
      throw new ApiError('payload_too_large');
    },
  });
}
