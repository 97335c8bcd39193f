import type { IncomingMessage } from 'node:http';
import { commonProtocol, offeredIn, subprotocolOf } from '@oto/schema/contract/version';

/** The subprotocol to open a socket with. Also where none is common: browsers read a reason from open sockets alone. */
export function chooseSubprotocol(offered: ReadonlySet<string>): string | false {
  const common = commonProtocol(offeredIn(offered));
  return common.ok && offered.has(subprotocolOf(common.value)) ? subprotocolOf(common.value) : ([...offered][0] ?? false);
}

/** Why this client and this server cannot talk; null when they can, or when it is not our own client. */
export function protocolRefusal(request: Pick<IncomingMessage, 'headers'>): 'old_client' | 'old_server' | null {
  const header = request.headers['sec-websocket-protocol'] ?? '';
  const offered = offeredIn(header.split(',').map((name) => name.trim()));
  if (offered.length === 0) return null;
  const common = commonProtocol(offered);
  return common.ok ? null : common.code;
}
