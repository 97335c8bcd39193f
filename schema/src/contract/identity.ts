import { z } from 'zod';
import { AccountState } from './account.ts';
import { IdText, Instant, LangText, PlotShape } from './common.ts';
import { FlagsOn } from './flag.ts';
import { Wallet } from './ledger.ts';

/** GET /api/me. By e-mail one comes in at POST /api/auth/sign-up/email, /sign-in/email, and leaves at /sign-out; other ways: contract/account. */
export const Me = z.object({
  id: IdText,
  name: z.string(),
  handle: z.string(),
  email: z.string(),
  role: z.enum(['member', 'operator']),
  lang: LangText,
  /** Claimed plots; the first is home. */
  plots: z.array(PlotShape),
  wallet: Wallet,
  account: AccountState,
  /** What is on for me (contract/flag). */
  flags: FlagsOn,
});
export type Me = z.infer<typeof Me>;

export const BIO_MAX = 280;

/** PATCH /api/me */
export const MePatch = z.object({
  name: z.string().trim().min(1).max(60).optional(),
  lang: LangText.optional(),
  /** A few words about oneself, for everybody. */
  bio: z.string().trim().max(BIO_MAX).optional(),
});

/** GET /api/members/:handle, public. */
export const Member = z.object({
  id: IdText,
  name: z.string(),
  handle: z.string(),
  plots: z.array(PlotShape),
  joinedAt: Instant,
  notes: z.int(),
});
export type Member = z.infer<typeof Member>;

/** POST /api/pass -> a 5-minute EdDSA JWT for the collab server. */
export const Pass = z.object({ token: z.string(), expiresAt: Instant });
export type Pass = z.infer<typeof Pass>;

export const API_SCOPES = ['generate', 'read', 'wallet', 'recheck'] as const;
/** POST /api/keys {name, scopes} answers `secret` once; GET /api/keys lists; DELETE /api/keys/:id revokes. */
export const ApiKeyCreate = z.object({ name: z.string().trim().min(1).max(60), scopes: z.array(z.enum(API_SCOPES)).min(1) });
export const ApiKey = z.object({
  id: IdText,
  name: z.string(),
  prefix: z.string(),
  scopes: z.array(z.enum(API_SCOPES)),
  createdAt: Instant,
  lastUsedAt: Instant.nullable(),
  secret: z.string().optional(),
});
export type ApiKey = z.infer<typeof ApiKey>;
