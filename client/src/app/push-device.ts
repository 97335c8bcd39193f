import type { PushSubscription as PushAddress } from '@oto/schema/contract/notification';
import { PushSubscription as PushAddressShape } from '@oto/schema/contract/notification';
import { apiOrigin, IS_ELSEWHERE } from '../api/origin.ts';

/** What this browser can do about messages that arrive with the page closed. */
export type PushState = 'unsupported' | 'denied' | 'off' | 'on';

/** `denied`: the person, or the browser for them, said no for good. `dismissed`: they did not say. `unreachable`: the browser's own service did not answer. */
export type PushFailure = 'unsupported' | 'denied' | 'dismissed' | 'unreachable';

/** This browser's side of Web Push, or its stand-in. Nothing is asked of the person but by `subscribe`. */
export type PushDevice = {
  readonly state: () => Promise<PushState>;
  /** This browser's address while it is subscribed. */
  readonly address: () => Promise<PushAddress | null>;
  /** Asks for permission, so it must follow a click at once. `key`: the server's VAPID public key. */
  readonly subscribe: (
    key: string,
  ) => Promise<{ readonly ok: true; readonly address: PushAddress } | { readonly ok: false; readonly why: PushFailure }>;
  /** The address that is no longer one; null when there was none. */
  readonly unsubscribe: () => Promise<string | null>;
  /** Hears the path of a message that was clicked while a page was open. Returns the way to stop. */
  readonly onOpen: (listener: (path: string) => void) => () => void;
};

const WORKER = IS_ELSEWHERE ? `/sw.js?api=${encodeURIComponent(apiOrigin())}` : '/sw.js';

export const browserPush: PushDevice = {
  async state() {
    if (!isSupported()) return 'unsupported';
    if (Notification.permission === 'denied') return 'denied';
    return Notification.permission === 'granted' && (await current()) !== null ? 'on' : 'off';
  },
  async address() {
    if (!isSupported()) return null;
    const subscription = await current();
    return subscription === null ? null : addressOf(subscription);
  },
  async subscribe(key) {
    if (!isSupported()) return { ok: false, why: 'unsupported' };
    const permission = await Notification.requestPermission();
    if (permission !== 'granted') return { ok: false, why: permission === 'denied' ? 'denied' : 'dismissed' };
    try {
      await navigator.serviceWorker.register(WORKER, { scope: '/', updateViaCache: 'none' });
      const { pushManager } = await navigator.serviceWorker.ready;
      // One made for another key would never be heard.
      const old = await pushManager.getSubscription();
      if (old !== null && !sameBytes(old.options.applicationServerKey, keyBytes(key))) await old.unsubscribe();
      const address = addressOf(await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: keyBytes(key) }));
      return address === null ? { ok: false, why: 'unreachable' } : { ok: true, address };
    } catch {
      return { ok: false, why: 'unreachable' };
    }
  },
  async unsubscribe() {
    if (!isSupported()) return null;
    const subscription = await current();
    if (subscription === null) return null;
    await subscription.unsubscribe().catch(() => false);
    return subscription.endpoint;
  },
  onOpen(listener) {
    if (!('serviceWorker' in navigator)) return () => {};
    const hear = (event: MessageEvent<unknown>): void => {
      const path = openedPath(event.data);
      if (path !== null) listener(path);
    };
    navigator.serviceWorker.addEventListener('message', hear);
    return () => navigator.serviceWorker.removeEventListener('message', hear);
  },
};

/** The path that the service worker asks to open; null for any other message, or an address elsewhere. */
export function openedPath(data: unknown): string | null {
  if (typeof data !== 'object' || data === null || !('type' in data) || data.type !== 'open' || !('path' in data)) return null;
  const { path } = data;
  return typeof path === 'string' && /^\/(?![/\\])/.test(path) ? path : null;
}

/** Base64url, as VAPID keys are written, in bytes. */
export function keyBytes(key: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(key.replaceAll('-', '+').replaceAll('_', '/')), (letter) => letter.charCodeAt(0));
}

function isSupported(): boolean {
  return 'serviceWorker' in navigator && 'PushManager' in globalThis && 'Notification' in globalThis;
}

async function current(): Promise<PushSubscription | null> {
  const registration = await navigator.serviceWorker.getRegistration('/');
  return (await registration?.pushManager.getSubscription()) ?? null;
}

function addressOf(subscription: PushSubscription): PushAddress | null {
  const parsed = PushAddressShape.safeParse(subscription.toJSON());
  return parsed.success ? parsed.data : null;
}

function sameBytes(one: ArrayBuffer | null, other: Uint8Array): boolean {
  if (one === null || one.byteLength !== other.length) return false;
  const bytes = new Uint8Array(one);
  return other.every((byte, index) => byte === bytes[index]);
}
