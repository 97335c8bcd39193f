import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Hono, type Context } from 'hono';
import type { Deps } from '../../deps.ts';
import type { ApiEnv } from '../../http/env.ts';
import { find, listBy } from './drawer.ts';
import type { TestDesk } from './desk.ts';
import { sheetsOf, type Dress } from './frame.ts';
import { gonePage, invoicePage, paymentPage, portalPage, type Payment } from './pages.ts';
import { DEEDS, MEDDLINGS, refundedOf } from './scene.ts';

/**
 * The stand-in's own pages: whoever knows the address of a payment page may pay there, as with Stripe. Not part of the
 * described interface, and nowhere but in a run without keys.
 */
export function testDeskRoutes({ db, config }: Pick<Deps, 'db' | 'config'>, desk: TestDesk): Hono<ApiEnv> {
  const routes = new Hono<ApiEnv>();

  routes.use('/test-payments/*', async (c, next) => {
    c.header('Cache-Control', 'no-store');
    await next();
  });

  routes.get('/test-payments/invoice/:id', async (c) => {
    const invoice = await find(db, 'invoice', c.req.param('id'));
    return invoice ? c.html(invoicePage(await dress(c), invoice)) : c.html(gonePage(await dress(c)), 404);
  });

  routes.get('/test-payments/portal/:customer', async (c) => {
    const customer = await find(db, 'customer', c.req.param('customer'));
    if (!customer) return c.html(gonePage(await dress(c)), 404);
    return c.html(portalPage(await dress(c), await listBy(db, 'invoice', 'customer', customer.id)));
  });

  routes.get('/test-payments/:session', async (c) => {
    const note = c.req.query('note');
    const payment = await read(c.req.param('session'), note === 'declined' || note === 'nothing' ? note : null);
    return payment ? c.html(paymentPage(await dress(c), payment)) : c.html(gonePage(await dress(c)), 404);
  });

  routes.post('/test-payments/:session/:deed', async (c) => {
    const session = await find(db, 'checkout.session', c.req.param('session'));
    if (!session) return c.html(gonePage(await dress(c)), 404);
    const here = `/test-payments/${session.id}`;
    if (c.req.param('deed') === 'decline') return c.redirect(`${here}?note=declined`, 303);
    const deed = DEEDS.find((known) => known === c.req.param('deed'));
    if (!deed) return c.html(gonePage(await dress(c)), 404);
    const form = await c.req.parseBody();
    const done = await desk.act(session.id, deed, MEDDLINGS.find((what) => what === form.meddle) ?? null);
    if (!done) return c.redirect(`${here}?note=nothing`, 303);
    return c.redirect(deed === 'pay' || deed === 'pay-slowly' ? session.success_url : here, 303);
  });

  /** The client's page of terms has the house's sheets and no board; without a built client there are none. */
  async function dress(c: Context<ApiEnv>): Promise<Dress> {
    const { clientFolder } = config;
    const html = clientFolder === null ? '' : await readFile(join(clientFolder, 'terms.html'), 'utf8').catch(() => '');
    return { lang: c.get('lang'), sheets: sheetsOf(html) };
  }

  async function read(id: string, note: Payment['note']): Promise<Payment | null> {
    const session = await find(db, 'checkout.session', id);
    if (!session) return null;
    const intent = session.payment_intent === null ? null : await find(db, 'payment_intent', session.payment_intent);
    return {
      session,
      intent,
      refunded: intent ? await refundedOf(db, intent.id) : 0,
      disputes: intent ? await listBy(db, 'dispute', 'payment_intent', intent.id) : [],
      note,
    };
  }

  return routes;
}
