import { Hono, type Context } from 'hono';
import { z } from 'zod';
import { idFromUuid, uuidFromId, type Id } from '@oto/schema/base/id';
import { IdText } from '@oto/schema/contract/common';
import type { Deps } from '../deps.ts';
import { ApiError } from '../http/api-error.ts';
import { isLoopbackAddress, isLoopbackName } from '../http/client-address.ts';
import type { ApiEnv } from '../http/env.ts';
import { param } from '../http/validate.ts';
import { mailboxPage, mailPage } from './mailbox-page.ts';

const SHOWN = 50;
const COLUMNS = ['id', 'recipient', 'subject', 'body_text', 'body_html', 'created_at'] as const;

/**
 * What would have been mailed, in a local run without a mail server. It opens every account, so it is shown to this
 * machine alone, whoever else the run may serve.
 */
export function mailboxRoutes({ db, config }: Deps): Hono<ApiEnv> {
  const routes = new Hono<ApiEnv>();
  if (!config.mailbox) return routes;

  routes.get('/mailbox', async (c) => {
    atThisMachine(c, config.publicUrl);
    const mails = await db.selectFrom('mail').select(COLUMNS).orderBy('id', 'desc').limit(SHOWN).execute();
    return c.html(mailboxPage(c.get('lang'), mails.map(kept)));
  });

  routes.get('/mailbox/:id', param(z.object({ id: IdText })), async (c) => {
    atThisMachine(c, config.publicUrl);
    const mail = await db
      .selectFrom('mail')
      .select(COLUMNS)
      .where('id', '=', uuidFromId(c.req.valid('param').id))
      .executeTakeFirst();
    if (!mail) throw new ApiError('not_found');
    return c.html(c.req.query('as') === 'html' ? mail.body_html : mailPage(c.get('lang'), kept(mail)));
  });

  return routes;
}

/** The name is looked at too: a page of somebody else's may give its own name our address. */
function atThisMachine(c: Context<ApiEnv>, publicUrl: string): void {
  const { hostname } = new URL(c.req.url);
  const named = isLoopbackName(hostname) || hostname === new URL(publicUrl).hostname;
  if (!named || !isLoopbackAddress(c.get('ip'))) throw new ApiError('not_found');
  c.header('Cache-Control', 'no-store');
}

function kept<M extends { readonly id: string }>(mail: M): M & { readonly id: Id } {
  return { ...mail, id: idFromUuid(mail.id) };
}
