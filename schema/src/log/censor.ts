import { plainError } from './plain-error.ts';
import { CENSORED, isSecretName } from './scrub.ts';

const DEPTH_MAX = 5;

type Fields = { readonly [name: string]: unknown };

/**
 * The fields of a log line, with `[redacted]` for whatever stands under a secret's name, down to five levels; what lies
 * deeper is `…`. The same object where nothing had to go: a line of plain words, as every request writes one, costs a
 * look at its names (pino's own `redact` parses all its paths for each field of each line: 0.25 ms a request).
 * An error stays itself: its serializer comes after.
 */
export function censored(fields: Fields, depth = 0): Record<string, unknown> {
  let copy: Record<string, unknown> | null = null;
  for (const [name, value] of Object.entries(fields)) {
    const clean = isSecretName(name) ? CENSORED : censoredValue(value, depth + 1);
    if (clean !== value) (copy ??= { ...fields })[name] = clean;
  }
  return copy ?? fields;
}

function censoredValue(value: unknown, depth: number): unknown {
  if (typeof value !== 'object' || value === null || value instanceof Error) return value;
  if ('toJSON' in value && typeof value.toJSON === 'function') return value;
  if (depth >= DEPTH_MAX) return '…';
  if (!Array.isArray(value)) return censored(value as Fields, depth);
  const clean = value.map((one) => censoredValue(one, depth + 1));
  return clean.some((one, at) => one !== value[at]) ? clean : value;
}

/** What every logger of oTo is made with (pino's options). */
export const CENSORING = {
  serializers: { err: plainError },
  formatters: { log: censored, bindings: censored },
} as const;
