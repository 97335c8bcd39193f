import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { expectAccessible } from '../stage/accessible.ts';
import { expectFits } from '../stage/fits.ts';
import { noteOnScreen, putWelcomeAway } from '../stage/person.ts';
import { casesOf, play } from '../stage/stage.ts';

const soon = { timeout: 20_000 };

/** Types into the palette, anew until the answer is this one: the vocabulary learns of new words every few seconds. */
async function find(page: Page, q: string, title: string): Promise<void> {
  await expect
    .poll(async () => {
      await page.getByTestId('palette-field').fill('');
      await page.getByTestId('palette-field').fill(q);
      await page.locator('[data-testid="palette-list"]:not([data-busy])').waitFor(soon);
      return page.getByTestId('palette-line').first().textContent();
    }, soon)
    .toContain(title);
}

describe.each(casesOf(23))('search, $lang at $width px', (variant) => {
  test('one field finds notes, people and deeds, and Enter goes there', () =>
    play('search', variant, async (stage) => {
      const visitor = await stage.enter();
      const { page } = visitor;
      await putWelcomeAway(page);

      await page.getByTestId('search-open').click();
      await page.getByTestId('palette').waitFor(soon);
      await stage.shot(visitor, 'empty');
      await find(page, 'pluie zin', 'La pluie sur le zinc');
      expect(await page.locator('[data-testid="palette-line"] mark').allTextContents()).toContain('pluie');
      await stage.shot(visitor, 'found');
      await expectAccessible(page, '[data-testid="palette"]');
      if (variant.width === 390) await expectFits(page, '[data-testid="palette"]');
      await find(page, 'plui sur le zink', 'La pluie sur le zinc');
      await page.getByTestId('palette-read').waitFor(soon);
      await page.getByTestId('palette-field').press('Enter');
      await page.getByTestId('palette').waitFor({ state: 'detached', ...soon });
      await noteOnScreen(page, 'La pluie sur le zinc').waitFor({ state: 'attached', ...soon });

      await page.keyboard.press('/');
      await page.getByTestId('palette').waitFor(soon);
      expect(await page.locator('[data-testid="palette-line"][data-type="recent"]').count()).toBe(1);
      await find(page, 'clio', 'Clio');
      await page.getByTestId('palette-in-agents').click();
      await expect.poll(() => page.getByTestId('palette-line').count(), soon).toBe(1);
      await page.getByTestId('palette-in-all').click();
      await page.getByTestId('palette-field').fill('xqzzk');
      await page.getByTestId('palette-none').waitFor(soon);
      await stage.shot(visitor, 'none');
      await page.keyboard.press('Control+k');
      await page.getByTestId('palette').waitFor({ state: 'detached', ...soon });

      await page.keyboard.press('Control+k');
      await page.getByTestId('palette-field').fill(variant.lang === 'fr' ? 'monde entier' : 'whole world');
      await page.locator('[data-testid="palette-line"][data-type="command"]').first().click();
      await page.locator('[data-testid="way-map"][aria-pressed="true"]').waitFor({ state: 'attached', ...soon });

      // Enter before the answer goes to what was typed, not to what stands there of the words before.
      await page.keyboard.press('Control+k');
      await find(page, 'clio', 'Clio');
      await page.getByTestId('palette-field').fill('pluie sur le zinc');
      await page.getByTestId('palette-field').press('Enter');
      await page.getByTestId('palette').waitFor({ state: 'detached', ...soon });
      await noteOnScreen(page, 'La pluie sur le zinc').waitFor({ state: 'attached', ...soon });
    }));
});
