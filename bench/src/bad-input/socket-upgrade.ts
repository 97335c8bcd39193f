import { refusedRaw, sendRaw } from './http-send.ts';
import type { Case, Outcome } from './case.ts';
import type { Target } from './target.ts';

export function upgrade(path: string, host: string, more: Readonly<Record<string, string>> = {}, line = `GET ${path} HTTP/1.1`): string {
  const headers = {
    Host: host,
    Connection: 'Upgrade',
    Upgrade: 'websocket',
    'Sec-WebSocket-Version': '13',
    'Sec-WebSocket-Key': 'AAAAAAAAAAAAAAAAAAAAAA==',
    ...more,
  };
  return `${line}\r\n${Object.entries(headers)
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `${name}: ${value}\r\n`)
    .join('')}\r\n`;
}

/** A handshake that RFC 6455 does not know must not become a socket. */
export function badUpgrades(target: Target): readonly Case[] {
  const { host } = new URL(target.url);
  const { pathname } = new URL(target.door('tile', '').url);
  const shakes: readonly (readonly [string, string])[] = [
    ['no key', upgrade(pathname, host, { 'Sec-WebSocket-Key': '' })],
    ['a key of three letters', upgrade(pathname, host, { 'Sec-WebSocket-Key': 'abc' })],
    ['a long key', upgrade(pathname, host, { 'Sec-WebSocket-Key': 'A'.repeat(5_000) })],
    ['version 12', upgrade(pathname, host, { 'Sec-WebSocket-Version': '12' })],
    ['version 0', upgrade(pathname, host, { 'Sec-WebSocket-Version': '0' })],
    ['no version', upgrade(pathname, host, { 'Sec-WebSocket-Version': '' })],
    ['another protocol', upgrade(pathname, host, { Upgrade: 'h2c' })],
    ['no protocol', upgrade(pathname, host, { Upgrade: '' })],
    ['no wish to upgrade', upgrade(pathname, host, { Connection: 'close' })],
    ['by POST', upgrade(pathname, host, {}, `POST ${pathname} HTTP/1.1`)],
    ['by DELETE', upgrade(pathname, host, {}, `DELETE ${pathname} HTTP/1.1`)],
    ['a sub-protocol that is none', upgrade(pathname, host, { 'Sec-WebSocket-Protocol': ',,,' })],
  ];
  return shakes.map(([name, bytes]): Case => ({ group: 'websocket', name: `upgrade, ${name}`, run: () => upgraded(target, bytes) }));
}

/** A name that no tile and no document has: no socket, or one that is told at once that there is nothing. */
export function badPaths(target: Target): readonly Case[] {
  const { host } = new URL(target.url);
  const paths = [
    '/collab/t/',
    '/collab/t/x,y',
    '/collab/t/1e3,0',
    '/collab/t/01,0',
    '/collab/t/-0,0',
    '/collab/t/0,0/',
    '/collab/t/0,0/../../api/me',
    '/collab/t/0.5,0',
    '/collab/t/99999999999,0',
    '/collab/t/0,0%00',
    '/collab/t/%30,0',
    '/collab/',
    '/collab/../api/me',
    '/collab//t/0,0',
    '/COLLAB/T/0,0',
    '/events',
    '/api/me',
    '/',
    '/y/',
    '/y/0,0',
    '/y/0,0/',
    '/y/x,y/region',
    `/y/0,0/${'a'.repeat(200)}`,
    '/y/0,0/%zz',
    '/y/0,0/a%00b',
    '/y/../collab/t/x',
  ];
  return paths.map((path): Case => ({
    group: 'websocket',
    name: `path ${path.slice(0, 40)}`,
    run: () => upgraded(target, upgrade(path, host)),
  }));
}

async function upgraded(target: Target, bytes: string): Promise<Outcome> {
  const statuses = await sendRaw(target.url, bytes);
  return statuses.includes(101) ? 'accepted' : refusedRaw(statuses);
}
