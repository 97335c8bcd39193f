import { MessageType } from '@hocuspocus/server';
import { createEncoder, toUint8Array, writeVarString, writeVarUint } from 'lib0/encoding';
import { describe, expect, it } from 'vitest';
import { clientAddress } from './address.ts';
import { tileOfPath } from './path.ts';
import { AUTHENTICATION_MS, MESSAGES_BURST, MESSAGES_PER_SECOND, OPENS_BURST, SocketSession } from './session.ts';

function frame(document: string, type: number): Uint8Array {
  const encoder = createEncoder();
  writeVarString(encoder, document);
  writeVarUint(encoder, type);
  return toUint8Array(encoder);
}

function clocked() {
  const clock = { now: 0 };
  return { clock, session: new SocketSession({ x: 0, y: 0 }, () => clock.now) };
}

describe('a socket session', () => {
  it('lets a burst through, then the rate', () => {
    const { clock, session } = clocked();
    const sync = frame('d', MessageType.Sync);
    for (let i = 0; i < MESSAGES_BURST; i++) expect(session.read(sync)).toBe('pass');
    expect(session.read(sync)).toBe('too_many_requests');
    clock.now += 1000;
    for (let i = 0; i < MESSAGES_PER_SECOND; i++) expect(session.read(sync)).toBe('pass');
    expect(session.read(sync)).toBe('too_many_requests');
  });

  it('counts opening documents apart', () => {
    const { session } = clocked();
    for (let i = 0; i < OPENS_BURST; i++) {
      expect(session.read(frame(`d${i}`, MessageType.Auth))).toBe('pass');
      for (let j = 0; j < 4; j++) expect(session.read(frame(`d${i}`, MessageType.Sync))).toBe('pass');
    }
    expect(session.read(frame('more', MessageType.Auth))).toBe('too_many_requests');
  });

  it('is overdue until it and each of its documents have authenticated', () => {
    const { clock, session } = clocked();
    expect(session.isOverdue()).toBe(false);
    session.read(frame('a', MessageType.Auth));
    session.answered('a', true);
    clock.now += AUTHENTICATION_MS + 1;
    expect(session.isOverdue()).toBe(false);
    session.read(frame('b', MessageType.Auth));
    clock.now += AUTHENTICATION_MS + 1;
    expect(session.isOverdue()).toBe(true);
    session.answered('b', false);
    expect(session.isOverdue()).toBe(false);
  });

  it('is overdue when only refused documents came', () => {
    const { clock, session } = clocked();
    session.read(frame('a', MessageType.Auth));
    session.answered('a', false);
    clock.now += AUTHENTICATION_MS + 1;
    expect(session.isOverdue()).toBe(true);
  });

  it('drops what nobody may broadcast and refuses what it cannot read', () => {
    const { session } = clocked();
    expect(session.read(frame('a', MessageType.Stateless))).toBe('drop');
    expect(session.read(frame('a', MessageType.BroadcastStateless))).toBe('drop');
    expect(session.read(frame('a\0two', MessageType.Sync))).toBe('edit_malformed');
    expect(session.read(Uint8Array.of(MessageType.Pong))).toBe('pong');
    expect(session.read(Uint8Array.of(1))).toBe('edit_malformed');
    expect(session.read(Uint8Array.of(200, 1))).toBe('edit_malformed');
    expect(session.read(new Uint8Array())).toBe('edit_malformed');
  });
});

it('believes X-Forwarded-For only of the proxy, and only its last word', () => {
  const from = (remoteAddress: string, header?: string) =>
    clientAddress({ headers: header === undefined ? {} : { 'x-forwarded-for': header }, socket: { remoteAddress } });
  expect(from('127.0.0.1')).toBe('127.0.0.1');
  expect(from('127.0.0.1', '10.0.0.1, 203.0.113.9')).toBe('203.0.113.9');
  expect(from('::ffff:127.0.0.1', '203.0.113.9')).toBe('203.0.113.9');
  expect(from('198.51.100.7', '203.0.113.9')).toBe('198.51.100.7');
});

it('knows the path of each tile and no other', () => {
  expect(tileOfPath('/collab/t/-3,12?x=1')).toEqual({ x: -3, y: 12 });
  for (const path of [undefined, '/', '/collab/t/', '/collab/t/01,2', '/collab/t/1,2/', '/collab/t/-0,2', '/collab/t/1.5,2']) {
    expect(tileOfPath(path)).toBeNull();
  }
});
