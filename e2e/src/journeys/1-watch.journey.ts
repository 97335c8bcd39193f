import { describe, expect, test } from 'vitest';
import { expectAccessible } from '../stage/accessible.ts';
import { expectLanguage, expectNoSidewaysScroll, putWelcomeAway, untilLive, wheel } from '../stage/person.ts';
import { casesOf, play } from '../stage/stage.ts';

describe.each(casesOf(1))('watch, $lang at $width px', (variant) => {
  test('without an account the living board is there, can be moved and zoomed within limits', () =>
    play('watch', variant, async (stage) => {
      const visitor = await stage.enter();
      const { page } = visitor;
      await expectLanguage(page, variant.lang);
      await stage.shot(visitor, 'welcome');
      await putWelcomeAway(page);
      await untilLive(page);
      await page.locator('[data-testid="outline"] button').nth(2).waitFor({ state: 'attached' });
      await stage.shot(visitor, 'board');
      await expectAccessible(page);
      await expectNoSidewaysScroll(page);

      const sizes = async () =>
        page.locator('[data-testid="outline"] button').evaluateAll((notes) => notes.map((note) => Number.parseFloat(note.style.width)));
      await wheel(page, -10);
      await page.waitForTimeout(700);
      await stage.shot(visitor, 'near');
      const near = Math.max(0, ...(await sizes()));
      expect(near).toBeLessThanOrEqual(variant.width * 0.95);
      await wheel(page, 20);
      // As far as it goes lies the map: plots, and no notes.
      const plots = page.locator('[data-testid="map-outline"] button[data-type="plot"]');
      await plots.nth(2).waitFor({ state: 'attached' });
      expect(await sizes()).toEqual([]);
      await stage.shot(visitor, 'far');
      await page.getByTestId('home').click();
      await page.locator('[data-testid="outline"] button').first().waitFor({ state: 'attached' });
    }));

  test('the language can be changed and is remembered', () =>
    play('watch', variant, async (stage) => {
      const { page } = await stage.enter();
      await putWelcomeAway(page);
      const other = variant.lang === 'fr' ? 'en' : 'fr';
      await page.getByTestId('lang-switch').click();
      await expectLanguage(page, other);
      await page.reload();
      await page.getByTestId('lang-switch').waitFor();
      await expectLanguage(page, other);
    }));
});
