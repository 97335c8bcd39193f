import type { NotificationOffer } from '@oto/schema/contract/notification';
import { expect, test } from 'vitest';
import { keepPush } from './keep-push.ts';
import type { PushDevice } from './push-device.ts';

const address = { endpoint: 'https://push.example/1', keys: { p256dh: 'a', auth: 'b' } };

async function deedsFor(subscribed: boolean, wanted: boolean): Promise<readonly string[]> {
  const deeds: string[] = [];
  const done = { ok: true, value: undefined } as const;
  const offer: NotificationOffer = { push: wanted, email: false, pushKey: 'k', emailAvailable: false };
  const push: PushDevice = {
    state: () => Promise.resolve('on'),
    address: () => Promise.resolve(subscribed ? address : null),
    subscribe: () => Promise.resolve({ ok: false, why: 'unreachable' }),
    unsubscribe: () => {
      deeds.push('unsubscribe');
      return Promise.resolve(address.endpoint);
    },
    onOpen: () => () => {},
  };
  await keepPush(
    {
      notificationOffer: () => {
        deeds.push('ask');
        return Promise.resolve({ ok: true, value: offer });
      },
      addPush: (one) => {
        deeds.push(`add ${one.endpoint}`);
        return Promise.resolve(done);
      },
      removePush: (endpoint) => {
        deeds.push(`remove ${endpoint}`);
        return Promise.resolve(done);
      },
    },
    push,
  );
  return deeds;
}

test('a subscribed browser becomes that of whoever signed in, if they want messages', async () => {
  expect(await deedsFor(true, true)).toEqual(['ask', 'add https://push.example/1']);
  expect(await deedsFor(true, false)).toEqual(['ask', 'unsubscribe', 'remove https://push.example/1']);
});

test('a browser that is not subscribed asks nothing', async () => {
  expect(await deedsFor(false, true)).toEqual([]);
});
