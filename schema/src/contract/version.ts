import { z } from 'zod';
import { err, ok, type Result } from '../base/result.ts';

/**
 * How browsers and servers talk: documents over WebSockets, the contract over HTTP. A new number comes with every
 * change that the other side of before cannot bear; fields that are added need none. A build speaks the number before
 * too, until no page of it can be open any more, so that one side may be newer for a while.
 */
export const PROTOCOLS: readonly number[] = [1];

/** Sent by our own client with every request, `2, 1`. Programs that send none are judged by what they ask. */
export const PROTOCOL_HEADER = 'X-Oto-Protocol';
const SUBPROTOCOL = /^oto\.(\d{1,6})$/;
const LISTED = /^\d{1,6}(?:, ?\d{1,6}){0,9}$/;

/** What our own client offers when it opens a socket. */
export const SUBPROTOCOLS: readonly string[] = PROTOCOLS.map(subprotocolOf);

export function subprotocolOf(protocol: number): string {
  return `oto.${protocol}`;
}

/** The numbers in a socket's subprotocols; empty: not our own client. */
export function offeredIn(subprotocols: Iterable<string>): readonly number[] {
  return [...subprotocols].flatMap((name) => {
    const number = SUBPROTOCOL.exec(name)?.[1];
    return number === undefined ? [] : [Number(number)];
  });
}

/** The numbers in PROTOCOL_HEADER; empty without it, or when it is none of ours. */
export function listedIn(header: string | undefined): readonly number[] {
  return header !== undefined && LISTED.test(header) ? header.split(',').map(Number) : [];
}

/** The newest that both speak. `old_client`: a new page is needed. `old_server`: this server is about to be replaced. */
export function commonProtocol(
  offered: readonly number[],
  spoken: readonly number[] = PROTOCOLS,
): Result<number, 'old_client' | 'old_server'> {
  const common = offered.filter((number) => spoken.includes(number));
  if (common.length > 0) return ok(Math.max(...common));
  return err(Math.max(...offered) < Math.max(...spoken) ? 'old_client' : 'old_server');
}

/** GET /api/version, public: cheap, and never refused. */
export const ServedVersion = z.object({
  /** What the client's page is made of, as `pageVersion` tells it; null: it is served from elsewhere. */
  client: z.string().nullable(),
  /** What the servers' build calls itself, such as its commit. */
  build: z.string().nullable(),
  protocols: z.array(z.int()),
});
export type ServedVersion = z.infer<typeof ServedVersion>;

const ASSET = /\/assets\/([^/"?#]+\.(?:js|css))$/;

/**
 * What a page is made of, by the addresses that it loads: their names hold a hash of their content, so two builds that
 * differ differ here. Null: it loads none, as with a development server.
 */
export function pageVersion(addresses: Iterable<string>): string | null {
  const names = new Set([...addresses].map((address) => ASSET.exec(address)?.[1]).filter((name) => name !== undefined));
  return names.size === 0 ? null : [...names].toSorted().join(' ');
}

/** The same, of a page's text. */
export function pageVersionOf(html: string): string | null {
  return pageVersion([...html.matchAll(/\b(?:src|href)="([^"]+)"/g)].map((match) => match[1] ?? ''));
}
