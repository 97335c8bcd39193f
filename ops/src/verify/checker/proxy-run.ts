import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { brotliDecompressSync } from 'node:zlib';
import { z } from 'zod';
import { errorText, type ErrorCode } from '@oto/schema/contract/errors';
import type { Lang } from '@oto/schema/base/lang';
import type { Check } from '../check.ts';
import { ASSET, startCaddy, type Caddy } from '../proxy/caddy.ts';
import { dial, knock, open, type Answer } from '../proxy/knock.ts';
import { startStandIn, type StandIn } from '../proxy/stand-in.ts';

type Stage = { readonly caddy: Caddy; readonly apis: readonly StandIn[]; readonly collabs: readonly StandIn[] };
type Case = { readonly name: string; readonly run: (stage: Stage) => Promise<void> };

/** The real Caddy with the real file, before stand-ins of the services: what a browser meets, and what an attacker does. */
export const proxyRun: Check = {
  name: 'caddy, a live run',
  needs: ['caddy'],
  run: async (root) => {
    const [apis, collabs] = [
      [await startStandIn('api-1'), await startStandIn('api-2')],
      [await startStandIn('collab-1'), await startStandIn('collab-2')],
    ];
    const portsOf = (all: readonly StandIn[]) => all.map(({ port }) => port);
    const caddy = await startCaddy(root, { api: portsOf(apis), collab: portsOf(collabs) });
    const stage = { caddy, apis, collabs };
    const problems: string[] = [];
    const attempt = async (cases: readonly Case[]) => {
      for (const { name, run } of cases) await run(stage).catch((error: unknown) => problems.push(`${name}: ${String(error)}`));
    };
    try {
      await Promise.all([attempt(WHOLE), attempt(SLOW)]);
      await Promise.all([...apis, ...collabs].map((one) => one.stop()));
      await attempt(DOWN);
    } finally {
      await caddy.stop();
    }
    return problems;
  },
};

const WHOLE: readonly Case[] = [
  {
    name: 'each path finds its service',
    run: async ({ caddy }) => {
      for (const path of ['/', '/api/world', '/n/x', '/media/x', '/worker/claim', '/healthz-not'])
        equal((await told(caddy, path)).name.slice(0, 3), 'api', path);
      for (const path of ['/collab/t/0,0', '/y/x']) equal((await told(caddy, path)).name.slice(0, 6), 'collab', path);
    },
  },
  {
    name: 'a tile stays with one replica, and tiles are shared out',
    run: async ({ caddy }) => {
      const tiles = Array.from({ length: 16 }, (_none, n) => `/collab/t/${n},${-n}`);
      const round = async () => Promise.all(tiles.map(async (tile) => (await told(caddy, tile)).name));
      const first = await round();
      equal(await round(), first, 'the second round');
      equal(new Set(first).size, 2, 'replicas that serve');
      equal(
        await (await fetch(`http://127.0.0.1:${caddy.inner}/collab/t/3,-3`)).json().then((body) => Told.parse(body).name),
        first[3],
        'inside',
      );
      equal((await fetch(`http://127.0.0.1:${caddy.inner}/api/world`)).status, 404, 'inside, anything else');
    },
  },
  {
    name: 'who asks is who connects, whatever they say',
    run: async ({ caddy }) => {
      const lies = { 'x-forwarded-for': '6.6.6.6', 'x-forwarded-proto': 'http', 'x-forwarded-host': 'evil.example' };
      for (const path of ['/api/me', '/collab/t/0,0']) {
        const { headers } = await told(caddy, path, lies);
        equal(headers['x-forwarded-for'], '127.0.0.1', path);
        equal(headers['x-forwarded-proto'], 'https', path);
      }
    },
  },
  {
    name: 'no header of the services is said twice, and Caddy does not name itself',
    run: async ({ caddy }) => {
      const { headers, names } = await knock(caddy.https, '/api/world');
      equal(new Set(names).size, names.length, 'names');
      equal(headers['strict-transport-security'], 'max-age=1', 'what the api said');
      equal(headers.server, undefined, 'server');
    },
  },
  {
    name: 'http leads to https',
    run: async ({ caddy }) => {
      const answer = await fetch(`http://127.0.0.1:${caddy.http}/n/x`, { headers: { host: 'localhost' }, redirect: 'manual' });
      equal(answer.status, 308, 'status');
      equal(answer.headers.get('location')?.startsWith('https://'), true, 'where to');
    },
  },
  {
    name: 'what claims to be too large is refused before it is sent',
    run: async ({ caddy, apis }) => {
      const claimed = { method: 'POST', headers: { 'content-length': '27000000', 'accept-language': 'en' } };
      refusal(await knock(caddy.https, '/api/inputs?claimed', claimed), 413, 'payload_too_large', 'en');
      equal(heard(apis, '/api/inputs?claimed'), 0, 'requests that reached the api');
      refusal(
        await knock(caddy.https, '/api/inputs', { method: 'POST', headers: { 'content-length': '99999999999' } }),
        413,
        'payload_too_large',
        'fr',
      );
    },
  },
  {
    name: 'what turns out to be too large is cut off',
    run: async ({ caddy }) => {
      refusal(await knock(caddy.https, '/api/inputs', { method: 'POST', bytes: 28_000_000 }), 413, 'payload_too_large', 'fr');
      equal((await knock(caddy.https, '/api/inputs', { method: 'POST', bytes: 25_000_000 })).status, 200, 'a large one that may be');
    },
  },
  {
    name: 'an event arrives when it is said, and a reader who leaves is let go',
    run: async ({ caddy, apis }) => {
      const stream = await open(caddy.https, '/events', { headers: { 'accept-encoding': 'gzip, zstd' } });
      equal(stream.headers['content-encoding'], undefined, 'encoding');
      stream.setEncoding('utf8');
      equal(await once(stream, 'data').then(([text]) => String(text)), 'data: first\n\n', 'what is there');
      const next = once(stream, 'data');
      apis.forEach((api) => api.tell('second'));
      equal(await next.then(([text]) => String(text)), 'data: second\n\n', 'what is said later');
      stream.destroy();
      await until('the api hears that they left', () => apis.every((api) => api.streams() === 0));
    },
  },
  {
    name: 'a socket is a socket, both ways',
    run: async ({ caddy }) => {
      const socket = await dial(caddy.https);
      socket.write(
        `GET /collab/t/1,1 HTTP/1.1\r\nHost: localhost:${caddy.https}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n`,
      );
      let seen = '';
      socket.on('data', (chunk: Buffer) => (seen += chunk.toString('latin1')));
      await until('it is upgraded', () => seen.startsWith('HTTP/1.1 101') && seen.includes('\r\n\r\n'));
      socket.write('ping of a browser');
      await until('what is said comes back', () => seen.endsWith('ping of a browser'));
      socket.destroy();
    },
  },
  {
    name: 'what the api did not compress stays so, files of the client come as the build compressed them',
    run: async ({ caddy }) => {
      const long = await open(caddy.https, '/long', { headers: { 'accept-encoding': 'gzip' } });
      equal(long.headers['content-encoding'], undefined, 'of the api');
      long.destroy();
      const file = await knock(caddy.https, '/assets/board-abcdefgh.js', { headers: { 'accept-encoding': 'gzip, br' } });
      equal(brotliDecompressSync(file.body).toString(), ASSET, 'of the client');
      equal(file.headers['cache-control'], 'public, max-age=31536000, immutable', 'kept');
      equal(file.headers['x-content-type-options'], 'nosniff', 'type');
      equal(/javascript/.test(file.headers['content-type'] ?? ''), true, String(file.headers['content-type']));
      equal((await told(caddy, '/assets/gone-abcdefgh.js')).name.slice(0, 3), 'api', 'one that is not there');
    },
  },
  {
    name: 'the access log is JSON and keeps no key',
    run: async ({ caddy }) => {
      const secret = 'k'.repeat(43);
      await knock(caddy.https, `/api/notifications/unsubscribe?t=${secret}`, {
        headers: {
          cookie: `oto.session_token=${secret}`,
          authorization: `Bearer ${secret}`,
          referer: `https://localhost/?token=${secret}`,
          'user-agent': 'walker\n{"x":1}'.replace('\n', ' '),
        },
      });
      await until('the line is written', async () => (await caddy.accessLog()).includes('/api/notifications/unsubscribe'));
      const lines = (await caddy.accessLog())
        .trim()
        .split('\n')
        .map((line) => Line.parse(JSON.parse(line)));
      equal(new Set(lines.map(({ request }) => request.remote_ip)), new Set(['127.0.0.1']), 'addresses');
      equal((await caddy.accessLog()).includes(secret), false, 'the key');
    },
  },
];

const SLOW: readonly Case[] = [
  {
    name: 'a head that never ends is not waited for',
    run: async ({ caddy }) => {
      const socket = await dial(caddy.https);
      socket.write('GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: ');
      await ended(socket, 'the connection');
    },
  },
  {
    name: 'a body that never comes is not waited for',
    run: async ({ caddy }) => {
      const socket = await dial(caddy.https);
      socket.write(`POST /api/quotes HTTP/1.1\r\nHost: localhost:${caddy.https}\r\nContent-Length: 100\r\n\r\n{`);
      socket.resume();
      await ended(socket, 'the connection');
    },
  },
  {
    name: 'an answer that is not read is given up',
    run: async ({ caddy }) => {
      const socket = await dial(caddy.https);
      socket.write(`GET /long HTTP/1.1\r\nHost: localhost:${caddy.https}\r\n\r\n`);
      // Nothing is read for longer than the limit; then all there is: less than the whole.
      socket.pause();
      await delay(7_000);
      let bytes = 0;
      socket.on('data', (chunk: Buffer) => (bytes += chunk.length));
      socket.resume();
      await ended(socket, 'the connection');
      equal(bytes < 18_000_000, true, `${bytes} bytes`);
    },
  },
];

const DOWN: readonly Case[] = (['fr', 'en'] as const).flatMap((lang) => [
  {
    name: `programs hear that nobody is there (${lang})`,
    run: async ({ caddy }: Stage) => {
      const headers = { 'accept-language': lang === 'en' ? 'de;q=0.9, en-GB, fr' : 'fr-CH, en;q=0.8', accept: 'application/json' };
      for (const path of ['/api/world', '/collab/t/0,0']) {
        const answer = await knock(caddy.https, path, { headers });
        refusal(answer, 503, 'unavailable', lang);
        equal(answer.headers['retry-after'], '2', 'when to come again');
      }
    },
  },
  {
    name: `people see a page (${lang})`,
    run: async ({ caddy }: Stage) => {
      const answer = await knock(caddy.https, '/n/x', { headers: { 'accept-language': lang, accept: 'text/html,*/*;q=0.8' } });
      equal(answer.status, 503, 'status');
      equal(answer.body.includes(`<html lang="${lang}">`), true, answer.body.toString().slice(0, 80));
      equal(answer.headers['cache-control'], 'no-store', 'caching');
      equal(answer.headers['strict-transport-security'] !== undefined, true, 'security headers');
    },
  },
]);

const Told = z.object({ name: z.string(), headers: z.record(z.string(), z.string()) });
const Line = z.object({ request: z.object({ remote_ip: z.string(), uri: z.string() }), status: z.int() });
const Refused = z.strictObject({ error: z.strictObject({ code: z.string(), message: z.string(), requestId: z.string().min(8) }) });

async function told(caddy: Caddy, path: string, headers: Readonly<Record<string, string>> = {}): Promise<z.infer<typeof Told>> {
  const { status, body } = await knock(caddy.https, path, { headers });
  equal(status, 200, path);
  return Told.parse(JSON.parse(body.toString()));
}

function refusal(answer: Answer, status: number, code: ErrorCode, lang: Lang): void {
  equal(answer.status, status, 'status');
  const { error } = Refused.parse(JSON.parse(answer.body.toString()));
  equal([error.code, error.message], [code, errorText(code, lang)], 'words');
  equal(answer.headers['x-request-id'], error.requestId, 'number');
  equal(answer.headers['content-type'], 'application/json; charset=UTF-8', 'type');
}

function heard(all: readonly StandIn[], url: string): number {
  return all.flatMap((one) => one.heard).filter((one) => one.url === url).length;
}

function equal(found: unknown, wanted: unknown, what: string): void {
  const [a, b] = [show(found), show(wanted)];
  if (a !== b) throw new Error(`${what}: ${a} instead of ${b}`);
}

function show(value: unknown): string {
  return value instanceof Set ? `{${[...value].join(', ')}}` : (JSON.stringify(value) ?? 'nothing');
}

const PATIENCE_MS = 20_000;

async function until(what: string, holds: () => boolean | Promise<boolean>): Promise<void> {
  const end = Date.now() + PATIENCE_MS;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`in vain: ${what}`);
    await delay(20);
  }
}

async function ended(socket: NodeJS.EventEmitter & { readonly closed: boolean }, what: string): Promise<void> {
  await until(`${what} is closed`, () => socket.closed);
}
