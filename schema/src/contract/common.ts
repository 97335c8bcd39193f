import { z } from 'zod';
import { ID_PATTERN, type Id } from '../base/id.ts';
import { LANGS } from '../base/lang.ts';
import { KINDS } from '../board/kind.ts';

export const IdText = z
  .string()
  .regex(ID_PATTERN)
  .transform((value) => value as Id);
export const LangText = z.enum(LANGS);
export const KindText = z.enum(KINDS);
/** ISO 8601, UTC. */
export const Instant = z.iso.datetime();
export const PlotShape = z.object({ x: z.int(), y: z.int() });
/** Whole tokens. */
export const Tokens = z.int().min(0).max(1_000_000_000);
export const PROMPT_MAX = 2000;
/** What an engine may be given beside words. */
export const INPUT_ROLES = ['image', 'audio'] as const;
export const InputRole = z.enum(INPUT_ROLES);
export type InputRole = z.infer<typeof InputRole>;
export const VISIBILITIES = ['private', 'unlisted', 'published'] as const;
export const FORK_LICENCES = ['allowed', 'ask', 'no'] as const;
export const Visibility = z.enum(VISIBILITIES);
export const ForkLicence = z.enum(FORK_LICENCES);
