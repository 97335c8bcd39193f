import type { OtoApi } from '../api/oto-api.ts';
import type { PushDevice } from './push-device.ts';

/**
 * For whoever is signed in now: a browser that is still subscribed is theirs if they want messages,
 * and nobody's if they do not. Somebody else may have left it so.
 */
export async function keepPush(api: Pick<OtoApi, 'notificationOffer' | 'addPush' | 'removePush'>, push: PushDevice): Promise<void> {
  const address = await push.address();
  if (address === null) return;
  const offer = await api.notificationOffer();
  if (!offer.ok) return;
  if (offer.value.push) await api.addPush(address);
  else await dropPush(api, push);
}

/** This browser hears nothing any more: when it is turned off, and before signing out. */
export async function dropPush(api: Pick<OtoApi, 'removePush'>, push: PushDevice): Promise<void> {
  const endpoint = await push.unsubscribe();
  if (endpoint !== null) await api.removePush(endpoint);
}
