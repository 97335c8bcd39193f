import { describe, expect, test } from 'vitest';
import { expectAccessible } from '../stage/accessible.ts';
import { dragNote, join, makeAgent, placeOf, putWelcomeAway, untilSaved } from '../stage/person.ts';
import { casesOf, play } from '../stage/stage.ts';

describe.each(casesOf(10))('rewind, $lang at $width px', (variant) => {
  test('look at the past of a plot, restore an earlier layout, and undo that', () =>
    play('rewind', variant, async (stage) => {
      const visitor = await stage.enter();
      const { page } = visitor;
      await putWelcomeAway(page);
      await join(page, stage.named('Hana').name);
      await makeAgent(page, 'image', 'Fusain');
      await makeAgent(page, 'text', 'Plume');
      const seat = await placeOf(page, 'Fusain');
      await dragNote(page, 'Fusain', { x: -0.2, y: 0.5 });
      await untilSaved(page);
      const moved = await placeOf(page, 'Fusain');
      expect(Math.abs(moved.y - seat.y)).toBeGreaterThan(seat.size * 0.1);
      const drift = async (from: { readonly x: number; readonly y: number }) => {
        const now = await placeOf(page, 'Fusain');
        return Math.hypot(now.x - from.x, now.y - from.y);
      };

      const stepBack = async () => {
        await page.getByTestId('timeline-open').click();
        await page.locator('[data-testid="timeline-slider"]:enabled').focus();
        await page.keyboard.press('ArrowLeft');
      };
      await stepBack();
      await expect.poll(() => drift(seat), { timeout: 15_000 }).toBeLessThan(3);
      await stage.shot(visitor, 'past');
      await expectAccessible(page);
      await page.getByTestId('timeline-today').click();
      await expect.poll(() => drift(moved), { timeout: 15_000 }).toBeLessThan(3);

      await stepBack();
      await page.getByTestId('timeline-restore').click();
      await page.getByTestId('timeline-restore-confirm').click();
      await page.getByTestId('timeline').waitFor({ state: 'detached' });
      await untilSaved(page);
      await expect.poll(() => drift(seat), { timeout: 15_000 }).toBeLessThan(3);
      await stage.shot(visitor, 'restored');
      await page.getByTestId('undo').click();
      await expect.poll(() => drift(moved), { timeout: 15_000 }).toBeLessThan(3);
      await untilSaved(page);
    }));
});
