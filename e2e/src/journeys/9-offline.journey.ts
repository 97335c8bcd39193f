import { describe, expect, test } from 'vitest';
import { dragNote, join, makeAgent, noteOnScreen, placeOf, putWelcomeAway, signIn, untilLive, untilSaved } from '../stage/person.ts';
import { casesOf, play } from '../stage/stage.ts';

describe.each(casesOf(9))('offline, $lang at $width px', (variant) => {
  test('offline and back: both sides work meanwhile, and both sides’ work stays', () =>
    play('offline', variant, async (stage) => {
      const one = await stage.enter();
      await putWelcomeAway(one.page);
      const odile = stage.named('Odile');
      const email = await join(one.page, odile.name);
      await makeAgent(one.page, 'image', 'Fusain');
      await makeAgent(one.page, 'text', 'Plume');
      const two = await stage.enter();
      await putWelcomeAway(two.page);
      await signIn(two.page, email);
      await two.page.goto(`${stage.url}/@${odile.handle}?plot`);
      await noteOnScreen(two.page, 'Plume').waitFor({ state: 'attached' });
      await untilLive(two.page);
      const fusain = await placeOf(two.page, 'Fusain');
      const plume = await placeOf(one.page, 'Plume');

      await one.context.setOffline(true);
      await one.page.locator('[data-testid="connection"][data-state="offline"]').waitFor({ state: 'attached' });
      await dragNote(one.page, 'Fusain', { x: -0.2, y: 0.5 });
      await one.page.locator('[data-testid="connection"]:not([data-unsaved="0"])').waitFor({ state: 'attached' });
      await one.page.getByTestId('connection').click();
      await one.page.getByTestId('connection-card').waitFor();
      await stage.shot(one, 'away');
      await one.page.keyboard.press('Escape');
      await dragNote(two.page, 'Plume', { x: 0.2, y: 0.5 });
      await untilSaved(two.page);
      expect(Math.hypot((await placeOf(two.page, 'Fusain')).x - fusain.x, (await placeOf(two.page, 'Fusain')).y - fusain.y)).toBeLessThan(
        3,
      );

      await one.context.setOffline(false);
      await untilLive(one.page);
      await untilSaved(one.page);
      await expect
        .poll(async () => Math.abs((await placeOf(two.page, 'Fusain')).y - fusain.y), { timeout: 20_000 })
        .toBeGreaterThan(fusain.size * 0.1);
      await expect
        .poll(async () => Math.abs((await placeOf(one.page, 'Plume')).y - plume.y), { timeout: 20_000 })
        .toBeGreaterThan(plume.size * 0.1);
      await stage.shot(one, 'back');
    }));
});
