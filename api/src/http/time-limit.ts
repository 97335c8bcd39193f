import { createMiddleware } from 'hono/factory';
import { ApiError } from './api-error.ts';
import type { ApiEnv } from './env.ts';

/** Milliseconds within which an answer must begin: longer than any long poll. Deleting an account may take its time. */
export const ANSWER_MS = 30_000;
export const DELETE_MS = 240_000;

/** Answers `unavailable` for what takes longer. Streams are measured to their beginning; the work itself goes on to its end. */
export function timeLimit(ms: number = ANSWER_MS) {
  return createMiddleware<ApiEnv>(async (c, next) => {
    const late = Promise.withResolvers<never>();
    const allowed = c.req.path === '/api/me/delete' ? DELETE_MS : ms;
    const alarm = setTimeout(() => late.reject(new ApiError('unavailable', { detail: `no answer within ${allowed} ms` })), allowed);
    try {
      await Promise.race([next(), late.promise]);
    } finally {
      clearTimeout(alarm);
    }
  });
}
