import { describe, expect, test } from 'vitest';
import { expectAccessible } from '../stage/accessible.ts';
import { balance, expectLanguage, join, PASSWORD, putWelcomeAway, untilLive } from '../stage/person.ts';
import { casesOf, play } from '../stage/stage.ts';

describe.each(casesOf(2))('join, $lang at $width px', (variant) => {
  test('signing up gives a plot and welcome tokens; signing in again finds them', () =>
    play('join', variant, async (stage) => {
      const visitor = await stage.enter();
      const { page } = visitor;
      await putWelcomeAway(page);
      await page.getByTestId('join-open').click();
      await page.getByTestId('signup-form').waitFor();
      await stage.shot(visitor, 'form');
      await expectAccessible(page);
      await page.keyboard.press('Escape');
      const email = await join(page, 'Aurore');
      expect(await balance(page)).toBe(100);
      await expectLanguage(page, variant.lang);
      await stage.shot(visitor, 'my-plot');

      const again = await stage.enter();
      await putWelcomeAway(again.page);
      await again.page.getByTestId('join-open').click();
      await again.page.getByTestId('signin-tab').click();
      await again.page.getByTestId('signin-email').fill(email);
      await again.page.getByTestId('signin-password').fill('not-the-password');
      await again.page.getByTestId('signin-submit').click();
      await again.page.getByTestId('join-error').waitFor();
      await stage.shot(again, 'wrong-password');
      await again.page.getByTestId('signin-password').fill(PASSWORD);
      await again.page.getByTestId('signin-submit').click();
      await again.page.getByTestId('wallet-chip').waitFor();
      await untilLive(again.page);
      expect(await balance(again.page)).toBe(100);
    }));
});
