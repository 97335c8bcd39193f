import { createHmac } from 'node:crypto';
import { receiver } from '@oto/ops/testing/webhook-receiver';
import { describe, expect, test } from 'vitest';
import { expectAccessible } from '../stage/accessible.ts';
import { enterAsOperator } from '../stage/operator.ts';
import { expectNoSidewaysScroll, makeAgent, putWelcomeAway } from '../stage/person.ts';
import { casesOf, play } from '../stage/stage.ts';

const soon = { timeout: 20_000 };

describe.each(casesOf(35))('another program is told, $lang at $width px', (variant) => {
  test('an operator adds it, somebody publishes, it is told by a signed message, and told again', () =>
    play('webhooks', variant, async (stage) => {
      await using there = await receiver();
      const office = await stage.enter();
      const { page } = office;
      await putWelcomeAway(page);
      await enterAsOperator(page);
      const open = async () => {
        await page.getByTestId('account').click();
        await page.getByTestId('account-operator').click();
        await page.getByTestId('operator-webhooks').click();
      };
      await open();
      await page.getByTestId('webhook-url').fill(there.url);
      await page.getByTestId('webhook-note').fill('Loopback');
      await page.getByTestId('webhook-event-agent.published').click();
      await page.getByTestId('webhook-add').click();
      const secret = await page.getByTestId('webhook-secret').innerText(soon);
      const endpoint = page.getByTestId('webhook').filter({ hasText: there.url });
      await endpoint.waitFor(soon);
      await page.getByTestId('window-close').click();

      const name = stage.named('Wanda').name;
      await makeAgent(page, 'text', name);
      await expect.poll(() => there.received.length, soon).toBe(1);
      const [told] = there.received;
      if (!told) throw new Error('nothing received');
      expect(JSON.parse(told.body)).toMatchObject({ type: 'agent.published', data: { name } });
      const { 'webhook-id': id, 'webhook-timestamp': seconds, 'webhook-signature': signature } = told.headers;
      const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
      expect(signature).toBe(`v1,${createHmac('sha256', key).update(`${id}.${seconds}.${told.body}`).digest('base64')}`);

      await open();
      await endpoint.getByTestId('webhook-only').click();
      const delivery = page.locator('[data-testid="delivery"][data-type="agent.published"][data-state="delivered"]');
      await delivery.waitFor(soon);
      expect(await page.getByTestId('webhook-secret').count()).toBe(0);
      await stage.shot(office, 'log');
      await expectNoSidewaysScroll(page);
      await expectAccessible(page);
      await delivery.getByTestId('delivery-replay').click();
      await expect.poll(() => there.received.length, soon).toBe(2);
      expect(there.received[1]).toMatchObject({ body: told.body, headers: { 'webhook-id': id } });

      await endpoint.getByTestId('webhook-remove').click();
      await endpoint.getByTestId('webhook-remove-yes').click();
      await endpoint.waitFor({ state: 'detached', ...soon });
    }));
});
