/** Hears how much of a body has left, 0 to 1. */
export type OnSent = (share: number) => void;

/**
 * `fetch` for a body worth watching: tells how much of it has left. Rejects when no answer came or
 * `init.signal` aborts. The answer's body is text. `withCookies`: also to another origin.
 */
export function sendTold(path: string, init: RequestInit, onSent: OnSent, withCookies = false): Promise<Response> {
  return new Promise((resolve, reject) => {
    const ask = new XMLHttpRequest();
    ask.open(init.method ?? 'GET', path);
    ask.withCredentials = withCookies;
    new Headers(init.headers).forEach((value, name) => ask.setRequestHeader(name, value));
    ask.upload.addEventListener('progress', (event) => {
      if (event.lengthComputable && event.total > 0) onSent(event.loaded / event.total);
    });
    ask.addEventListener('load', () => {
      const requestId = ask.getResponseHeader('x-request-id');
      const headers: HeadersInit = requestId === null ? {} : { 'x-request-id': requestId };
      // A Response may carry no body under these.
      const body = ask.status === 204 || ask.status === 304 ? null : ask.responseText;
      resolve(new Response(body, { status: ask.status, headers }));
    });
    const failed = (): void => reject(new TypeError('no answer came'));
    ask.addEventListener('error', failed);
    ask.addEventListener('abort', failed);
    ask.addEventListener('timeout', failed);
    if (init.signal?.aborted === true) {
      failed();
      return;
    }
    init.signal?.addEventListener('abort', () => ask.abort());
    ask.send(init.body as XMLHttpRequestBodyInit | null | undefined);
  });
}
