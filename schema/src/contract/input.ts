import { z } from 'zod';
import { IdText, InputRole, Instant } from './common.ts';

/** A file of one's own from POST /api/inputs, or the picture or voice of a creation one may fork. */
export const InputRef = z.union([z.strictObject({ upload: IdText }), z.strictObject({ creation: IdText })]);
export type InputRef = z.infer<typeof InputRef>;

/**
 * POST /api/inputs  raw bytes, Content-Type image/png|jpeg|webp|avif or audio/wav, 25 MB -> 201 Input.
 * The file is made anew from what it shows or says: nothing else of it is kept. Mine alone.
 * The same bytes again answer the same input. GET /api/inputs/:id/file, DELETE /api/inputs/:id.
 */
export const Input = z.object({
  id: IdText,
  role: InputRole,
  mime: z.string(),
  bytes: z.int(),
  url: z.string(),
  width: z.int().optional(),
  height: z.int().optional(),
  durationMs: z.int().optional(),
  peaks: z.array(z.number()).optional(),
  /** Unused until then, it is forgotten. */
  expiresAt: Instant,
});
export type Input = z.infer<typeof Input>;

/** GET /api/storage: what my files take, and how much I may keep. Bytes. */
export const Storage = z.object({ used: z.int(), quota: z.int() });
export type Storage = z.infer<typeof Storage>;
