import { z } from 'zod';
import { IdText, Instant, KindText } from './common.ts';

/** Where a creation came from, as signed when its file was made. An ingredient is a parent, or a file the author gave. */
export const Manifest = z.object({
  /** Hex, of the file's bytes. */
  sha256: z.string(),
  mime: z.string(),
  creation: IdText,
  kind: KindText,
  title: z.string(),
  author: z.string(),
  madeAt: Instant,
  /** http://cv.iptc.org/newscodes/digitalsourcetype/... */
  digitalSourceType: z.string(),
  steps: z.array(z.object({ agent: z.string(), engine: z.string(), model: z.string(), trained: z.boolean() })),
  ingredients: z.array(
    z.object({ relation: z.enum(['parentOf', 'inputTo']), title: z.string(), creation: IdText.optional(), sha256: z.string().optional() }),
  ),
});
export type Manifest = z.infer<typeof Manifest>;

/** A file we made. Names and titles are as the board shows them today: what was taken down is not told again. */
export const ProvenanceRecord = z.object({
  creation: IdText,
  kind: KindText,
  /** Which of its files. */
  variant: z.string(),
  /** False: private, hidden or deleted since; then only that we made it, when, and how, is told. */
  shown: z.boolean(),
  title: z.string().nullable(),
  author: z.string().nullable(),
  trained: z.boolean(),
  madeAt: Instant,
  steps: Manifest.shape.steps,
  ingredients: Manifest.shape.ingredients,
  /** Compact JWS of the Manifest, `typ` oto-manifest; null once something it says is no longer shown. Its key: GET /.well-known/jwks.json. */
  manifest: z.string().nullable(),
});
export type ProvenanceRecord = z.infer<typeof ProvenanceRecord>;

/** GET /api/provenance/:sha256 -> {records}: public. The same bytes may belong to several creations. */
export const ProvenanceAnswer = z.object({ records: z.array(ProvenanceRecord) });

/**
 * POST /api/verify  raw bytes, 25 MB: for a file whose bytes we do not know. Marks are what the file says of
 * itself; only a signature of ours makes them more than a claim. Nothing is kept.
 */
export const VerifyReport = z.object({
  sha256: z.string(),
  mime: z.string().nullable(),
  records: z.array(ProvenanceRecord),
  /** The XMP's DigitalSourceType. */
  sourceType: z.string().nullable(),
  /** An embedded content credential. `ours`: its signature is valid and made with our key. `intact`: the bytes are those signed. */
  credential: z
    .object({ ours: z.boolean(), intact: z.boolean(), issuer: z.string(), title: z.string(), manifest: Manifest.nullable() })
    .nullable(),
});
export type VerifyReport = z.infer<typeof VerifyReport>;
