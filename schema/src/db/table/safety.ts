import type { ColumnType, Generated } from 'kysely';
import type { Reason } from '../../contract/moderation.ts';
import type { ReportReason, ReportSubject, Sanction } from '../../contract/safety.ts';
import type { Uuid, Instant, MaybeInstant, Json, Big } from './column.ts';

/** Rules, reports, decisions, and what operators did and read. */
export type SafetyTables = {
  house_rule: {
    id: Uuid;
    phrases: string[];
    reason: Reason;
    advice_fr: Generated<string>;
    advice_en: Generated<string>;
    enabled: Generated<boolean>;
    created_by: Uuid | null;
    created_at: Instant;
  };
  refusal: {
    id: Uuid;
    member_id: Uuid;
    prompt: string;
    words_sha256: string;
    reason: Reason;
    passage: Generated<string>;
    rule: Generated<string>;
    created_at: Instant;
  };
  appeal: {
    id: Uuid;
    refusal_id: Uuid;
    member_id: Uuid;
    words: string;
    state: Generated<'open' | 'allowed' | 'kept'>;
    answer: Generated<string>;
    decided_by: ColumnType<Uuid | null, Uuid | null | undefined, Uuid | null>;
    created_at: Instant;
    decided_at: MaybeInstant;
  };
  report: {
    id: Uuid;
    subject: ReportSubject;
    subject_id: Uuid;
    owner_id: Uuid | null;
    title: Generated<string>;
    reporter_id: Uuid | null;
    email: string | null;
    reason: ReportReason;
    words: Generated<string>;
    state: Generated<'open' | 'upheld' | 'rejected'>;
    answer: Generated<string>;
    decided_by: ColumnType<Uuid | null, Uuid | null | undefined, Uuid | null>;
    created_at: Instant;
    decided_at: MaybeInstant;
  };
  statement_of_reasons: {
    id: Uuid;
    member_id: Uuid;
    subject: ReportSubject;
    subject_id: Uuid;
    title: Generated<string>;
    sanction: Sanction;
    ground: 'law' | 'terms';
    reason: ReportReason;
    facts: string;
    automated: Generated<boolean>;
    decided_by: ColumnType<Uuid | null, Uuid | null | undefined, Uuid | null>;
    created_at: Instant;
    lifted_at: MaybeInstant;
    appeal_words: ColumnType<string | null, string | null | undefined, string | null>;
    appealed_at: MaybeInstant;
    appeal_state: ColumnType<'open' | 'lifted' | 'kept' | null, 'open' | null | undefined, 'open' | 'lifted' | 'kept' | null>;
    appeal_answer: Generated<string>;
    appeal_by: ColumnType<Uuid | null, Uuid | null | undefined, Uuid | null>;
    appeal_decided_at: MaybeInstant;
  };
  kill_switch: {
    name: 'generation' | 'signup' | 'purchase' | 'open_signup';
    enabled: Generated<boolean>;
    reason: string | null;
    changed_by: Uuid | null;
    changed_at: Instant;
  };
  audit_log: { id: Big; actor_id: Uuid | null; action: string; subject: string | null; detail: Json<unknown> | null; created_at: Instant };
  /** `level` as pino numbers it: 20 debug, 30 info, 40 warn, 50 error. */
  log_line: {
    id: Big;
    at: ColumnType<Date, Date | string, never>;
    service: string;
    replica: string;
    level: number;
    message: string;
    request_id: string | null;
    fields: Json<Record<string, unknown>>;
  };
};
