import { z } from 'zod';
import { IdText, Instant } from './common.ts';
import { TERMS_VERSION } from './site.ts';

/*
 * Ways in, beside sign-up and sign-in by e-mail (contract/identity). Sign-up takes {name, email, password, terms:
 * TERMS_VERSION, invitation?}. All that answer SignedIn set the session's cookie.
 *
 *   POST /api/auth/oidc {returnTo?, invitation?, terms?} -> {url}; the provider leads back to GET /api/auth/oidc/callback,
 *     which leads to returnTo (a path of ours), or to /?signin=<error code>. Somebody new needs `terms` (and the
 *     invitation while one is needed): without them the code is terms_not_accepted, and one asks again with them.
 *     oidc_unproved: an account bears the address without having confirmed it; its owner does so by mail first.
 *   POST /api/auth/passkey/options -> the browser's options; POST /api/auth/passkey {response} -> SignedIn
 *   POST /api/passkeys/options -> options; POST /api/passkeys {name, response} -> Passkey; GET, DELETE /api/passkeys/:id
 *   POST /api/auth/forgot {email} -> 204 always; POST /api/auth/reset {token, password} -> 204, ends every session
 *   POST /api/auth/verify/send -> 204; POST /api/auth/verify {token} -> 204. Both need the account's own session
 *     (not_signed_in), so that nobody confirms an account that somebody else made with their address.
 *   POST /api/me/password {current?, password} -> 204, ends the other sessions
 *   POST /api/me/confirm {password} or {passkey response} -> 204: this session may do what is dear for 10 minutes.
 *     Options of the passkey come from POST /api/auth/passkey/options. Signing in confirms too; it is the only way for
 *     an account with neither password nor passkey.
 *   GET /api/sessions -> {sessions}; DELETE /api/sessions/:id; DELETE /api/sessions: all but this one
 *   POST /api/me/terms {version} -> 204
 * The links in mails lead to /account/verify#<token>, /account/reset#<token> and /?invitation=<code>.
 */

/** Part of Me. */
export const AccountState = z.object({
  emailVerified: z.boolean(),
  /** Ways in that this account has. */
  password: z.boolean(),
  passkeys: z.int(),
  oidc: z.boolean(),
  /** The version accepted last; null never. */
  terms: z.string().nullable(),
  /** Something dear may be done without confirming again. */
  confirmedUntil: Instant.nullable(),
});
export type AccountState = z.infer<typeof AccountState>;

export const Session = z.object({
  id: IdText,
  current: z.boolean(),
  createdAt: Instant,
  seenAt: Instant,
  /** The browser in its own words; empty when it said nothing. */
  userAgent: z.string(),
  address: z.string(),
});
export type Session = z.infer<typeof Session>;

export const Passkey = z.object({ id: IdText, name: z.string(), createdAt: Instant, lastUsedAt: Instant.nullable() });
export type Passkey = z.infer<typeof Passkey>;

export const TermsRequest = z.object({ version: z.literal(TERMS_VERSION) });

/**
 * GET /api/me/export: a zip of everything of mine (JSON, CSV, media), streamed; needs a confirmed session.
 *
 * POST /api/me/delete, needs a confirmed session. `works`: what becomes of what I published. remove: taken down; one
 * with forks leaves a plain grey note. anonymise: stays, by a "former member". Everything private goes at once; the
 * ledger and invoices keep their lines under a number that no longer leads to anybody. `handle` is mine, typed again.
 */
export const DeleteRequest = z.object({ handle: z.string(), works: z.enum(['remove', 'anonymise']) });

/** GET /api/me/audit -> {entries}: what was done with my account, newest first, 100 at most. */
export const AuditEntry = z.object({
  id: z.string(),
  at: Instant,
  action: z.string(),
  /** Null: the platform itself. */
  actor: z.object({ id: IdText, name: z.string() }).nullable(),
  subject: z.string().nullable(),
  detail: z.record(z.string(), z.unknown()),
});
export type AuditEntry = z.infer<typeof AuditEntry>;
/** GET /api/operator/audit?action=&actor=&before= -> {entries}; operators only, as all below. */
export const AuditQuery = z.object({
  action: z.string().max(60).optional(),
  actor: IdText.optional(),
  before: z
    .string()
    .regex(/^\d{1,18}$/)
    .optional(),
});

/**
 * GET /api/operator/invitations -> {invitations}, newest first; DELETE /api/operator/invitations/:id revokes. POST -> 201
 * {invitations} with their `code`, once; one for an address is mailed where mail is sent, and then its code is not told.
 */
export const InvitationRequest = z.object({
  note: z.string().trim().max(100).default(''),
  /** Only whoever signs up with it, and then `count` is 1; verified by the mail it is sent in. */
  email: z.email().max(254).nullable().default(null),
  days: z.int().min(1).max(365).default(30),
  count: z.int().min(1).max(100).default(1),
});
export const Invitation = z.object({
  id: IdText,
  note: z.string(),
  email: z.string().nullable(),
  createdAt: Instant,
  expiresAt: Instant,
  usedAt: Instant.nullable(),
  usedBy: z.object({ id: IdText, name: z.string() }).nullable(),
  revokedAt: Instant.nullable(),
  code: z.string().optional(),
});
export type Invitation = z.infer<typeof Invitation>;

/** GET /api/operator/members?q= -> {members}; POST /api/operator/members/:id/role {role}. */
export const OperatorMember = z.object({
  id: IdText,
  name: z.string(),
  handle: z.string(),
  email: z.string(),
  emailVerified: z.boolean(),
  role: z.enum(['member', 'operator']),
  joinedAt: Instant,
  available: z.int(),
  debt: z.int(),
  hidden: z.boolean(),
});
export type OperatorMember = z.infer<typeof OperatorMember>;
export const RoleRequest = z.object({ role: z.enum(['member', 'operator']) });

/** What each member may make in all, while the flag member_invitations is on for them. */
export const OWN_INVITATIONS = 3;
/** GET /api/invitations; POST -> 201 {code}, told once; too_many_requests when none is left. */
export const OwnInvitations = z.object({ left: z.int().min(0), used: z.int().min(0) });
export const OwnInvitation = z.object({ code: z.string(), expiresAt: Instant });
