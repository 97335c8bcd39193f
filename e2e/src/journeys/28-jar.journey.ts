import { describe, expect, test } from 'vitest';
import { expectAccessible } from '../stage/accessible.ts';
import { expectFits } from '../stage/fits.ts';
import { balance, compose, join, makeAgent, openFinished, putWelcomeAway, shownPrice } from '../stage/person.ts';
import { casesOf, play } from '../stage/stage.ts';

const soon = { timeout: 20_000 };
/** More than the branch costs. */
const GIFT = 40;

describe.each(casesOf(28))('the jar, $lang at $width px', (variant) => {
  const isFrench = variant.lang === 'fr';

  test('tokens dropped on a note pay its author’s next branch; what is left is taken back', () =>
    play('jar', variant, async (stage) => {
      const author = await stage.enter();
      await putWelcomeAway(author.page);
      await join(author.page, stage.named('Alba').name);
      const agent = stage.named('Brume').name;
      await makeAgent(author.page, 'text', agent);
      await compose(author.page, [agent], isFrench ? 'Un phare dans la brume' : 'A lighthouse in the mist');
      await author.page.getByTestId('composer-create-board').click();
      await openFinished(author.page);
      const note = new URL(author.page.url()).pathname;

      const giver = await stage.enter();
      const { page } = giver;
      await putWelcomeAway(page);
      const gil = stage.named('Gil');
      await join(page, gil.name);
      const before = await balance(page);
      await page.goto(stage.url + note);
      await page.getByTestId('jar-amount').fill(String(GIFT));
      await page.getByTestId('jar-give').click();
      await page.getByTestId('jar-back').waitFor(soon);
      await expect.poll(() => balance(page), soon).toBe(before - GIFT);
      await page.getByTestId('jar').scrollIntoViewIfNeeded();
      await stage.shot(giver, 'given');
      await expectAccessible(page, '[data-testid="preview"]');
      if (variant.width === 390) await expectFits(page, '[data-testid="jar"]');

      await author.page.getByTestId('bell-count').waitFor(soon);
      await author.page.goto(stage.url + note);
      const own = await balance(author.page);
      await author.page.getByTestId('jar-spend').click();
      await author.page.getByTestId('composer-parent').waitFor(soon);
      await author.page.getByTestId('composer-prompt').fill(isFrench ? 'Le même, au matin' : 'The same, in the morning');
      const price = await shownPrice(author.page);
      expect(price).toBeLessThan(GIFT);
      await author.page.getByTestId('composer-jar').waitFor(soon);
      await stage.shot(author, 'composer');
      await author.page.getByTestId('composer-create-private').click();
      await openFinished(author.page);
      expect(await balance(author.page)).toBe(own);

      await page.reload();
      await page.getByTestId('jar-tokens').waitFor(soon);
      const left = Number(/\d+/.exec(await page.getByTestId('jar-tokens').innerText())?.[0]);
      expect(left).toBeGreaterThanOrEqual(GIFT - price);
      expect(left).toBeLessThan(GIFT);
      await page.getByTestId('jar-back').click();
      await page.getByTestId('jar-back').waitFor({ state: 'detached', ...soon });
      await expect.poll(() => balance(page), soon).toBe(before - GIFT + left);
    }));
});
