import type { Generated } from 'kysely';
import type { DeployState } from '../../contract/deploy.ts';
import type { Instant, MaybeInstant, Uuid } from './column.ts';

/** What hosts were asked to bring up, and what came of it. */
export type DeployTables = {
  deploy_request: {
    id: Uuid;
    state: Generated<DeployState>;
    asked_by: Uuid | null;
    delivery: string | null;
    pusher: string | null;
    commit: string | null;
    title: string | null;
    asked_at: Instant;
    started_at: MaybeInstant;
    finished_at: MaybeInstant;
    deployed: string | null;
    log: Generated<string>;
  };
};
