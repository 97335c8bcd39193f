/** By which a proxy, or a worker at its job, names a request; every answer carries it. */
export const REQUEST_ID_HEADER = 'x-request-id';

const SHAPE = /^[\w-]{8,64}$/;

/** The id as it was sent, or null when it could not be one of ours. Whether its sender is believed is for the caller to know. */
export function readRequestId(text: string | undefined): string | null {
  return text !== undefined && SHAPE.test(text) ? text : null;
}
