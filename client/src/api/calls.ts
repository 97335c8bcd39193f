import type { z } from 'zod';
import { request, type Answer, type Call, type Failure, type Transport } from './http.ts';

/** One request each, typed by the contract. Neither rejects. */
export type Calls = {
  readonly call: <T>(path: string, schema: z.ZodType<T>, options?: Call) => Promise<Answer<T>>;
  readonly post: <T>(path: string, schema: z.ZodType<T>, body: unknown, idempotencyKey?: string) => Promise<Answer<T>>;
};

/** `onFailure` hears of every refusal, with method and path. */
export function createCalls(transport: Transport, onFailure: (path: string, failure: Failure) => void = () => {}): Calls {
  async function call<T>(path: string, schema: z.ZodType<T>, options: Call = {}): Promise<Answer<T>> {
    const answer = await request(transport, path, schema, options);
    if (!answer.ok) onFailure(`${options.method ?? 'GET'} ${path}`, answer.failure);
    return answer;
  }
  return {
    call,
    post: (path, schema, body, idempotencyKey) =>
      call(path, schema, { method: 'POST', body, ...(idempotencyKey === undefined ? {} : { idempotencyKey }) }),
  };
}
