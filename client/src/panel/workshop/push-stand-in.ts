import type { PushDevice, PushState } from '../../app/push-device.ts';

/** A browser that is `state` about messages, and answers the question as it says: `denied` and `unreachable` refuse when asked. */
export function pushStandIn(state: PushState | 'unreachable' | 'asked-denied'): PushDevice {
  let now: PushState = state === 'unreachable' || state === 'asked-denied' ? 'off' : state;
  const address = { endpoint: 'https://push.example/workshop', keys: { p256dh: 'p256dh', auth: 'auth' } };
  return {
    state: () => Promise.resolve(now),
    address: () => Promise.resolve(now === 'on' ? address : null),
    subscribe() {
      if (state === 'unreachable') return Promise.resolve({ ok: false, why: 'unreachable' });
      if (state === 'asked-denied') {
        now = 'denied';
        return Promise.resolve({ ok: false, why: 'denied' });
      }
      now = 'on';
      return Promise.resolve({ ok: true, address });
    },
    unsubscribe() {
      const was = now;
      now = 'off';
      return Promise.resolve(was === 'on' ? address.endpoint : null);
    },
    onOpen: () => () => {},
  };
}
