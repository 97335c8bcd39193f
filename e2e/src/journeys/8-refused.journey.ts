import { describe, expect, test } from 'vitest';
import { dragNote, join, makeAgent, noteOnScreen, placeOf, putWelcomeAway, untilLive, untilSaved } from '../stage/person.ts';
import { casesOf, play } from '../stage/stage.ts';

const SLACK = 3;

describe.each(casesOf(8))('refused, $lang at $width px', (variant) => {
  test('a refused edit snaps back with its reason, nobody else sees it, and an invitation lets it through', () =>
    play('refused', variant, async (stage) => {
      const owner = await stage.enter();
      await putWelcomeAway(owner.page);
      const ilona = stage.named('Ilona');
      await join(owner.page, ilona.name);
      await makeAgent(owner.page, 'image', 'Fusain');

      const guest = await stage.enter();
      await putWelcomeAway(guest.page);
      const marek = stage.named('Marek');
      await join(guest.page, marek.name);
      await guest.page.goto(`${stage.url}/@${ilona.handle}?plot`);
      await noteOnScreen(guest.page, 'Fusain').waitFor({ state: 'attached' });
      await untilLive(guest.page);

      await owner.page.getByTestId('account').click();
      await owner.page.getByTestId('account-plot').click();
      await owner.page.getByTestId('policy-invited').click();
      await owner.page.locator('[data-testid="policy-invited"][data-checked]').waitFor();
      await stage.shot(owner, 'plot-settings');

      const atOwner = await placeOf(owner.page, 'Fusain');
      const before = await placeOf(guest.page, 'Fusain');
      await dragNote(guest.page, 'Fusain', { x: -0.4, y: 0.5 });
      await guest.page.getByTestId('notice').first().waitFor();
      await stage.shot(guest, 'snapped-back');
      await expect
        .poll(async () => Math.hypot(...Object.values(await offset(guest.page, before))), { timeout: 15_000 })
        .toBeLessThan(SLACK);
      await untilSaved(guest.page);
      // The hand itself was seen, as any is; what it carried goes back with it.
      await expect
        .poll(async () => Math.hypot(...Object.values(await offset(owner.page, atOwner))), { timeout: 15_000 })
        .toBeLessThan(SLACK);

      await owner.page.getByTestId('guest-handle').fill(marek.handle);
      await owner.page.getByTestId('guest-add').click();
      await owner.page.getByTestId('guest').waitFor();
      await dragNote(guest.page, 'Fusain', { x: -0.4, y: 0.5 });
      await untilSaved(guest.page);
      await expect
        .poll(async () => Math.hypot(...Object.values(await offset(guest.page, before))), { timeout: 15_000 })
        .toBeGreaterThan(before.size * 0.1);
      await owner.page.keyboard.press('Escape');
      await expect
        .poll(async () => Math.hypot(...Object.values(await offset(owner.page, atOwner))), { timeout: 15_000 })
        .toBeGreaterThan(atOwner.size * 0.1);
      await stage.shot(owner, 'moved-by-a-guest');
    }));
});

async function offset(page: Parameters<typeof placeOf>[0], from: { readonly x: number; readonly y: number }) {
  const now = await placeOf(page, 'Fusain');
  return { x: now.x - from.x, y: now.y - from.y };
}
