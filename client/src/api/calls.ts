import type { z } from 'zod';
import { request, type Answer, type Call, type Failure, type Transport } from './http.ts';

/** One request each, typed by the contract. Neither rejects. */
export type Calls = {
  readonly call: <T>(path: string, schema: z.ZodType<T>, options?: Call) => Promise<Answer<T>>;
  readonly post: <T>(path: string, schema: z.ZodType<T>, body: unknown, idempotencyKey?: string) => Promise<Answer<T>>;
};

/** Refusals that the person can lift there and then, whatever was asked. */
export const HELD = ['confirm_identity', 'terms_not_accepted'] as const;
export type Held = (typeof HELD)[number];
/** Asks the person. True: they have done it, and what was held is sent once more. */
export type OnHeld = (code: Held) => Promise<boolean>;

/** Ways in, and what lifts a refusal, are never held themselves. */
const NEVER_HELD = /^\/api\/(auth\/|me\/confirm$|me\/terms$)/;

/** `onFailure` hears of every refusal that stays, with method and path. */
export function createCalls(
  transport: Transport,
  onFailure: (path: string, failure: Failure) => void = () => {},
  onHeld: OnHeld = async () => false,
): Calls {
  async function call<T>(path: string, schema: z.ZodType<T>, options: Call = {}): Promise<Answer<T>> {
    let answer = await request(transport, path, schema, options);
    const asked = new Set<Held>();
    for (let code = heldBy(path, answer); code !== null && !asked.has(code); code = heldBy(path, answer)) {
      asked.add(code);
      if (!(await onHeld(code))) break;
      answer = await request(transport, path, schema, options);
    }
    if (!answer.ok) onFailure(`${options.method ?? 'GET'} ${path}`, answer.failure);
    return answer;
  }
  return {
    call,
    post: (path, schema, body, idempotencyKey) =>
      call(path, schema, { method: 'POST', body, ...(idempotencyKey === undefined ? {} : { idempotencyKey }) }),
  };
}

function heldBy(path: string, answer: Answer<unknown>): Held | null {
  if (answer.ok || NEVER_HELD.test(path)) return null;
  return HELD.find((code) => code === answer.failure.code) ?? null;
}
