import { z } from 'zod';
import { Instant } from './common.ts';

export const LOG_LEVELS = ['debug', 'info', 'warn', 'error'] as const;
export const LOG_SERVICES = ['api', 'collab-server', 'gpu-worker'] as const;

/** One structured line of a server, redacted where it was written. */
export const LogLine = z.object({
  /** Rises with time. */
  id: z.string(),
  at: Instant,
  service: z.enum(LOG_SERVICES),
  /** Which of several. */
  replica: z.string(),
  level: z.enum(LOG_LEVELS),
  message: z.string(),
  requestId: z.string().nullable(),
  /** What else the line says. */
  fields: z.record(z.string(), z.unknown()),
});
export type LogLine = z.infer<typeof LogLine>;

/** GET /api/operator/logs?level=&service=&q=&before=<id> -> {lines} newest first, 200 at most; the same with `Accept: text/event-stream` goes on live. */
export const LogQuery = z.object({
  level: z.enum(LOG_LEVELS).default('info'),
  service: z.enum(LOG_SERVICES).optional(),
  q: z.string().trim().max(120).optional(),
  before: z
    .string()
    .regex(/^\d{1,18}$/)
    .optional(),
});
export const LogLines = z.object({ lines: z.array(LogLine) });
/** POST /worker/logs {lines}: a worker, which has no database, hands its own in. */
export const WorkerLogs = z.object({ lines: z.array(LogLine.omit({ id: true, service: true })).max(200) });
