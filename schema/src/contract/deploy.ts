import { z } from 'zod';
import { IdText, Instant } from './common.ts';

/**
 * asked → running → done | failed | rolled_back; an asked one that a newer one outruns is overtaken. `failed`: nothing
 * has changed; or, as the log then ends, the version before is not well either and somebody is needed. `rolled_back`: the
 * new version was not well, and the one before serves again.
 */
export const DEPLOY_STATES = ['asked', 'running', 'done', 'failed', 'rolled_back', 'overtaken'] as const;
export type DeployState = (typeof DEPLOY_STATES)[number];

/** A git commit's whole name. */
export const Commit = z.string().regex(/^[0-9a-f]{40}$/);

export const Deploy = z.object({
  id: IdText,
  state: z.enum(DEPLOY_STATES),
  /** Who asked: an operator here, or somebody at GitHub by a push. */
  by: z.union([
    z.object({ type: z.literal('operator'), name: z.string(), handle: z.string() }),
    z.object({ type: z.literal('github'), login: z.string() }),
  ]),
  /** What was pushed; null: the newest of the branch, whatever it is. */
  commit: Commit.nullable(),
  /** First line of its message. */
  title: z.string().nullable(),
  askedAt: Instant,
  startedAt: Instant.nullable(),
  finishedAt: Instant.nullable(),
  /** What served when it had ended. */
  deployed: Commit.nullable(),
  /** The end of what the host wrote meanwhile. */
  log: z.string(),
});
export type Deploy = z.infer<typeof Deploy>;

/** GET /api/operator/deploys, newest first. POST asks for one and answers with it, or with the one that waits already. */
export const Deploys = z.object({
  branch: z.string(),
  /** Pushes are listened to. */
  github: z.boolean(),
  /** A host may take what is asked; without, nothing happens. */
  host: z.boolean(),
  deploys: z.array(Deploy),
});
export type Deploys = z.infer<typeof Deploys>;

/** POST /api/deploy/claim, for the host with DEPLOY_TOKEN: what to do now; 204 when nothing. */
export const DeployClaim = z.object({ id: IdText, commit: Commit.nullable() });

/** Of POST /api/deploy/requests/:id; its body is the end of the log as plain text. */
export const DeployOutcome = z.object({ outcome: z.enum(['done', 'failed', 'rolled_back']), commit: Commit });
/** Characters of a log that are kept. */
export const DEPLOY_LOG_MAX = 16_000;
