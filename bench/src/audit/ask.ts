import { request, type IncomingHttpHeaders } from 'node:http';

export type Question = {
  readonly method?: string;
  /** Written as it is: nothing is normalised. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
};
/** Status 0: no answer. */
export type Answer = { readonly status: number; readonly headers: IncomingHttpHeaders; readonly body: string };

const WITHIN_MS = 20_000;
const BODY_MAX = 512 * 1024;

/** Asks as no browser would: any header, any path, no redirect followed. */
export function ask(url: string, { method = 'GET', path, headers = {}, body }: Question): Promise<Answer> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve) => {
    const sent = request({ hostname, port, method, path, headers, timeout: WITHIN_MS, agent: false });
    sent.on('response', (answer) => {
      const parts: Buffer[] = [];
      let size = 0;
      answer.on('data', (part: Buffer) => {
        size += part.length;
        if (size > BODY_MAX) answer.destroy();
        else parts.push(part);
        // An event stream never ends; what it says of itself is enough.
        if (answer.headers['content-type']?.startsWith('text/event-stream')) answer.destroy();
      });
      answer.on('close', () =>
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: Buffer.concat(parts).toString('utf8') }),
      );
    });
    sent.on('timeout', () => sent.destroy());
    sent.on('error', () => resolve({ status: 0, headers: {}, body: '' }));
    sent.end(body);
  });
}

/** Works through `items` a few at a time, in order. */
export async function each<T>(items: readonly T[], work: (item: T) => Promise<void>, atOnce = 6): Promise<void> {
  const waiting = items.values();
  const lane = async () => {
    for (const item of waiting) await work(item);
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
}
