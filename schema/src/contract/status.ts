import { z } from 'zod';
import { KINDS } from '../board/kind.ts';
import { IdText, Instant } from './common.ts';

/** What people come for, in the order in which it is told. Making is told by kind. */
export const STATUS_COMPONENTS = ['board', ...KINDS, 'accounts', 'payments', 'mail', 'media'] as const;
export type StatusComponent = (typeof STATUS_COMPONENTS)[number];
export const ComponentName = z.enum(STATUS_COMPONENTS);

/** `off`: not offered here, or paused on purpose. `unknown`: nobody has looked for a while. */
export const STATUS_STATES = ['up', 'slow', 'down', 'off', 'unknown'] as const;
export type StatusState = (typeof STATUS_STATES)[number];
export const StatusStateText = z.enum(STATUS_STATES);

export const INCIDENT_STATES = ['looking', 'found', 'watching', 'over'] as const;
export type IncidentState = (typeof INCIDENT_STATES)[number];
/** `none`: something to know, such as work that is announced. */
export const INCIDENT_IMPACTS = ['none', 'slow', 'down'] as const;
export type IncidentImpact = (typeof INCIDENT_IMPACTS)[number];
export const INCIDENT_WORDS_MAX = 1000;

export const Incident = z.object({
  id: IdText,
  components: z.array(ComponentName),
  impact: z.enum(INCIDENT_IMPACTS),
  state: z.enum(INCIDENT_STATES),
  beganAt: Instant,
  overAt: Instant.nullable(),
  /** Newest first. */
  updates: z.array(z.object({ state: z.enum(INCIDENT_STATES), fr: z.string(), en: z.string(), at: Instant })),
});
export type Incident = z.infer<typeof Incident>;

/** Days that are told of. */
export const STATUS_DAYS = 90;
export const StatusQuery = z.object({ days: z.coerce.number().int().min(0).max(STATUS_DAYS).default(STATUS_DAYS) });

/** GET /api/status?days=: public, the same for everybody, some seconds old at most. */
export const Status = z.object({
  /** The worst of what is offered. */
  overall: StatusStateText,
  /** When it was last looked at; null: never, or the database is away. */
  at: Instant.nullable(),
  components: z.array(
    z.object({
      name: ComponentName,
      state: StatusStateText,
      since: Instant.nullable(),
      /** What one waits for a making to begin; null where nothing is made, or nothing was asked lately. */
      waitSeconds: z.int().nullable(),
      /** Of the time looked at, in thousandths; null: none was. */
      uptime: z.int().min(0).max(1000).nullable(),
      /** Oldest first, of UTC; minutes of it. A day that nobody looked at is left out. */
      days: z.array(z.object({ day: z.iso.date(), up: z.int(), slow: z.int(), down: z.int() })),
    }),
  ),
  /** Those that are not over, and the newest of the others. */
  incidents: z.array(Incident),
});
export type Status = z.infer<typeof Status>;

const Words = z.string().trim().min(1).max(INCIDENT_WORDS_MAX);

/** GET /api/operator/incidents -> {incidents}, newest first. POST -> 201 Incident. */
export const Incidents = z.object({ incidents: z.array(Incident) });
export const IncidentRequest = z.object({
  components: z.array(ComponentName).min(1).max(STATUS_COMPONENTS.length),
  impact: z.enum(INCIDENT_IMPACTS),
  state: z.enum(INCIDENT_STATES),
  fr: Words,
  en: Words,
});
export type IncidentRequest = z.infer<typeof IncidentRequest>;
/** POST /api/operator/incidents/:id -> Incident. One that is over stays so: wrong_state. */
export const IncidentUpdateRequest = IncidentRequest.omit({ components: true });
export type IncidentUpdateRequest = z.infer<typeof IncidentUpdateRequest>;
