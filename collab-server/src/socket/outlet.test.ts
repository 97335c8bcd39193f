import { expect, it } from 'vitest';
import { BUFFERED_MAX, outletOf } from './outlet.ts';

function fake(readyState: 1 | 2 = 1) {
  const did: string[] = [];
  return {
    did,
    readyState,
    OPEN: 1 as const,
    bufferedAmount: 0,
    send(data: Uint8Array) {
      this.bufferedAmount += data.byteLength;
      did.push('send');
    },
    close: () => void did.push('close'),
    terminate: () => void did.push('terminate'),
  };
}

it('cuts a reader that lets more than the limit pile up', () => {
  const socket = fake();
  const cuts: number[] = [];
  const outlet = outletOf(socket, (buffered) => cuts.push(buffered));
  const megabyte = new Uint8Array(1024 * 1024);
  for (let i = 0; i < 5; i++) outlet.send(megabyte);
  expect(socket.did).toEqual(['send', 'send', 'send', 'send', 'send']);
  outlet.send(megabyte);
  expect(socket.did.at(-1)).toBe('terminate');
  expect(cuts).toEqual([BUFFERED_MAX + megabyte.byteLength]);
});

it('sends nothing into a closing socket', () => {
  const socket = fake(2);
  outletOf(socket, () => undefined).send(new Uint8Array(1));
  expect(socket.did).toEqual([]);
});
