import { HocuspocusProvider, MessageType, type HocuspocusProviderConfiguration } from '@hocuspocus/provider';
import { createDecoder, readVarString, readVarUint } from 'lib0/decoding';

/** Sync step 1: the other side tells what it knows and is about to be sent the rest. */
const SYNC_REQUEST = 0;

export interface RegionProviderHooks {
  /** The server is about to be sent all of the document that it does not know: one message, one acknowledgement. */
  readonly onAnswer: () => void;
  /** The oldest message that carried changes is journalled. The server answers in order, or closes. */
  readonly onAcknowledged: () => void;
}

/**
 * Sends updates only when told to, so that each message is known by what it carries. The stock one
 * sends during the handshake what the handshake carries too, and tells acknowledgements as a count.
 */
export class RegionProvider extends HocuspocusProvider {
  readonly #hooks: RegionProviderHooks;

  constructor(configuration: HocuspocusProviderConfiguration, hooks: RegionProviderHooks) {
    super(configuration);
    this.#hooks = hooks;
  }

  sendUpdate(update: Uint8Array): void {
    super.documentUpdateHandler(update, null);
  }

  /** The stock reaction to every change of the document. */
  override documentUpdateHandler(): void {}

  override decrementUnsyncedChanges(): void {
    super.decrementUnsyncedChanges();
    this.#hooks.onAcknowledged();
  }

  override onMessage(event: MessageEvent): void {
    if (this.isAttached && isSyncRequest(event.data)) this.#hooks.onAnswer();
    super.onMessage(event);
  }
}

function isSyncRequest(data: unknown): boolean {
  if (!(data instanceof ArrayBuffer)) return false;
  const decoder = createDecoder(new Uint8Array(data));
  readVarString(decoder);
  return readVarUint(decoder) === MessageType.Sync && readVarUint(decoder) === SYNC_REQUEST;
}
