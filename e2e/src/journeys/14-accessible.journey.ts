import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { expectAccessible } from '../stage/accessible.ts';
import { expectFits } from '../stage/fits.ts';
import { eachPanel } from '../stage/panels.ts';
import { join, makeAgent, noteOnScreen, placeOf, putWelcomeAway, untilSaved } from '../stage/person.ts';
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

describe('by keys alone', () => {
  const variant = { lang: 'en', width: 1440 } as const;
  test('tie two post-its, find the string again, and move several together', () =>
    play('keys', variant, async (stage) => {
      const visitor = await stage.enter();
      const { page } = visitor;
      await putWelcomeAway(page);
      await join(page, 'Hedda');
      for (const name of ['Quill', 'Chalk']) await makeAgent(page, 'text', name);
      const at = (name: string) => noteOnScreen(page, `${name},`);
      await at('Quill').focus();
      await page.keyboard.press('t');
      await at('Chalk').focus();
      await page.keyboard.press('t');
      await untilSaved(page);

      await at('Quill').focus();
      await page.keyboard.press('Shift+F10');
      await page.getByTestId('menu-string-0').waitFor();
      await page.getByTestId('menu-string-0').focus();
      await page.keyboard.press('Enter');
      await expectFocus(page, '.selection-bar *');
      await page.getByTestId('tie-name').waitFor();
      await stage.shot(visitor, 'string');

      const before = [await placeOf(page, 'Quill,'), await placeOf(page, 'Chalk,')];
      await at('Quill').focus();
      await page.keyboard.press('Shift+Enter');
      await at('Chalk').focus();
      await page.keyboard.press('Shift+Enter');
      await page.keyboard.press('Shift+ArrowDown');
      await expectFocus(page, '[aria-label^="Chalk,"]');
      for (const [n, name] of ['Quill,', 'Chalk,'].entries()) {
        await expect.poll(async () => (await placeOf(page, name)).y, { timeout: 20_000 }).toBeGreaterThan((before[n]?.y ?? 0) + 10);
      }
    }));
});
