import { describe, expect, test } from 'vitest';
import { join, makeAgent, placeOf, putWelcomeAway, untilLive } from '../stage/person.ts';
import { casesOf, play } from '../stage/stage.ts';

describe.each(casesOf(5))('together, $lang at $width px', (variant) => {
  test('two browsers see each other’s drag while it happens and after it', () =>
    play('together', variant, async (stage) => {
      const one = await stage.enter();
      await putWelcomeAway(one.page);
      const gaspard = stage.named('Gaspard');
      await join(one.page, gaspard.name);
      await makeAgent(one.page, 'image', 'Fusain');
      const two = await stage.enter(`/@${gaspard.handle}?plot`);
      await putWelcomeAway(two.page);
      await untilLive(two.page);
      const before = await placeOf(two.page, 'Fusain');
      const mine = await placeOf(one.page, 'Fusain');

      await one.page.mouse.move(mine.x, mine.y);
      await one.page.mouse.down();
      for (let step = 1; step <= 12; step++) {
        await one.page.mouse.move(mine.x + step * 6, mine.y + step * 5);
        await one.page.waitForTimeout(40);
      }
      await two.page.getByTestId('people').waitFor({ state: 'attached' });
      await stage.shot(one, 'dragging');
      await stage.shot(two, 'while-dragging');
      await one.page.mouse.up();
      await expect
        .poll(async () => Math.abs((await placeOf(two.page, 'Fusain')).x - before.x), { timeout: 15_000 })
        .toBeGreaterThan(before.size * 0.1);
      await one.page.locator('[data-testid="connection"][data-unsaved="0"]').waitFor({ state: 'attached' });

      await one.page.reload();
      await untilLive(one.page);
      const after = await placeOf(two.page, 'Fusain');
      expect(Math.hypot(after.x - before.x, after.y - before.y)).toBeGreaterThan(before.size * 0.1);
      await stage.shot(two, 'after');
    }));
});
