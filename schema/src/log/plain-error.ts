/** Causes that are told, one behind the other. */
const CAUSES_MAX = 5;

/** Errors of drivers and libraries drag their whole client along: only what tells the fault is kept. */
export function plainError(thrown: unknown, depth = 0): unknown {
  if (!(thrown instanceof Error)) return String(thrown);
  const more = depth < CAUSES_MAX;
  return {
    type: thrown.name,
    message: thrown.message,
    ...('code' in thrown && typeof thrown.code === 'string' ? { code: thrown.code } : {}),
    stack: thrown.stack,
    ...(more && thrown.cause !== undefined ? { cause: plainError(thrown.cause, depth + 1) } : {}),
    // Of a name with several addresses, each of which was tried: the whole has no message of its own.
    ...(more && thrown instanceof AggregateError ? { errors: thrown.errors.map((one) => plainError(one, depth + 1)) } : {}),
  };
}
