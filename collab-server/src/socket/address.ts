import type { IncomingMessage } from 'node:http';
import { readRequestId, REQUEST_ID_HEADER } from '@oto/schema/contract/request-id';
import { clientAddress, isProxy, type ProxyTrust } from '@oto/schema/proxy/trust';

type Asked = Pick<IncomingMessage, 'headers'> & { readonly socket: { readonly remoteAddress?: string | undefined } };

/** The address that limits count. */
export function addressOf(request: Asked, trust: ProxyTrust): string {
  return clientAddress(request.socket.remoteAddress ?? '', joined(request.headers['x-forwarded-for']), trust);
}

/** What a proxy of ours, or a worker beside it, has named the request; null when nobody believed did. */
export function requestIdOf(request: Asked, trust: ProxyTrust): string | null {
  return isProxy(request.socket.remoteAddress ?? '', trust) ? readRequestId(joined(request.headers[REQUEST_ID_HEADER])) : null;
}

function joined(header: string | readonly string[] | undefined): string | undefined {
  return typeof header === 'string' ? header : header?.join(',');
}
