import { MessageType } from '@hocuspocus/server';
import { createEncoder, toUint8Array, writeVarString, writeVarUint } from 'lib0/encoding';
import { describe, expect, it } from 'vitest';
import { proxyTrust } from '@oto/schema/proxy/trust';
import { addressOf, requestIdOf } from './address.ts';
import { LIMITS } from './limits.ts';
import { roomOfPath, tileOfPath } from './path.ts';
import { People } from './people.ts';
import { MESSAGES_PER_OPEN, SocketSession } from './session.ts';

function frame(document: string, type: number): Uint8Array {
  const encoder = createEncoder();
  writeVarString(encoder, document);
  writeVarUint(encoder, type);
  return toUint8Array(encoder);
}

function clocked() {
  const clock = { now: 0 };
  const session = new SocketSession({ tile: { x: 0, y: 0 }, limits: LIMITS, end: () => undefined, now: () => clock.now });
  return { clock, session };
}

function reads(session: SocketSession, count: number, message: Uint8Array): Set<string> {
  return new Set(Array.from({ length: count }, () => session.read(message)));
}

describe('a socket session', () => {
  it('lets a burst of 100 through, then 50 a second', () => {
    const { clock, session } = clocked();
    const sync = frame('d', MessageType.Sync);
    expect(reads(session, 100, sync)).toEqual(new Set(['pass']));
    expect(session.read(sync)).toBe('too_many_requests');
    clock.now += 1000;
    expect(reads(session, 50, sync)).toEqual(new Set(['pass']));
    expect(session.read(sync)).toBe('too_many_requests');
  });

  it('counts opening documents apart', () => {
    const { clock, session } = clocked();
    for (let i = 0; i < LIMITS.opensBurst; i++) {
      expect(session.read(frame(`d${i}`, MessageType.Auth))).toBe('pass');
      expect(reads(session, MESSAGES_PER_OPEN, frame(`d${i}`, MessageType.Sync))).toEqual(new Set(['pass']));
    }
    expect(session.read(frame('more', MessageType.Auth))).toBe('too_many_requests');
    expect(reads(session, 100, frame('d0', MessageType.Sync))).toEqual(new Set(['pass']));
    expect(session.read(frame('d0', MessageType.Sync))).toBe('too_many_requests');
    clock.now += 1000;
    for (let i = 0; i < LIMITS.opensPerSecond; i++) expect(session.read(frame(`e${i}`, MessageType.Auth))).toBe('pass');
    expect(session.read(frame('more', MessageType.Auth))).toBe('too_many_requests');
  });

  it('is overdue after 10 s until one of its documents is open', () => {
    const { clock, session } = clocked();
    clock.now += LIMITS.authenticationMs;
    expect(session.overdue()).toEqual([]);
    clock.now += 1;
    expect(session.overdue()).toBe('socket');
    session.read(frame('a', MessageType.Auth));
    session.accepted('a');
    expect(session.overdue()).toEqual([]);
  });

  it('is overdue when only refused documents came', () => {
    const { clock, session } = clocked();
    session.read(frame('a', MessageType.Auth));
    session.left('a');
    clock.now += LIMITS.authenticationMs + 1;
    expect(session.overdue()).toBe('socket');
  });

  it('gives up only the late document once another is open', () => {
    const { clock, session } = clocked();
    session.read(frame('a', MessageType.Auth));
    session.accepted('a');
    session.read(frame('b', MessageType.Sync));
    session.read(frame('c', MessageType.Auth));
    clock.now += LIMITS.authenticationMs + 1;
    session.read(frame('a', MessageType.Sync));
    expect(session.overdue()).toEqual(['b']);
    session.giveUp('b');
    expect(session.isLate('b')).toBe(true);
    session.left('b');
    expect(session.isLate('b')).toBe(false);
    expect(session.overdue()).toEqual([]);
  });

  it('waits twice as long for a check of its own', () => {
    const { clock, session } = clocked();
    session.read(frame('a', MessageType.Auth));
    clock.now += LIMITS.authenticationMs * 2;
    expect(session.overdue()).toEqual([]);
    clock.now += 1;
    expect(session.overdue()).toBe('socket');
  });

  it('counts the time of a document that was closed and is spoken of again', () => {
    const { clock, session } = clocked();
    for (const document of ['a', 'b']) {
      session.read(frame(document, MessageType.Auth));
      session.accepted(document);
    }
    session.left('b');
    session.read(frame('b', MessageType.Sync));
    clock.now += LIMITS.authenticationMs + 1;
    expect(session.overdue()).toEqual(['b']);
  });

  it('drops what nobody may broadcast and refuses what it cannot read', () => {
    const { session } = clocked();
    expect(session.read(frame('a', MessageType.Stateless))).toBe('drop');
    expect(session.read(frame('a', MessageType.BroadcastStateless))).toBe('drop');
    expect(session.read(frame('a\0two', MessageType.Sync))).toBe('edit_malformed');
    expect(session.read(frame('a'.repeat(101), MessageType.Sync))).toBe('edit_malformed');
    expect(session.read(Uint8Array.of(MessageType.Pong))).toBe('pong');
    expect(session.read(Uint8Array.of(1))).toBe('edit_malformed');
    expect(session.read(Uint8Array.of(200, 1))).toBe('edit_malformed');
    expect(session.read(new Uint8Array())).toBe('edit_malformed');
  });
});

it('lets a person speak over 10 sockets, whatever documents they carry', () => {
  const people = new People(LIMITS.connectionsPerPerson);
  const sockets = Array.from({ length: 11 }, () => clocked().session);
  const [first, ...others] = sockets;
  const last = others.pop();
  if (!first || !last) throw new Error('eleven sockets');
  for (const socket of [first, ...others, first]) expect(people.enter('ana', socket)).toBe(true);
  expect(people.enter('ana', last)).toBe(false);
  expect(people.enter('ben', last)).toBe(true);
  people.leave(first);
  expect(people.enter('ana', last)).toBe(true);
  expect(people.enter('ana', first)).toBe(false);
});

it('believes X-Forwarded-For only of the proxy, and only its last word', () => {
  const from = (remoteAddress: string, header?: string) =>
    addressOf(
      { headers: header === undefined ? {} : { 'x-forwarded-for': header }, socket: { remoteAddress } },
      proxyTrust(['127.0.0.0/8']),
    );
  expect(from('127.0.0.1')).toBe('127.0.0.1');
  expect(from('127.0.0.1', '10.0.0.1, 203.0.113.9')).toBe('203.0.113.9');
  expect(from('::ffff:127.0.0.1', '203.0.113.9')).toBe('203.0.113.9');
  expect(from('198.51.100.7', '203.0.113.9')).toBe('198.51.100.7');
});

it('believes the name of a request only of the proxy, and only one that could be ours', () => {
  const named = (remoteAddress: string, id: string) =>
    requestIdOf({ headers: { 'x-request-id': id }, socket: { remoteAddress } }, proxyTrust(['127.0.0.0/8']));
  expect(named('127.0.0.1', 'a-request-of-ours')).toBe('a-request-of-ours');
  expect(named('127.0.0.1', 'two "words"')).toBeNull();
  expect(named('198.51.100.7', 'a-request-of-ours')).toBeNull();
});

it('knows the path of each tile and no other', () => {
  expect(tileOfPath('/collab/t/-3,12?x=1')).toEqual({ x: -3, y: 12 });
  for (const path of [undefined, '/', '/collab/t/', '/collab/t/01,2', '/collab/t/1,2/', '/collab/t/-0,2', '/collab/t/1.5,2']) {
    expect(tileOfPath(path)).toBeNull();
  }
});

it('knows the path of each room, with its document and pass', () => {
  const document = 'region/2,-3.1';
  expect(roomOfPath('/y/-3,12/region/2,-3.1?token=a.b')).toEqual({ tile: { x: -3, y: 12 }, document, token: 'a.b' });
  expect(roomOfPath('/y/0,0/region%2F2%2C-3.1')).toEqual({ tile: { x: 0, y: 0 }, document, token: '' });
  for (const path of [
    undefined,
    '/y/',
    '/y/0,0',
    '/y/0,0/',
    '/y/01,2/a',
    '/y/0,0/%00',
    '/y/0,0/%zz',
    '/z/0,0/a',
    `/y/0,0/${'a'.repeat(81)}`,
  ]) {
    expect(roomOfPath(path)).toBeNull();
  }
});
