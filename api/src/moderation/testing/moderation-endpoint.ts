import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** How the endpoint is to misbehave. */
export type Fault = 'none' | 'silent' | 'broken' | 'garbage' | 'short' | 'redirect';

/** A stand-in for an OpenAI-compatible moderation endpoint on loopback: a text that names a category in brackets is flagged for it. */
export type ModerationEndpoint = {
  /** With /v1 at its end. */
  readonly url: string;
  readonly asked: readonly { readonly model?: string; readonly input: readonly string[]; readonly authorization: string }[];
  fault(fault: Fault): void;
  [Symbol.asyncDispose](): Promise<void>;
};

const CATEGORIES = [
  'sexual',
  'sexual/minors',
  'hate',
  'hate_and_discrimination',
  'self-harm/intent',
  'violence/graphic',
  'illicit/violent',
  'law',
  'pii',
];

export async function startModerationEndpoint(): Promise<ModerationEndpoint> {
  const asked: { readonly model?: string; readonly input: readonly string[]; readonly authorization: string }[] = [];
  let fault: Fault = 'none';
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = JSON.parse(Buffer.concat(chunks).toString('utf8')) as { readonly model?: string; readonly input: readonly string[] };
      asked.push({ ...body, authorization: request.headers.authorization ?? '' });
      const results = body.input.map((text) => {
        const categories = Object.fromEntries(CATEGORIES.map((category) => [category, text.includes(`[${category}]`)]));
        return { flagged: text.includes('['), categories, category_scores: {} };
      });
      const json = (value: unknown) => response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(value));
      switch (fault) {
        case 'none':
          return json({ id: 'modr-1', model: 'stand-in', results });
        case 'silent':
          return undefined;
        case 'broken':
          return response.writeHead(503).end('later');
        case 'garbage':
          return response.writeHead(200).end('<html>');
        case 'short':
          return json({ results: [] });
        case 'redirect':
          return response.writeHead(307, { location: '/v1/moderations' }).end();
        default:
          return fault satisfies never;
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    asked,
    fault: (next) => (fault = next),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
