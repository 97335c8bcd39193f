import { EngineFailure } from '../failure.ts';
import { ChatError } from './shape.ts';

/** What a refused answer means. `text` is its body. */
export function refusal(status: number, text: string): EngineFailure {
  const message = `status ${status}: ${errorText(text)}`;
  if (outOfMemory(text)) return new EngineFailure('oom', message, true);
  if (status === 429 || status >= 500) return new EngineFailure('unavailable', message, true);
  if (/content.?(?:filter|policy)|moderation/iu.test(text)) return new EngineFailure('blocked', message);
  if (status === 400 || status === 413 || status === 422) return new EngineFailure('invalid', message);
  // A wrong key, model or path: ours to mend, not the person's.
  return new EngineFailure('unavailable', message, false);
}

/** An error told inside a stream that began well. */
export function brokenStream(data: string): EngineFailure {
  return outOfMemory(data) ? new EngineFailure('oom', errorText(data), true) : new EngineFailure('unavailable', errorText(data), true);
}

export function outOfMemory(text: string): boolean {
  return /out of memory|CUDA OOM|ran out of memory/iu.test(text);
}

function errorText(text: string): string {
  try {
    const parsed = ChatError.safeParse(JSON.parse(text));
    if (parsed.success) return typeof parsed.data.error === 'string' ? parsed.data.error : parsed.data.error.message;
  } catch {
    // A proxy's HTML page is as good a message as any.
  }
  return text.slice(0, 300);
}
