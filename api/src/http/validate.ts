import { validator } from 'hono-openapi';
import type { z } from 'zod';
import { ApiError, type FieldProblem } from './api-error.ts';

/**
 * zod at the door. Each answers bad_request with the failing fields as JSON paths, and describes
 * itself in /openapi.json. Read with `c.req.valid('json' | 'query' | 'param' | 'header')`.
 */
export function json<S extends z.ZodType>(schema: S) {
  return validator('json', schema, refuse, { options: { unrepresentable: 'any' } });
}

export function query<S extends z.ZodType>(schema: S) {
  return validator('query', schema, refuse, { options: { unrepresentable: 'any' } });
}

export function param<S extends z.ZodType>(schema: S) {
  return validator('param', schema, refuse, { options: { unrepresentable: 'any' } });
}

/** Header names are lower case. */
export function header<S extends z.ZodType>(schema: S) {
  return validator('header', schema, refuse, { options: { unrepresentable: 'any' } });
}

type Issue = { readonly message: string; readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined };
type Outcome = { readonly success: true } | { readonly success: false; readonly error: readonly Issue[] };

function refuse(outcome: Outcome): void {
  if (!outcome.success) throw new ApiError('bad_request', { fields: outcome.error.map(fieldProblem) });
}

export function fieldProblem(issue: Issue): FieldProblem {
  const path = (issue.path ?? []).map((part) => String(typeof part === 'object' ? part.key : part)).join('.');
  return { path, message: issue.message };
}
