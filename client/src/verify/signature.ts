import type { Manifest, ProvenanceRecord } from '@oto/schema/contract/provenance';
import { Manifest as ManifestShape } from '@oto/schema/contract/provenance';
import { compactVerify, createLocalJWKSet, errors, type JSONWebKeySet } from 'jose';

/**
 * What a browser found of a signature.
 * `valid`: made with a published key, of this very file, and telling what is shown.
 * `mismatch`: rightly signed, but of another file or another making. `forged`: not made with our key.
 * `unknown_key`: its key is not published any more. `unsupported`: this browser knows no Ed25519.
 */
export type Signature = 'valid' | 'mismatch' | 'forged' | 'unknown_key' | 'unsupported';

/** Checks a record's signed manifest against the published keys and the file at hand. Never throws. */
export async function checkSignature(
  manifest: string,
  keys: JSONWebKeySet,
  expected: { readonly sha256: string; readonly record: Pick<ProvenanceRecord, 'creation' | 'kind' | 'madeAt' | 'steps'> },
): Promise<Signature> {
  let payload: Uint8Array;
  try {
    ({ payload } = await compactVerify(manifest, createLocalJWKSet(keys), { algorithms: ['EdDSA', 'Ed25519'] }));
  } catch (error) {
    if (error instanceof errors.JWKSNoMatchingKey) return 'unknown_key';
    if (error instanceof errors.JOSENotSupported || isUnsupported(error)) return 'unsupported';
    return 'forged';
  }
  const signed = ManifestShape.safeParse(readJson(payload));
  return signed.success && tells(signed.data, expected) ? 'valid' : 'mismatch';
}

function tells(
  signed: Manifest,
  { sha256, record }: { readonly sha256: string; readonly record: Pick<ProvenanceRecord, 'creation' | 'kind' | 'madeAt' | 'steps'> },
): boolean {
  return (
    signed.sha256 === sha256 &&
    signed.creation === record.creation &&
    signed.kind === record.kind &&
    Date.parse(signed.madeAt) === Date.parse(record.madeAt) &&
    signed.steps.length === record.steps.length &&
    signed.steps.every((step, index) => {
      const shown = record.steps[index];
      return step.engine === shown?.engine && step.model === shown.model && step.trained === shown.trained;
    })
  );
}

/** WebCrypto without Ed25519, as in browsers before 2025. */
function isUnsupported(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'NotSupportedError';
}

function readJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes)) as unknown;
  } catch {
    return undefined;
  }
}
