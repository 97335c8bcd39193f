import { BlockList, isIP } from 'node:net';

/** Whose X-Forwarded-For is believed: addresses and CIDR ranges, or `1` for whoever connects to us. */
export type ProxyTrust = { readonly everyPeer: boolean; readonly list: BlockList };

/** Throws on an entry that is neither. */
export function proxyTrust(entries: readonly string[]): ProxyTrust {
  const list = new BlockList();
  let everyPeer = false;
  for (const entry of entries) {
    const [address = '', prefix] = entry.split('/');
    if (entry === '1') everyPeer = true;
    else if (isIP(address) === 0) throw new Error(`TRUST_PROXY: ${entry} is neither an address, a range nor 1`);
    else if (prefix === undefined) list.addAddress(address, familyOf(address));
    else list.addSubnet(address, Number(prefix), familyOf(address));
  }
  return { everyPeer, list };
}

/**
 * The address a request comes from. The header is read from the right: each of our own proxies
 * appended the peer it saw, so the first address that is not a proxy of ours is the client, and
 * whatever the client itself wrote further left is never looked at.
 */
export function clientAddress(peer: string, forwardedFor: string | undefined, trust: ProxyTrust): string {
  let address = plain(peer);
  let trusted = isProxy(peer, trust);
  const hops = (forwardedFor ?? '').split(',').map((hop) => plain(hop.trim()));
  while (trusted) {
    const hop = hops.pop();
    if (hop === undefined || isIP(hop) === 0) return address;
    address = hop;
    trusted = isListed(trust, address);
  }
  return address;
}

/** Whether what connects to us is a proxy of ours, so that what it says of a request is believed. */
export function isProxy(peer: string, trust: ProxyTrust): boolean {
  return trust.everyPeer || isListed(trust, plain(peer));
}

function isListed(trust: ProxyTrust, address: string): boolean {
  return isIP(address) !== 0 && trust.list.check(address, familyOf(address));
}

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return isIP(address) === 6 ? 'ipv6' : 'ipv4';
}

/** Node shows an IPv4 peer of a dual-stack socket as ::ffff:1.2.3.4. */
function plain(address: string): string {
  return address.startsWith('::ffff:') && isIP(address.slice(7)) === 4 ? address.slice(7) : address;
}
