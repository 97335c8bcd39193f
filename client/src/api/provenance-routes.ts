import { ProvenanceAnswer, VerifyReport } from '@oto/schema/contract/provenance';
import { z } from 'zod';
import type { Calls } from './calls.ts';

const KeySet = z.object({ keys: z.array(z.looseObject({ kty: z.string() })) });

/** Where a file came from: public, no account. */
export function provenanceRoutes({ call }: Calls) {
  return {
    /** `sha256`: 64 hex digits, of the whole file. */
    provenance: (sha256: string) => call(`/api/provenance/${sha256}`, ProvenanceAnswer),
    /** The file itself, for the marks it carries. */
    readMarks: (file: Blob) =>
      call('/api/verify', VerifyReport, { method: 'POST', raw: file.slice(0, file.size, 'application/octet-stream') }),
    publishedKeys: () => call('/.well-known/jwks.json', KeySet),
  };
}
