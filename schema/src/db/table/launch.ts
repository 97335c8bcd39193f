import type { Generated } from 'kysely';
import type { Lang } from '../../base/lang.ts';
import type { FeedbackAbout, FeedbackKind, FeedbackLine, FeedbackState } from '../../contract/feedback.ts';
import type { FlagState } from '../../contract/flag.ts';
import type { WaveState, WaveWho } from '../../contract/wave.ts';
import type { Instant, Json, MaybeInstant, Uuid } from './column.ts';

/** Who waits to come in, waves of invitations, what people say of the product, what is shown to whom. */
export type LaunchTables = {
  wave: {
    id: Uuid;
    name: string;
    who: WaveWho;
    /** Only those who read it; null: everybody. */
    lang: Lang | null;
    size: number;
    per_minute: number;
    /** How long its invitations last. */
    days: number;
    state: Generated<WaveState>;
    opens_at: Instant;
    due_at: Instant;
    sent: Generated<number>;
    created_by: Uuid;
    created_at: Instant;
    ended_at: MaybeInstant;
  };
  waiting_person: {
    id: Uuid;
    email: string;
    lang: Lang;
    wish: Generated<string>;
    created_at: Instant;
    confirmed_at: MaybeInstant;
    wave_id: Generated<Uuid | null>;
    invited_at: MaybeInstant;
    invitation_id: Generated<Uuid | null>;
  };
  wave_invitation: { invitation_id: Uuid; wave_id: Uuid; sent_at: Instant };
  feedback: {
    id: Uuid;
    /** The sender's own: sent twice, kept once. */
    key: Uuid;
    member_id: Uuid | null;
    contact: string | null;
    lang: Lang;
    kind: FeedbackKind;
    words: string;
    about: Json<FeedbackAbout>;
    lines: Json<readonly FeedbackLine[]>;
    request_ids: string[];
    sha256: string | null;
    bytes: number | null;
    state: Generated<FeedbackState>;
    answer: Generated<string>;
    answered_by: Generated<Uuid | null>;
    answered_at: MaybeInstant;
    created_at: Instant;
  };
  feature_flag: {
    name: string;
    state: FlagState;
    share: Generated<number>;
    members: Generated<string[]>;
    changed_by: Uuid;
    changed_at: Instant;
  };
};
