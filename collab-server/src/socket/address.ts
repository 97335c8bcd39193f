import type { IncomingMessage } from 'node:http';

/**
 * The address that limits count. X-Forwarded-For is believed only from the loopback interface,
 * where the proxy speaks, and only its last entry, which that proxy wrote.
 */
export function clientAddress(
  request: Pick<IncomingMessage, 'headers'> & { readonly socket: { readonly remoteAddress?: string | undefined } },
): string {
  const peer = request.socket.remoteAddress ?? '';
  if (!isLoopback(peer)) return peer;
  const header = request.headers['x-forwarded-for'];
  const list = (Array.isArray(header) ? header.join(',') : (header ?? '')).split(',');
  return list.at(-1)?.trim() || peer;
}

function isLoopback(address: string): boolean {
  return address === '::1' || /^(::ffff:)?127\./.test(address);
}
