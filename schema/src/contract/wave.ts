import { z } from 'zod';
import { IdText, Instant, LangText } from './common.ts';

export const WISH_MAX = 200;

/**
 * POST /api/waiting-list -> 202, whoever is on it; a mail's link confirms the address. Open while sign-up is by
 * invitation, mail is sent and the flag is on: else waiting_list_closed. The link leads to GET /api/waiting-list/mine?t=,
 * a page that says one's place and lets one leave.
 */
export const WaitingRequest = z.object({
  email: z.email().max(254),
  lang: LangText,
  /** What they would make. */
  wish: z.string().trim().max(WISH_MAX).default(''),
});

/** GET /api/operator/waiting -> who waits, longest first, 200 at most, and how many. DELETE /api/operator/waiting/:id forgets one. */
export const WaitingPerson = z.object({
  id: IdText,
  email: z.string(),
  lang: LangText,
  wish: z.string(),
  confirmedAt: Instant,
  /** The wave they were chosen for. */
  wave: z.string().nullable(),
});
export type WaitingPerson = z.infer<typeof WaitingPerson>;
export const Waiting = z.object({
  people: z.array(WaitingPerson),
  counts: z.object({ fr: z.int(), en: z.int(), unconfirmed: z.int(), invited: z.int() }),
});
export type Waiting = z.infer<typeof Waiting>;

export const WAVE_STATES = ['open', 'paused', 'stopped', 'done'] as const;
export type WaveState = (typeof WAVE_STATES)[number];
export const WAVE_WHOS = ['oldest', 'chosen'] as const;
export type WaveWho = (typeof WAVE_WHOS)[number];
/** Invitations of a wave in a minute. */
export const PER_MINUTE_MAX = 600;

/** GET /api/operator/waves -> {waves}, newest first. */
export const Wave = z.object({
  id: IdText,
  name: z.string(),
  who: z.enum(WAVE_WHOS),
  lang: LangText.nullable(),
  size: z.int(),
  perMinute: z.int(),
  state: z.enum(WAVE_STATES),
  opensAt: Instant,
  createdAt: Instant,
  endedAt: Instant.nullable(),
  /** Invitations sent, used, and people who were still seen a day after they had come. */
  sent: z.int(),
  used: z.int(),
  stayed: z.int(),
});
export type Wave = z.infer<typeof Wave>;
export const Waves = z.object({ waves: z.array(Wave) });

/** POST /api/operator/waves -> 201 Wave. `chosen`: ids of who waits, and then `size` is their number. */
export const WaveRequest = z.object({
  name: z.string().trim().min(1).max(80),
  size: z.int().min(1).max(10_000),
  lang: LangText.nullable().default(null),
  chosen: z.array(IdText).max(200).default([]),
  /** Null: now. */
  opensAt: Instant.nullable().default(null),
  perMinute: z.int().min(1).max(PER_MINUTE_MAX).default(30),
  days: z.int().min(1).max(365).default(30),
});
export type WaveRequest = z.input<typeof WaveRequest>;
/** POST /api/operator/waves/:id {deed} -> Wave. A wave that was stopped or is done stays so: wrong_state. */
export const WaveDeed = z.object({ deed: z.enum(['pause', 'resume', 'stop']) });
export type WaveDeed = z.infer<typeof WaveDeed>['deed'];
