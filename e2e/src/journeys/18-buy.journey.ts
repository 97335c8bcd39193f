import { text } from 'node:stream/consumers';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { expectAccessible } from '../stage/accessible.ts';
import { expectFits } from '../stage/fits.ts';
import { openWallet, orderTokens, press, shownLines, toldOnReturn } from '../stage/payment.ts';
import { balance, compose, join, openFinished, putWelcomeAway, untilLive } from '../stage/person.ts';
import { casesOf, play } from '../stage/stage.ts';

const soon = { timeout: 20_000 };
const WELCOME = 100;
/** The pack that lies chosen. */
const TOKENS = 1100;
const CENTS = 1000;

async function expectBalance(page: Page, tokens: number): Promise<void> {
  await expect.poll(() => balance(page), soon).toBe(tokens);
}

/** Every balance follows from the line before, and the newest is what the wallet shows. */
async function expectExplained(page: Page): Promise<void> {
  await page.getByTestId('entry').first().waitFor(soon);
  const lines = await shownLines(page);
  const opening = Number((await page.getByTestId('statement-opening').locator('td').last().innerText()).replaceAll(/\D/g, ''));
  let sum = opening;
  for (const line of lines.toReversed()) {
    sum += line.amount;
    expect(line.balance).toBe(sum);
  }
  expect(sum).toBe(await balance(page));
}

describe.each(casesOf(18))('buying tokens, $lang at $width px', (variant) => {
  const euros = (cents: number) => new RegExp(`${cents / 100}[.,]00`);

  test('a pack is bought, shown in every tab, and withdrawn from', () =>
    play('buy', variant, async (stage) => {
      const buyer = await stage.enter();
      const { page } = buyer;
      await putWelcomeAway(page);
      await join(page, stage.named('Barnabe').name);
      const tab = await buyer.context.newPage();
      await tab.goto(stage.url);
      await untilLive(tab);
      await openWallet(tab, 'statement');

      await page.getByTestId('wallet-chip').click();
      await page.getByTestId('wallet-buy').click();
      await page.getByTestId('test-payments').waitFor(soon);
      expect(await page.getByTestId('order-price').innerText()).toMatch(euros(CENTS));
      await page.getByTestId('order').click();
      await page.locator('.consent[data-missing="true"] .field-error').waitFor(soon);
      await stage.shot(buyer, 'shop');
      await expectAccessible(page, '[data-testid="shop"]');
      if (variant.width < 1000) await expectFits(page, '[data-testid="shop"]');
      await page.getByTestId('consent').click();
      await page.getByTestId('order').click();
      await page.waitForURL(/\/test-payments\//, soon);
      await stage.shot(buyer, 'test-payment');
      await expectAccessible(page);
      await press(page, 'pay');
      await toldOnReturn(page, 'granted');
      await stage.shot(buyer, 'granted');
      await expectAccessible(page, '[data-testid="return"]');
      await expectBalance(page, WELCOME + TOKENS);

      await expectBalance(tab, WELCOME + TOKENS);
      await tab.locator('[data-kind-of="purchase"]').waitFor(soon);
      await expectExplained(tab);
      await tab.locator('[data-kind-of="purchase"]').getByTestId('entry-open').click();
      await tab.locator('[data-to="stripe"]').waitFor(soon);
      const download = tab.waitForEvent('download');
      await tab.getByTestId('statement-csv').click();
      const csv = await text(await (await download).createReadStream());
      expect(csv.trim().split('\n').at(-1)).toMatch(/1100.*1200/);

      await page.getByTestId('return-purchases').click();
      const receipt = page.getByTestId('purchase').first();
      await receipt.getByTestId('purchase-invoice').waitFor(soon);
      await receipt.getByTestId('withdraw-open').click();
      await receipt.getByTestId('withdraw-ask').waitFor(soon);
      await stage.shot(buyer, 'withdraw');
      await expectAccessible(page, '[data-testid="wallet"]');
      if (variant.width < 1000) await expectFits(page, '[data-testid="wallet"]');
      await receipt.getByTestId('withdraw-confirm').click();
      await receipt.getByTestId('purchase-refunded').waitFor(soon);
      expect(await receipt.getByTestId('purchase-refunded').innerText()).toMatch(euros(CENTS));
      await expectBalance(page, WELCOME);
      await expectBalance(tab, WELCOME);
      await tab.locator('[data-kind-of="refund"]').first().waitFor(soon);
      await expectExplained(tab);
    }));

  test('a payment that is not what was asked gives nothing', () =>
    play('tampered', variant, async (stage) => {
      const buyer = await stage.enter();
      const { page } = buyer;
      await putWelcomeAway(page);
      await join(page, stage.named('Fausto').name);
      await orderTokens(page);
      await press(page, 'decline');
      await page.getByRole('alert').waitFor(soon);
      await page.locator('summary').click();
      await page.locator('form:has(input[value="amount"]) button').click();
      await toldOnReturn(page, 'refused');
      await stage.shot(buyer, 'refused');
      expect(await balance(page)).toBe(WELCOME);
      await page.getByTestId('return-purchases').click();
      await page.locator('[data-testid="purchase"][data-state="refused"]').waitFor(soon);
      await openWallet(page, 'statement');
      await expectExplained(page);
      expect((await shownLines(page)).map((line) => line.kind)).toEqual(['welcome']);
    }));

  test('a slow payment arrives by itself, the bank takes it back, and the payment service’s own pages open', () =>
    play('slow', variant, async (stage) => {
      const buyer = await stage.enter();
      const { page } = buyer;
      await putWelcomeAway(page);
      await join(page, stage.named('Lenaig').name);
      await orderTokens(page);
      const bank = await buyer.context.newPage();
      await bank.goto(page.url());
      await press(page, 'pay-slowly');
      await toldOnReturn(page, 'pending');
      await stage.shot(buyer, 'pending');
      await expectAccessible(page, '[data-testid="return"]');
      expect(await balance(page)).toBe(WELCOME);
      await page.getByTestId('return-purchases').click();
      const receipt = page.getByTestId('purchase');
      await page.locator('[data-testid="purchase"][data-state="pending"]').waitFor(soon);

      await bank.reload();
      await press(bank, 'arrive');
      await page.locator('[data-testid="purchase"][data-state="granted"]').waitFor(soon);
      await expectBalance(page, WELCOME + TOKENS);
      await receipt.getByTestId('withdraw-open').waitFor(soon);

      await press(bank, 'dispute');
      await receipt.getByTestId('purchase-disputed').waitFor(soon);
      await expectBalance(page, WELCOME);
      expect(await receipt.getByTestId('withdraw-open').count()).toBe(0);
      await stage.shot(buyer, 'disputed');
      await expectAccessible(page, '[data-testid="wallet"]');
      if (variant.width < 1000) await expectFits(page, '[data-testid="wallet"]');
      await openWallet(page, 'statement');
      await page.locator('[data-kind-of="dispute"]').waitFor(soon);
      await expectExplained(page);

      await press(bank, 'win');
      await expectBalance(page, WELCOME + TOKENS);
      await openWallet(page, 'purchases');
      await receipt.getByTestId('withdraw-open').waitFor(soon);
      await page.getByTestId('billing-open').click();
      await page.waitForURL(/\/test-payments\/portal\//, soon);
      await stage.shot(buyer, 'portal');
      await expectAccessible(page);
      expect(await page.locator('main li').count()).toBe(1);
      await page.locator('main li a').click();
      await page
        .locator('main tr')
        .last()
        .filter({ hasText: euros(CENTS) })
        .waitFor(soon);
      await stage.shot(buyer, 'invoice');
      await expectAccessible(page);
    }));

  test('what a creation cost is explained line by line and drawn', () =>
    play('used', variant, async (stage) => {
      const maker = await stage.enter();
      const { page } = maker;
      await putWelcomeAway(page);
      await join(page, stage.named('Ulysse').name);
      await compose(page, ['Clio'], variant.lang === 'fr' ? 'La mer' : 'The sea');
      await page.getByTestId('composer-create-private').click();
      await openFinished(page);
      await expect.poll(() => balance(page), soon).toBeLessThan(WELCOME);
      const spent = WELCOME - (await balance(page));

      await openWallet(page, 'statement');
      await page.locator('[data-kind-of="capture"]').waitFor(soon);
      await expectExplained(page);
      const paid = page.locator('[data-kind-of="capture"]');
      await paid.getByTestId('entry-open').click();
      await paid.getByTestId('entry-parts').waitFor(soon);
      await paid.getByTestId('entry-creation').waitFor(soon);
      await stage.shot(maker, 'statement');
      await expectAccessible(page, '[data-testid="wallet"]');

      await openWallet(page, 'use');
      await page.locator('[data-testid="use-spent"] canvas').waitFor(soon);
      await page.getByTestId('use-spent-table').click();
      await stage.shot(maker, 'use');
      await expectAccessible(page, '[data-testid="wallet"]');
      if (variant.width < 1000) await expectFits(page, '[data-testid="wallet"]');
      const sum = await page.locator('[data-testid="use-spent"] tfoot td').last().innerText();
      expect(Number(sum.replaceAll(/\D/g, ''))).toBe(spent);
      expect(await page.getByTestId('use-agents').innerText()).toContain('Clio');
    }));
});
