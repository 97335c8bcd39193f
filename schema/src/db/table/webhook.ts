import type { ColumnType, Generated } from 'kysely';
import type { DeliveryState } from '../../contract/webhook.ts';
import type { Big, Instant, MaybeInstant, Uuid } from './column.ts';

type Maybe<T> = ColumnType<T | null, T | null | undefined, T | null>;

/** What other programs are told, and what became of it. */
export type WebhookTables = {
  webhook_endpoint: {
    id: Uuid;
    url: string;
    note: Generated<string>;
    events: string[];
    enabled: Generated<boolean>;
    off_because: Maybe<'operator' | 'gone' | 'failing'>;
    /** Sealed; null once it was removed. */
    secret: Maybe<Buffer>;
    secret_before: Maybe<Buffer>;
    before_until: MaybeInstant;
    failing_since: MaybeInstant;
    failures: Generated<number>;
    created_at: Instant;
    deleted_at: MaybeInstant;
  };
  webhook_event: { id: Uuid; type: string; key: string; body: string; created_at: Instant };
  webhook_delivery: {
    id: Big;
    endpoint_id: Uuid;
    event_id: Uuid;
    state: Generated<DeliveryState>;
    tries: Generated<number>;
    due_at: Instant;
    /** Whoever sends it has until then. */
    lease_until: MaybeInstant;
    status: Maybe<number>;
    answer: Generated<string>;
    error: Maybe<string>;
    tried_at: MaybeInstant;
    created_at: Instant;
  };
};
