import { z } from 'zod';
import { EngineFailure } from '../failure.ts';

const OUT_OF_MEMORY =
  /out of (?:GPU |device |video )?memory|CUDA OOM|OutOfMemory|cudaMalloc failed|failed to allocate|allocation on device/iu;
const FILTERED = /content.?(?:filter|policy)|moderation|safety.?system|safety_violation|\bnsfw\b/iu;

export function outOfMemory(text: string): boolean {
  return OUT_OF_MEMORY.test(text);
}

export function filtered(text: string): boolean {
  return FILTERED.test(text);
}

/** What a refused answer means. `text`: the body, as far as it was read. */
export function refusalOf(status: number, text: string): EngineFailure {
  const message = `status ${status}: ${errorText(text)}`;
  if (outOfMemory(text)) return new EngineFailure('oom', message, true);
  if (status === 408) return new EngineFailure('timeout', message, true);
  if (status === 429 || status >= 500) return new EngineFailure('unavailable', message, true);
  if (filtered(text) && [400, 403, 422, 451].includes(status)) return new EngineFailure('blocked', message);
  if ([400, 413, 415, 422].includes(status)) return new EngineFailure('invalid', message);
  // A wrong key, model or path: ours to mend, not the person's.
  return new EngineFailure('unavailable', message, false);
}

/** What a server tells of a failed job; no status says whose fault it is. */
export function toldFailure(text: string): EngineFailure {
  if (outOfMemory(text)) return new EngineFailure('oom', text, true);
  if (filtered(text)) return new EngineFailure('blocked', text);
  return new EngineFailure('unavailable', text, true);
}

const Told = z.union([
  z.object({ error: z.string() }).transform((body) => body.error),
  z
    .object({ error: z.object({ message: z.string(), details: z.string().optional(), code: z.string().nullish() }) })
    .transform(({ error }) =>
      [error.code, error.message, error.details].filter((part) => part !== undefined && part !== null && part !== '').join(': '),
    ),
  z.object({ detail: z.string() }).transform((body) => body.detail),
  z.object({ detail: z.array(z.unknown()) }).transform((body) => JSON.stringify(body.detail)),
  z.object({ message: z.string() }).transform((body) => body.message),
]);

/** The sentence inside an error's JSON, of the shapes that servers use; else the body's beginning. */
export function errorText(text: string): string {
  try {
    const told = Told.safeParse(JSON.parse(text));
    if (told.success) return told.data.slice(0, 1000);
  } catch {
    // A proxy's HTML page is as good a message as any.
  }
  return text.slice(0, 300);
}
