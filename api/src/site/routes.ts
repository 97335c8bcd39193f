import { Hono } from 'hono';
import type { z } from 'zod';
import { Site, TERMS_VERSION } from '@oto/schema/contract/site';
import type { Deps } from '../deps.ts';
import { pageFlags } from '../flag/read-flags.ts';
import { describe } from '../http/describe.ts';
import type { ApiEnv } from '../http/env.ts';
import { sendsMail } from '../identity/letters.ts';
import { switchesOf } from '../operator/switch.ts';
import { waitingListOpen } from '../waiting-list/is-open.ts';
import { modeOf } from '../payment/payments.ts';

export function siteRoutes({ db, config, payments }: Deps): Hono<ApiEnv> {
  const routes = new Hono<ApiEnv>();

  routes.get('/api/site', describe('How one gets in here, and by what rules', 'world', Site), async (c) => {
    const { signup, open_signup, purchase } = await switchesOf(db);
    c.header('Cache-Control', 'no-cache');
    return c.json({
      signUp: !signup ? 'off' : open_signup ? 'open' : 'invited',
      waitingList: await waitingListOpen(db, config),
      flags: await pageFlags(db, null),
      oidc: config.oidc && { name: config.oidc.name },
      mail: sendsMail(config),
      mailbox: config.mailbox ? `${config.publicUrl}/mailbox` : null,
      payments: purchase ? modeOf(payments) : 'off',
      terms: { version: TERMS_VERSION },
      publisher: config.publisher,
    } satisfies z.input<typeof Site>);
  });

  return routes;
}
