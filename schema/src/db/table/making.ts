import type { ColumnType, Generated, GeneratedAlways } from 'kysely';
import type { Lang } from '../../base/lang.ts';
import type { Kind } from '../../board/kind.ts';
import type { Policy } from '../../board/record.ts';
import type { StepResult, StepSource } from '../../contract/worker.ts';
import type { Role } from '../../job/chain.ts';
import type { JobState } from '../../job/state.ts';
import type { Uuid, Instant, MaybeInstant, Json, Big } from './column.ts';

type Place = { readonly x: number; readonly y: number };
export type Visibility = 'private' | 'unlisted' | 'published';
export type ForkLicence = 'allowed' | 'ask' | 'no';

/** What is made, by whose jobs, and where it is pinned. */
export type MakingTables = {
  plot: {
    x: number;
    y: number;
    owner_id: Uuid;
    ordinal: number;
    epoch: Generated<number>;
    notes: Generated<number>;
    tint: Generated<number>;
    policy: Generated<Policy>;
    rights: Generated<number>;
    claimed_at: Instant;
  };
  plot_guest: { plot_x: number; plot_y: number; member_id: Uuid; invited_at: Instant };
  agent: {
    id: Uuid;
    owner_id: Uuid;
    kind: Kind;
    colour: number;
    current_version: Uuid;
    plot_x: number;
    plot_y: number;
    seat_x: number;
    seat_y: number;
    seat_rot: number;
    hidden_at: MaybeInstant;
    hidden_reason: string | null;
    deleted_at: MaybeInstant;
    deleted_reason: string | null;
    created_at: Instant;
  };
  agent_version: {
    id: Uuid;
    agent_id: Uuid;
    version: number;
    kind: Kind;
    engine: string;
    model: string;
    name: string;
    role: string;
    instructions: string;
    fee: number;
    lang: Lang;
    created_at: Instant;
  };
  creation: {
    id: Uuid;
    author_id: Uuid;
    kind: Kind;
    title: Generated<string>;
    prompt: string;
    body: Generated<string>;
    lang: Lang;
    state: Generated<'pending' | 'done' | 'failed'>;
    trained: Generated<boolean>;
    remake_of: ColumnType<Uuid | null, Uuid | null | undefined, Uuid | null>;
    visibility: Generated<Visibility>;
    fork: Generated<ForkLicence>;
    plot_x: number | null;
    plot_y: number | null;
    seat_x: number | null;
    seat_y: number | null;
    seat_rot: number | null;
    created_at: Instant;
    published_at: MaybeInstant;
    hidden_at: MaybeInstant;
    hidden_reason: string | null;
    deleted_at: MaybeInstant;
    deleted_reason: string | null;
  };
  creation_parent: { creation_id: Uuid; parent_id: Uuid; position: number };
  creation_step: {
    creation_id: Uuid;
    position: number;
    agent_version_id: Uuid;
    engine: string;
    engine_name: Generated<string>;
    model: string;
    trained: boolean;
    prompt: string;
    output: Generated<string>;
    sources: ColumnType<readonly StepSource[], string | undefined, string>;
    tokens: number;
    started_at: Date | string;
    duration_ms: number;
  };
  job: {
    id: Uuid;
    creation_id: Uuid;
    author_id: Uuid;
    kind: Kind;
    place: 'board' | 'private';
    state: Generated<JobState>;
    request: Json<unknown>;
    idempotency_key: string;
    request_hash: string;
    price: number;
    charged: number | null;
    seed: number;
    step: Generated<number>;
    phase: Generated<string>;
    pct: Generated<number>;
    attempt: Generated<number>;
    max_attempts: Generated<number>;
    priority: Generated<number>;
    kept: ColumnType<Kind | null, Kind | null | undefined, Kind | null>;
    queued_at: Instant;
    engine: Generated<string>;
    ahead: GeneratedAlways<number>;
    /** Lower is sooner. */
    rank: Big;
    run_after: Instant;
    lease_until: MaybeInstant;
    worker: string | null;
    cancel_requested_at: MaybeInstant;
    error_code: string | null;
    error_detail: string | null;
    request_id: ColumnType<string | null, string | null | undefined, never>;
    traceparent: ColumnType<string | null, string | null | undefined, never>;
    created_at: Instant;
    started_at: MaybeInstant;
    finished_at: MaybeInstant;
  };
  job_step: {
    job_id: Uuid;
    position: number;
    agent_version_id: Uuid;
    engine_tokens: number;
    fee: number;
    result: ColumnType<StepResult | null, string | null | undefined, string | null>;
    delivered_attempt: ColumnType<number | null, number | null | undefined, number | null>;
    delivered_at: MaybeInstant;
  };
  job_attempt: {
    job_id: Uuid;
    attempt: number;
    worker: string;
    started_at: Instant;
    ended_at: MaybeInstant;
    code: Generated<string>;
    detail: Generated<string>;
  };
  job_input: {
    job_id: Uuid;
    position: number;
    role: Role;
    step: number;
    input_id: Uuid | null;
    creation_id: Uuid | null;
    sha256: string;
    mime: string;
    bytes: ColumnType<string, number | string, number | string>;
  };
  revenue_split: {
    job_id: Uuid;
    position: number;
    kind: 'platform' | 'agent' | 'royalty';
    payee_id: Uuid | null;
    agent_id: Uuid | null;
    creation_id: Uuid | null;
    quoted: number;
    amount: number | null;
  };
  worker: {
    name: string;
    engines: Json<unknown>;
    draining: Generated<boolean>;
    instance: Generated<string>;
    born_at: Instant;
    seen_at: Instant;
  };
  outbox: { id: Big; plot_x: number; plot_y: number; fact: Json<unknown>; created_at: Instant; delivered_at: MaybeInstant };
  /** Drawn by the function `map_draw(tile_x, tile_y)` alone; `agent` is a 36-character id. */
  map_tile: {
    tile_x: number;
    tile_y: number;
    landmarks: GeneratedAlways<readonly { readonly agent: Uuid; readonly descendants: number }[]>;
    rivers: GeneratedAlways<
      readonly { readonly from: Place; readonly to: Place; readonly cords: number; readonly colour: number | null }[]
    >;
    flows: GeneratedAlways<readonly (Place & { readonly cords: number; readonly colour: number | null })[]>;
    notes: Big;
    drawn_at: GeneratedAlways<Date | null>;
    took_ms: GeneratedAlways<number>;
  };
};
