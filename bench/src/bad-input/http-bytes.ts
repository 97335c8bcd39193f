import type { Case } from './case.ts';
import { refusedRaw, sendRaw } from './http-send.ts';
import type { Target } from './target.ts';

/** Bytes that are no HTTP, or HTTP that two readers could read in two ways: not answered, or refused. */
export function rawBytes(target: Target): readonly Case[] {
  const { host } = new URL(target.url);
  const head = `Host: ${host}\r\n`;
  const smuggled = `GET /api/world HTTP/1.1\r\n${head}Connection: close\r\n\r\n`;
  const lines: readonly (readonly [string, string | Uint8Array])[] = [
    ['no HTTP at all', 'hello\r\n\r\n'],
    ['a TLS greeting', Uint8Array.of(22, 3, 1, 2, 0, 1, 0, 1, 252, 3, 3)],
    ['an unknown version', `GET / HTTP/9.9\r\n${head}\r\n`],
    ['an unknown method', `EVIL /api/me HTTP/1.1\r\n${head}Connection: close\r\n\r\n`],
    ['no host', 'GET /api/me HTTP/1.1\r\nConnection: close\r\n\r\n'],
    ['a null byte in the path', `GET /api/\0me HTTP/1.1\r\n${head}\r\n`],
    ['a null byte in a header', `GET /api/me HTTP/1.1\r\n${head}X: a\0b\r\n\r\n`],
    ['a space before the colon', `GET /api/me HTTP/1.1\r\n${head}X : y\r\n\r\n`],
    ['a folded header', `GET /api/me HTTP/1.1\r\n${head}X: a\r\n b\r\nConnection: close\r\n\r\n`],
    ['two lengths', `POST /api/pass HTTP/1.1\r\n${head}Content-Length: 0\r\nContent-Length: 5\r\n\r\n${smuggled}`],
    [
      'a length and chunks',
      `POST /api/pass HTTP/1.1\r\n${head}Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n${smuggled}`,
    ],
    [
      'chunks twice',
      `POST /api/pass HTTP/1.1\r\n${head}Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n${smuggled}`,
    ],
    ['an unknown coding', `POST /api/pass HTTP/1.1\r\n${head}Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n`],
    ['a negative length', `POST /api/pass HTTP/1.1\r\n${head}Content-Length: -1\r\n\r\n${smuggled}`],
    ['a length of letters', `POST /api/pass HTTP/1.1\r\n${head}Content-Length: 0x10\r\n\r\n`],
    ['a chunk of no size', `POST /api/pass HTTP/1.1\r\n${head}Transfer-Encoding: chunked\r\n\r\nzz\r\n`],
    ['headers of 100 kB', `GET /api/me HTTP/1.1\r\n${head}X: ${'y'.repeat(100_000)}\r\n\r\n`],
    ['five thousand headers', `GET /api/me HTTP/1.1\r\n${head}${'X: y\r\n'.repeat(5_000)}\r\n`],
    ['a path of 100 kB', `GET /${'x'.repeat(100_000)} HTTP/1.1\r\n${head}\r\n`],
    ['a tunnel', `CONNECT 127.0.0.1:5432 HTTP/1.1\r\n${head}\r\n`],
    [
      'an upgrade to HTTP/2',
      `GET /api/me HTTP/1.1\r\n${head}Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n\r\n`,
    ],
    ['a preface of HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
  ];
  const slow = Array.from({ length: 4 }, (_, n): Case => ({
    group: 'http',
    name: `slow headers ${n}`,
    run: async () => refusedRaw(await sendRaw(target.url, `GET /api/me HTTP/1.1\r\n${head}X-${n}: y\r\nBad Header\r\n\r\n`, 15)),
  }));
  return [
    ...lines.map(([name, bytes]): Case => ({
      group: 'http',
      name: `bytes: ${name}`,
      run: async () => refusedRaw(await sendRaw(target.url, bytes)),
    })),
    ...slow,
  ];
}
