import type { Generated } from 'kysely';
import type { IncidentImpact, IncidentState, StatusComponent, StatusState } from '../../contract/status.ts';
import type { Day, Instant, MaybeInstant, Uuid } from './column.ts';

/** How the service is, measured and said. */
export type StatusTables = {
  service_beat: { service: string; replica: string; at: Instant };
  status_component: { name: StatusComponent; state: StatusState; since: Instant; wait_seconds: number | null; checked_at: Instant };
  status_day: { day: Day; component: StatusComponent; up: Generated<number>; slow: Generated<number>; down: Generated<number> };
  incident: {
    id: Uuid;
    components: StatusComponent[];
    impact: IncidentImpact;
    state: IncidentState;
    created_at: Instant;
    over_at: MaybeInstant;
  };
  incident_update: { id: Uuid; incident_id: Uuid; state: IncidentState; fr: string; en: string; written_by: Uuid; at: Instant };
};
