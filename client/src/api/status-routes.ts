import { Incident, Incidents, Status, type IncidentRequest, type IncidentUpdateRequest } from '@oto/schema/contract/status';
import type { Calls } from './calls.ts';

const of = '/api/operator/incidents';

/** How the service is; what operators tell of it. */
export function statusRoutes({ call, post }: Calls) {
  return {
    /** Without its days. */
    status: () => call('/api/status?days=0', Status),
    incidents: () => call(of, Incidents),
    openIncident: (asked: IncidentRequest) => post(of, Incident, asked),
    updateIncident: (id: string, asked: IncidentUpdateRequest) => post(`${of}/${id}`, Incident, asked),
  };
}
