import {
  NotificationOffer,
  Notifications,
  type NotificationSettings,
  type PushSubscription as PushAddress,
} from '@oto/schema/contract/notification';
import { z } from 'zod';
import type { Calls } from './calls.ts';
import { Nothing } from './nothing.ts';

/** What happened to what is mine, and how I want to hear of it. */
export function notificationRoutes({ call, post }: Calls) {
  const settings = '/api/notifications/settings';
  const push = '/api/notifications/push';
  return {
    /** The newest 50. */
    notifications: () => call('/api/notifications', Notifications),
    /** Every one up to `upTo`, an id, is read. */
    readNotifications: (upTo: string) => post('/api/notifications/read', z.object({ unread: z.int() }), { upTo }),
    notificationOffer: () => call(settings, NotificationOffer),
    setNotifications: (wanted: z.infer<typeof NotificationSettings>) => call(settings, Nothing, { method: 'PUT', body: wanted }),
    addPush: (address: PushAddress) => call(push, Nothing, { method: 'PUT', body: address }),
    removePush: (endpoint: string) => call(push, Nothing, { method: 'DELETE', body: { endpoint } }),
  };
}
