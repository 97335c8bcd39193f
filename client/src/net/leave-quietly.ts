import type { HocuspocusProvider } from '@hocuspocus/provider';

/** Leaves the socket without a word to the server: it is down, or has closed this document itself. */
export function leaveQuietly(provider: HocuspocusProvider): void {
  if (!provider.isAttached) return;
  provider.configuration.websocketProvider.configuration.providerMap.delete(provider.effectiveName);
  provider.detach();
  provider.onClose();
}
