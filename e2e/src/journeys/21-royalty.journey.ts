import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { expectAccessible } from '../stage/accessible.ts';
import { expectFits } from '../stage/fits.ts';
import { enterAsOperator } from '../stage/operator.ts';
import { orderTokens, press, toldOnReturn } from '../stage/payment.ts';
import { closeSheet, compose, join, makeAgent, openFinished, putWelcomeAway, shownPrice } from '../stage/person.ts';
import { casesOf, play } from '../stage/stage.ts';

const soon = { timeout: 20_000 };
/** More than the welcome gift, which is spent first and earns nobody anything. */
const FEE = 200;

/** The price's lines: who gets how much. */
function shownSplit(page: Page): Promise<readonly { readonly to: string; readonly tokens: number }[]> {
  const lines = page.locator('[data-testid="composer-price"] li[data-to]');
  return lines.evaluateAll((rows) =>
    rows.map((row) => ({ to: row.getAttribute('data-to') ?? '', tokens: Number(row.getAttribute('data-tokens')) })),
  );
}

async function openDesk(page: Page, part: string): Promise<void> {
  await page.getByTestId('account').click();
  await page.getByTestId('account-operator').click();
  await page.getByTestId(`operator-${part}`).click();
}

describe.each(casesOf(21))('royalties, $lang at $width px', (variant) => {
  const isFrench = variant.lang === 'fr';

  test('another uses my agent and forks my creation: the split is shown, I am told, a light runs along the cords', () =>
    play('royalty', variant, async (stage) => {
      const author = await stage.enter('/?probe', { reducedMotion: 'no-preference' });
      await putWelcomeAway(author.page);
      await join(author.page, stage.named('Alix').name);
      const agent = stage.named('Brise').name;
      await makeAgent(author.page, 'text', agent, undefined, FEE);
      await compose(author.page, [agent], isFrench ? 'Un phare dans la brume' : 'A lighthouse in the mist');
      await author.page.getByTestId('composer-create-board').click();
      await openFinished(author.page);
      const parent = new URL(author.page.url()).pathname;
      await closeSheet(author.page);

      const buyer = await stage.enter();
      const { page } = buyer;
      await putWelcomeAway(page);
      await join(page, stage.named('Bertille').name);
      await orderTokens(page);
      await press(page, 'pay');
      await toldOnReturn(page, 'granted');
      await page.goto(stage.url + parent);
      await page.getByTestId('preview-fork').click();
      await page.getByTestId('composer-parent').waitFor(soon);
      await page.getByTestId('composer-prompt').fill(isFrench ? 'Le même, au matin' : 'The same, in the morning');
      const total = await shownPrice(page);
      await page.getByTestId('composer-split').waitFor(soon);
      const split = await shownSplit(page);
      expect(split.reduce((sum, { tokens }) => sum + tokens, 0)).toBe(total);
      expect(split.map(({ to }) => to)).toEqual(['platform', 'agent', 'ancestor']);
      expect(split.find(({ to }) => to === 'agent')?.tokens).toBe(FEE);
      await stage.shot(buyer, 'split');
      await expectAccessible(page, '[data-testid="composer"]');
      if (variant.width < 1000) await expectFits(page, '[data-testid="composer"]');

      const lights = () => author.page.evaluate<number>('window.otoTravel?.lights() ?? 0');
      expect(await lights()).toBe(0);
      await page.getByTestId('composer-create-board').click();
      const notice = author.page.getByTestId('notice').filter({ hasText: isFrench ? 'Vous avez gagné' : 'You earned' });
      await notice.waitFor({ timeout: 60_000 });
      const earned = Number((await notice.innerText()).match(/\d+/)?.[0]);
      // From the new creation to the agent, and to what it was forked from.
      await expect.poll(lights, soon).toBe(2);
      await stage.shot(author, 'earned');
      expect(earned).toBeGreaterThan(0);
      expect(earned).toBeLessThan(total);
    }));

  test('an operator sees books that balance, the purchase behind it, and everybody’s use', () =>
    play('books', variant, async (stage) => {
      const office = await stage.enter();
      const { page } = office;
      await putWelcomeAway(page);
      await enterAsOperator(page);
      await openDesk(page, 'balance');
      await page.locator('[data-testid="balance-total"][data-total="0"]').waitFor(soon);
      expect(await page.getByTestId('balance-faults').count()).toBe(0);
      await stage.shot(office, 'balance');
      await expectAccessible(page, '[data-testid="operator"]');

      await page.getByTestId('operator-purchases').click();
      await page.locator('[data-testid="operator-purchase"][data-state="granted"]').first().waitFor(soon);
      await stage.shot(office, 'purchases');
      await expectAccessible(page, '[data-testid="operator"]');
      await page.getByTestId('operator-use').click();
      await page.getByTestId('all-use-members').waitFor(soon);
      await page.getByTestId('operator-members').click();
      await page.getByTestId('member-search').fill('opale');
      await page.locator('[data-testid="operator-member"]').filter({ hasText: 'Opale' }).first().waitFor(soon);
      await page.getByTestId('operator-audit').click();
      await page.getByTestId('audit-line').first().waitFor(soon);
      await stage.shot(office, 'audit');
      await expectAccessible(page, '[data-testid="operator"]');
    }));
});
