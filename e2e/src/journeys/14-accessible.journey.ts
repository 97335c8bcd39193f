import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { expectAccessible } from '../stage/accessible.ts';
import { expectFits } from '../stage/fits.ts';
import { eachPanel } from '../stage/panels.ts';
import { putWelcomeAway } from '../stage/person.ts';
import { play, type Case } from '../stage/stage.ts';

/** The narrowest phone in the language with the longer words, and a desk at night. */
const CASES: readonly (Case & { readonly colorScheme: 'light' | 'dark' })[] = [
  { lang: 'fr', width: 360, colorScheme: 'light' },
  { lang: 'en', width: 1440, colorScheme: 'dark' },
];

async function expectFocus(page: Page, selector: string): Promise<void> {
  await expect.poll(() => page.evaluate(`document.activeElement?.matches(${JSON.stringify(selector)})`)).toBe(true);
}

describe.each(CASES)('accessible, $lang at $width px, $colorScheme', (variant) => {
  test('every panel and dialog, as a watcher, a member and the operator', () =>
    play('accessible', variant, async (stage) => {
      const { page } = await stage.enter('/', { colorScheme: variant.colorScheme });
      await eachPanel(page, stage, async (scope) => {
        await expectAccessible(page, scope);
        if (variant.width === 360) await expectFits(page, scope);
      });
    }));

  test('the focus goes into what opens and comes back from what closes', () =>
    play('focus', variant, async (stage) => {
      const { page } = await stage.enter();
      await putWelcomeAway(page);
      const note = page.locator('[data-testid="outline"] button[data-id]').first();
      await note.waitFor({ state: 'attached' });
      const id = await note.getAttribute('data-id');
      await note.focus();
      await page.keyboard.press('Enter');
      await expectFocus(page, '[data-testid="preview"] *');
      await page.keyboard.press('Escape');
      await expectFocus(page, `[data-id="${id}"]`);
      await page.getByTestId('join-open').focus();
      await page.keyboard.press('Enter');
      await expectFocus(page, '[data-testid="join-dialog"] *');
      await page.keyboard.press('Escape');
      await expectFocus(page, '[data-testid="join-open"]');
      await page.locator(`[data-id="${id}"]`).focus();
      await page.keyboard.press('Shift+F10');
      await expectFocus(page, '[data-testid="context-menu"], [data-testid="context-menu"] *');
      await page.keyboard.press('Escape');
      await expectFocus(page, `[data-id="${id}"]`);
    }));
});
