import { describe, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { expectAccessible } from '../stage/accessible.ts';
import { expectFits } from '../stage/fits.ts';
import { join, putWelcomeAway, untilLive } from '../stage/person.ts';
import { casesOf, play } from '../stage/stage.ts';

const soon = { timeout: 20_000 };

/** Both look at the same spot: the hand of the one is seen where it is on her own screen. */
async function expectTogether(two: Page, name: string, hand: { readonly x: number; readonly y: number }): Promise<void> {
  const cursor = two.locator('.board-host div', { has: two.locator('svg') }).filter({ hasText: name });
  await expect
    .poll(async () => {
      const box = await cursor.last().boundingBox();
      return box ? Math.max(Math.abs(box.x - hand.x), Math.abs(box.y - hand.y)) : null;
    }, soon)
    .toBeLessThan(5);
}

async function drag(page: Page, by: number): Promise<void> {
  const { width, height } = page.viewportSize() ?? { width: 0, height: 0 };
  await page.mouse.move(width * 0.5, height * 0.3);
  await page.mouse.down();
  for (let step = 1; step <= 5; step++) await page.mouse.move(width * 0.5 + (by * step) / 5, height * 0.3);
  await page.mouse.up();
}

async function openHere(page: Page): Promise<void> {
  await page.getByTestId('people').click();
  await page.getByTestId('here').waitFor(soon);
}

describe.each(casesOf(29))('presence, $lang at $width px', (variant) => {
  test('two people meet: one follows the other’s view, waves, and sees what the laser shows', () =>
    play('presence', variant, async (stage) => {
      const one = await stage.enter();
      await putWelcomeAway(one.page);
      const nora = stage.named('Naima');
      await join(one.page, nora.name);
      const two = await stage.enter(`/@${nora.handle}?plot`);
      await putWelcomeAway(two.page);
      const milo = stage.named('Milo');
      await openHere(two.page);
      await two.page.getByTestId('here-watcher').waitFor(soon);
      await two.page.keyboard.press('Escape');
      await join(two.page, milo.name);
      await two.page.goto(`${stage.url}/@${nora.handle}?plot`);
      await untilLive(two.page);

      await openHere(one.page);
      await one.page.getByTestId('here-person').filter({ hasText: milo.name }).waitFor(soon);
      await stage.shot(one, 'here');
      await expectAccessible(one.page, '[data-testid="here"]');
      await expectFits(one.page, '[data-testid="here"]');
      await one.page.keyboard.press('Escape');

      // Milo looks where Naima looks, also when she goes far.
      await openHere(two.page);
      await two.page.getByTestId('here-person').filter({ hasText: nora.name }).getByTestId('follow-view').click();
      await two.page.getByTestId('follow-frame').waitFor({ state: 'attached', ...soon });
      await one.page.getByTestId('followers').filter({ hasText: milo.name }).waitFor(soon);
      await stage.shot(one, 'followed');
      const { width, height } = one.page.viewportSize() ?? { width: 0, height: 0 };
      const away = Math.min(300, width * 0.4);
      await drag(one.page, -away);
      const hand = { x: width * 0.5 - away, y: height * 0.3 };
      await expectTogether(two.page, nora.name, hand);
      await stage.shot(two, 'following');
      await expectAccessible(two.page, '[data-testid="following"]');
      if (variant.width < 1000) await expectFits(two.page, '[data-testid="following"]');
      await one.page.keyboard.press('m');
      await two.page.getByTestId('map-outline').waitFor({ state: 'attached', ...soon });
      await one.page.keyboard.press('h');
      await two.page.getByTestId('map-outline').waitFor({ state: 'detached', ...soon });
      await expectTogether(two.page, nora.name, hand);
      await drag(two.page, 120);
      await two.page.getByTestId('follow-frame').waitFor({ state: 'detached', ...soon });
      await one.page.getByTestId('followers').waitFor({ state: 'detached', ...soon });

      // A wave, and one back.
      await openHere(two.page);
      await two.page.getByTestId('here-person').filter({ hasText: nora.name }).getByTestId('wave').click();
      await one.page.getByTestId('waving-hand').filter({ hasText: milo.name }).waitFor(soon);
      await stage.shot(one, 'wave');
      await one.page.getByTestId('notice').filter({ hasText: milo.name }).getByRole('button').first().click();
      await two.page.getByTestId('waving-hand').filter({ hasText: nora.name }).waitFor(soon);
      await two.page.keyboard.press('Escape');

      // The laser by its key, then in the hand.
      const line = two.page.locator('canvas[data-lasers]');
      await one.page.mouse.move(width * 0.5, height * 0.4);
      await one.page.keyboard.down('l');
      for (let step = 1; step <= 20; step++) {
        await one.page.mouse.move(width * 0.5 + Math.cos(step / 3) * 90, height * 0.45 + Math.sin(step / 3) * 90);
        await one.page.waitForTimeout(30);
      }
      await line.waitFor({ state: 'attached', ...soon });
      await stage.shot(two, 'laser');
      await one.page.keyboard.up('l');
      await line.waitFor({ state: 'detached', ...soon });
      await openHere(one.page);
      await one.page.getByTestId('laser-open').click();
      await one.page.getByTestId('laser-sheet').waitFor(soon);
      await expectAccessible(one.page, '[data-testid="laser-hint"]');
      if (variant.width < 1000) await expectFits(one.page, '[data-testid="laser-hint"]');
      const before = one.page.url();
      await drag(one.page, 90);
      await line.waitFor({ state: 'attached', ...soon });
      await stage.shot(one, 'laser-hand');
      expect(one.page.url()).toBe(before);
      await one.page.keyboard.press('Escape');
      await one.page.getByTestId('laser-sheet').waitFor({ state: 'detached', ...soon });

      // Who is blocked is not there.
      const blocked = await one.page.evaluate(`fetch('/api/members/${milo.handle}/block', { method: 'PUT' }).then((answer) => answer.ok)`);
      expect(blocked).toBe(true);
      await one.page.reload();
      await untilLive(one.page);
      await expect.poll(async () => two.page.getByTestId('people').count(), soon).toBe(1);
      await one.page.getByTestId('people').waitFor({ state: 'detached', ...soon });
    }));
});
