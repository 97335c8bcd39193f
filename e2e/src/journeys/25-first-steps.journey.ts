import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { expectAccessible } from '../stage/accessible.ts';
import { expectFits } from '../stage/fits.ts';
import { closeSheet, join, noteOnScreen, untilLive } from '../stage/person.ts';
import { casesOf, play } from '../stage/stage.ts';

const soon = { timeout: 20_000 };

async function atStep(page: Page, step: string): Promise<void> {
  await page.locator(`[data-testid="steps"][data-step="${step}"]`).waitFor(soon);
}

describe.each(casesOf(25))('first steps, $lang at $width px', (variant) => {
  test('a first visit learns by doing, goes on where it stopped, and is never taught again', () =>
    play('first-steps', variant, async (stage) => {
      const visitor = await stage.enter('/@argus?plot');
      const { page } = visitor;
      await page.getByTestId('welcome-steps').click();
      await atStep(page, 'move');
      await stage.shot(visitor, 'move');
      await expectAccessible(page);
      await expectFits(page, '[data-testid="steps"]');
      const { width, height } = page.viewportSize() ?? { width: 0, height: 0 };
      await page.mouse.move(width / 2, height / 2);
      await page.mouse.wheel(0, -360);
      await atStep(page, 'open');

      // A reload does not begin anew.
      await page.reload();
      await untilLive(page);
      await atStep(page, 'open');
      await noteOnScreen(page, 'Ciel brûlé').waitFor({ state: 'attached', ...soon });
      await noteOnScreen(page, 'Ciel brûlé').focus();
      await page.keyboard.press('Enter');
      await page.getByTestId('preview').waitFor(soon);
      await page.getByTestId('preview-history').click();
      await page.getByTestId('history').waitFor(soon);
      await closeSheet(page);
      await atStep(page, 'join');
      await stage.shot(visitor, 'join');
      await join(page, 'Perrine');
      await atStep(page, 'agent');
      await page.getByTestId('steps-next').click();
      await atStep(page, 'create');
      await page.getByTestId('steps-end').click();
      await page.getByTestId('steps').waitFor({ state: 'detached', ...soon });
      await page.reload();
      await untilLive(page);
      expect(await page.getByTestId('steps').count()).toBe(0);
      expect(await page.getByTestId('welcome-card').count()).toBe(0);

      // The sheet of shortcuts, by its own.
      await page.keyboard.press('?');
      await page.getByTestId('shortcuts').waitFor(soon);
      await stage.shot(visitor, 'shortcuts');
      await expectAccessible(page);
      await expectFits(page, '[data-testid="shortcuts"]');
      await page.keyboard.press('Escape');
      await page.getByTestId('shortcuts').waitFor({ state: 'detached', ...soon });
    }));
});
