import type { ColumnType, Generated } from 'kysely';
import type { Lang } from '../../base/lang.ts';
import type { Uuid, Instant, MaybeInstant } from './column.ts';

/** Who somebody is: accounts, sessions, members, keys, invitations, letters. */
export type IdentityTables = {
  user: {
    id: Uuid;
    name: string;
    email: string;
    emailVerified: Generated<boolean>;
    image: string | null;
    createdAt: Instant;
    updatedAt: Instant;
  };
  session: {
    id: Uuid;
    userId: Uuid;
    token: string;
    expiresAt: Date;
    ipAddress: string | null;
    userAgent: string | null;
    confirmedUntil: MaybeInstant;
    createdAt: Instant;
    updatedAt: Instant;
  };
  /** Rows are better-auth's: a password, or a provider's word. */
  account: {
    id: Uuid;
    userId: Uuid;
    accountId: string;
    providerId: string;
    password: string | null;
    createdAt: Instant;
    updatedAt: Instant;
  };
  verification: { id: Uuid; identifier: string; value: string; expiresAt: Date; createdAt: Instant; updatedAt: Instant };
  passkey: {
    id: Uuid;
    name: string | null;
    publicKey: string;
    userId: Uuid;
    credentialID: string;
    counter: number;
    deviceType: string;
    backedUp: boolean;
    transports: string | null;
    createdAt: Date | null;
    aaguid: string | null;
    lastUsedAt: MaybeInstant;
  };
  invitation: {
    id: Uuid;
    code_sha256: Buffer;
    email: string | null;
    note: Generated<string>;
    created_by: Uuid;
    created_at: Instant;
    expires_at: ColumnType<Date, Date | string, Date | string>;
    used_by: ColumnType<Uuid | null, Uuid | null | undefined, Uuid | null>;
    used_at: MaybeInstant;
    revoked_at: MaybeInstant;
  };
  terms_acceptance: { member_id: Uuid; version: string; accepted_at: Instant };
  mail: {
    id: Uuid;
    recipient: string;
    subject: string;
    body_text: string;
    body_html: string;
    created_at: Instant;
    due_at: Instant;
    tries: Generated<number>;
    sent_at: MaybeInstant;
    error: ColumnType<string | null, string | null | undefined, string | null>;
  };
  member: {
    id: Uuid;
    name: string;
    handle: string;
    role: Generated<'member' | 'operator'>;
    lang: Generated<Lang>;
    bio: Generated<string>;
    hidden_at: MaybeInstant;
    hidden_reason: string | null;
    deleted_at: MaybeInstant;
    deleted_reason: string | null;
    created_at: Instant;
  };
  api_key: {
    id: Uuid;
    member_id: Uuid;
    name: string;
    prefix: string;
    sha256: Buffer;
    scopes: string[];
    last_used_at: MaybeInstant;
    revoked_at: MaybeInstant;
    created_at: Instant;
  };
};
