import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { Stripe } from 'stripe';
import type { Db } from './drawer.ts';
import { stripeInterface } from './interface.ts';
import type { Event } from './objects.ts';
import { play, type Deed, type Meddling } from './scene.ts';
import type { TestSecrets } from './secrets.ts';

/** Sends signed bytes to our webhook; its HTTP status. */
export type Post = (body: string, signature: string) => Promise<number>;

/** refuse: 400 and nothing done. fail: 500 and nothing done. hang: never answers, nothing done. lose: done, and the connection breaks before the answer. */
export type Trouble = 'refuse' | 'fail' | 'hang' | 'lose';

export type TestDesk = {
  readonly port: number;
  readonly db: Db;
  readonly publicUrl: string;
  /** From now on events are posted there, one after the other, each up to three times. Null: they are kept back. */
  postTo(post: Post | null): void;
  /** Whether it was done. */
  act(sessionId: string, deed: Deed, meddling?: Meddling | null): Promise<boolean>;
  /** Resolves once every event so far was posted. */
  settled(): Promise<void>;
  /** For tests: what befalls the next calls whose method and path begin with this. */
  trouble: { readonly on: string; readonly kind: Trouble } | null;
  close(): Promise<void>;
};

const TRIES = 3;

/**
 * The stand-in for Stripe: it speaks the part of Stripe's interface that we use on a port of this machine alone, keeps
 * its objects in table test_payment, and signs its events as Stripe does. It proves our side of the conversation; it
 * takes no money and proves nothing about Stripe's side.
 */
export async function startTestDesk({
  db,
  secrets,
  publicUrl,
}: {
  readonly db: Db;
  readonly secrets: TestSecrets;
  readonly publicUrl: string;
}): Promise<TestDesk> {
  const signer = new Stripe(secrets.apiKey, { telemetry: false });
  let post: Post | null = null;
  let posting: Promise<void> = Promise.resolve();
  const tell = (events: readonly Event[]) => {
    for (const event of events) posting = posting.then(() => deliver(event));
  };
  const deliver = async (event: Event) => {
    const payload = JSON.stringify(event);
    for (let attempt = 0; attempt < TRIES; attempt++) {
      if (!post) return;
      const header = await signer.webhooks.generateTestHeaderStringAsync({ payload, secret: secrets.webhookSecret });
      const status = await post(payload, header).catch(() => 0);
      if (status >= 200 && status < 300) return;
    }
  };

  const app = stripeInterface({ db, apiKey: secrets.apiKey, publicUrl, tell });
  const answer = getRequestListener(app.fetch);
  const server = createServer((request, response) => void serve(request, response));
  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { trouble } = desk;
    if (!trouble || !`${request.method} ${request.url}`.startsWith(trouble.on)) return answer(request, response);
    switch (trouble.kind) {
      case 'refuse':
      case 'fail': {
        const [status, type] = trouble.kind === 'fail' ? [500, 'api_error'] : [400, 'invalid_request_error'];
        response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify({ error: { type, message: trouble.kind } }));
        return;
      }
      case 'hang':
        return;
      case 'lose': {
        const body = Buffer.concat(await Array.fromAsync(request as AsyncIterable<Buffer>));
        const headers = new Headers(Object.entries(request.headersDistinct).map(([name, values]) => [name, (values ?? []).join(', ')]));
        await app.request(request.url ?? '/', { method: request.method ?? 'GET', headers, ...(body.length > 0 ? { body } : {}) });
        response.destroy();
        return;
      }
      default:
        trouble.kind satisfies never;
    }
  }
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the stand-in has no port');

  const desk: TestDesk = {
    port: address.port,
    db,
    publicUrl,
    trouble: null,
    postTo(target) {
      post = target;
    },
    async act(sessionId, deed, meddling = null) {
      const events = await play(db, publicUrl, sessionId, deed, meddling);
      tell(events);
      return events.length > 0;
    },
    async settled() {
      for (let seen: Promise<void> | null = null; seen !== posting;) await (seen = posting);
    },
    async close() {
      post = null;
      server.closeAllConnections();
      await new Promise((resolve) => {
        server.close(resolve);
      });
    },
  };
  return desk;
}
