import { Hono } from 'hono';
import { z } from 'zod';
import { NotificationOffer, Notifications, NotificationSettings, PushSubscription, ReadRequest } from '@oto/schema/contract/notification';
import type { Deps } from '../deps.ts';
import { ApiError } from '../http/api-error.ts';
import { describe } from '../http/describe.ts';
import { callerOf, requireSession, type ApiEnv } from '../http/env.ts';
import { holdMember } from '../identity/hold-member.ts';
import { json, query } from '../http/validate.ts';
import { unreadOf } from './notify.ts';
import { hasUsableKeys, pushEndpoint } from './push-address.ts';
import { memberOfLink } from './unsubscribe.ts';
import { unsubscribePage } from './unsubscribe-page.ts';
import { notificationViews } from './view.ts';

const SHOWN = 50;
/** Browsers of one member; the oldest gives way. */
const BROWSERS_MAX = 10;
const LinkQuery = z.object({ t: z.string().max(2000) });
const Unread = z.object({ unread: z.int() });

/** /api/notifications: the inbox, what I want to be sent, and the browsers to send to. */
export function notificationRoutes(deps: Deps): Hono<ApiEnv> {
  const { db } = deps;
  const routes = new Hono<ApiEnv>();

  routes.get('/api/notifications', describe('What happened to what is mine, newest first', 'notifications', Notifications), async (c) => {
    const { memberId } = callerOf(c);
    c.header('Cache-Control', 'no-store');
    const rows = await db
      .selectFrom('notification')
      .selectAll()
      .where('member_id', '=', memberId)
      .orderBy('id', 'desc')
      .limit(SHOWN)
      .execute();
    return c.json({ notifications: [...(await notificationViews(db, rows))], unread: await unreadOf(db, memberId) });
  });

  routes.post(
    '/api/notifications/read',
    describe('Everything up to this one is read', 'notifications', Unread),
    json(ReadRequest),
    async (c) => {
      const { memberId } = requireSession(c);
      await db
        .updateTable('notification')
        .set({ read_at: deps.now() })
        .where('member_id', '=', memberId)
        .where('id', '<=', c.req.valid('json').upTo)
        .where('read_at', 'is', null)
        .execute();
      return c.json({ unread: await unreadOf(db, memberId) });
    },
  );

  routes.get('/api/notifications/settings', describe('What I am sent, and what can be', 'notifications', NotificationOffer), async (c) => {
    const { memberId } = callerOf(c);
    c.header('Cache-Control', 'no-store');
    return c.json(await offer(memberId));
  });

  routes.put(
    '/api/notifications/settings',
    describe('Choose what I am sent while I am away', 'notifications', NotificationOffer),
    json(NotificationSettings),
    async (c) => {
      const { memberId } = requireSession(c);
      const { push, email } = c.req.valid('json');
      await db
        .insertInto('notification_setting')
        .values({ member_id: memberId, push, email })
        .onConflict((on) => on.column('member_id').doUpdateSet({ push, email }))
        .execute();
      return c.json(await offer(memberId));
    },
  );

  routes.put(
    '/api/notifications/push',
    describe('Send to this browser, as its PushManager says', 'notifications'),
    json(PushSubscription),
    async (c) => {
      const { memberId } = requireSession(c);
      const subscription = c.req.valid('json');
      const endpoint = deps.config.push && pushEndpoint(subscription.endpoint, deps.config.push.hosts);
      if (endpoint === null) throw new ApiError('bad_request', { fields: [{ path: 'endpoint', message: 'not a push service we know' }] });
      if (!hasUsableKeys(subscription)) throw new ApiError('bad_request', { fields: [{ path: 'keys', message: 'unusable' }] });
      const { p256dh, auth } = subscription.keys;
      const row = { member_id: memberId, p256dh, auth, created_at: deps.now() };
      await db.transaction().execute(async (trx) => {
        await holdMember(trx, memberId);
        await trx
          .insertInto('push_subscription')
          .values({ endpoint, ...row })
          .onConflict((on) => on.column('endpoint').doUpdateSet(row))
          .execute();
        await trx
          .deleteFrom('push_subscription')
          .where('endpoint', 'in', (eb) =>
            eb
              .selectFrom('push_subscription')
              .select('endpoint')
              .where('member_id', '=', memberId)
              .orderBy('created_at', 'desc')
              .orderBy('endpoint')
              .offset(BROWSERS_MAX),
          )
          .execute();
      });
      return c.body(null, 204);
    },
  );

  routes.delete(
    '/api/notifications/push',
    describe('Send nothing more to this browser', 'notifications'),
    json(PushSubscription.pick({ endpoint: true })),
    async (c) => {
      const { memberId } = requireSession(c);
      const { endpoint } = c.req.valid('json');
      await db
        .deleteFrom('push_subscription')
        .where('member_id', '=', memberId)
        .where('endpoint', 'in', [endpoint, URL.parse(endpoint)?.href ?? endpoint])
        .execute();
      return c.body(null, 204);
    },
  );

  /** Programs that look at links before people do only GET: the click is a POST. */
  routes.get('/api/notifications/unsubscribe', describe('The page of a mail’s last link', 'notifications'), query(LinkQuery), async (c) => {
    const member = await memberOfLink(deps.signer, c.req.valid('query').t);
    if (member === null) throw new ApiError('bad_credential');
    c.header('Cache-Control', 'no-store');
    return c.html(unsubscribePage(c.get('lang'), 'ask'));
  });

  routes.post('/api/notifications/unsubscribe', describe('End the mails, by their link', 'notifications'), query(LinkQuery), async (c) => {
    const member = await memberOfLink(deps.signer, c.req.valid('query').t);
    if (member === null) throw new ApiError('bad_credential');
    await db.updateTable('notification_setting').set({ email: false }).where('member_id', '=', member).execute();
    c.header('Cache-Control', 'no-store');
    return c.html(unsubscribePage(c.get('lang'), 'done'));
  });

  async function offer(memberUuid: string): Promise<NotificationOffer> {
    const setting = await db
      .selectFrom('notification_setting')
      .select(['push', 'email'])
      .where('member_id', '=', memberUuid)
      .executeTakeFirst();
    return {
      push: setting?.push ?? false,
      email: setting?.email ?? false,
      pushKey: deps.config.push?.publicKey ?? null,
      emailAvailable: deps.config.mail !== null,
    };
  }

  return routes;
}
