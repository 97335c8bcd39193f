import { describe, expect, test } from 'vitest';
import {
  closeSheet,
  compose,
  join,
  makeAgent,
  noteOnScreen,
  openFinished,
  placeOf,
  putWelcomeAway,
  shownPrice,
  untilLive,
  untilSaved,
} from '../stage/person.ts';
import { clickString, dragStringEnd } from '../stage/strings.ts';
import { casesOf, play } from '../stage/stage.ts';

describe.each(casesOf(7))('strings, $lang at $width px', (variant) => {
  test('tie two post-its, name the string, reconnect a cord’s end, cut it and take it back', () =>
    play('strings', variant, async (stage) => {
      const one = await stage.enter();
      await putWelcomeAway(one.page);
      const nora = stage.named('Nora');
      await join(one.page, nora.name);
      for (const [kind, name] of [
        ['image', 'Fusain'],
        ['text', 'Plume'],
        ['voice', 'Grillon'],
      ] as const)
        await makeAgent(one.page, kind, name);
      await one.page.getByTestId('home').click();

      const from = await placeOf(one.page, 'Fusain');
      await one.page.mouse.click(from.x, from.y, { button: 'right' });
      await one.page.getByTestId('context-menu').waitFor();
      await stage.shot(one, 'menu');
      await one.page.getByTestId('menu-tie').click();
      const to = await placeOf(one.page, 'Plume');
      await one.page.mouse.move(to.x, to.y, { steps: 5 });
      await stage.shot(one, 'tying');
      await one.page.mouse.click(to.x, to.y);

      const label = variant.lang === 'fr' ? 'même encre' : 'same ink';
      await one.page.getByTestId('tie-name').fill(label);
      await one.page.keyboard.press('Enter');
      await one.page.getByTestId('tie-colour-2').click();
      await untilSaved(one.page);
      await stage.shot(one, 'tied');

      const two = await stage.enter(`/@${nora.handle}?plot`);
      await putWelcomeAway(two.page);
      await untilLive(two.page);
      await noteOnScreen(two.page, 'Grillon').waitFor({ state: 'attached' });
      const bar = two.page.getByTestId('selection-bar');
      const named = async () => (await bar.isVisible()) && (await bar.innerText()).includes(label);
      await clickString(two.page, 'Fusain', 'Plume', named);
      await stage.shot(two, 'seen-by-a-visitor');

      await one.page.keyboard.press('Escape');
      await dragStringEnd(one.page, 'Plume', 'Fusain', 'Grillon');
      await untilSaved(one.page);
      await two.page.keyboard.press('Escape');
      await two.page.reload();
      await noteOnScreen(two.page, 'Grillon').waitFor({ state: 'attached' });
      await untilLive(two.page);
      await clickString(two.page, 'Fusain', 'Grillon', named);
      await stage.shot(one, 'reconnected');

      const mine = one.page.getByTestId('tie-cut');
      await clickString(one.page, 'Fusain', 'Grillon', () => mine.isVisible());
      await mine.click();
      await untilSaved(one.page);
      await bar.waitFor({ state: 'detached' });
      await one.page.getByTestId('undo').click();
      await untilSaved(one.page);
      await clickString(two.page, 'Fusain', 'Grillon', named);
      expect(await named()).toBe(true);
    }));

  test('drop the end of a creation’s cord on another agent to make it again with that one, price shown', () =>
    play('remake', variant, async (stage) => {
      const visitor = await stage.enter();
      const { page } = visitor;
      await putWelcomeAway(page);
      await join(page, 'Ysé');
      await makeAgent(page, 'text', 'Plume');
      await makeAgent(page, 'text', 'Calame');
      await compose(page, ['Plume'], variant.lang === 'fr' ? 'Un poème sur le vent' : 'A poem about the wind');
      await page.getByTestId('composer-create-board').click();
      await openFinished(page);
      await closeSheet(page);
      await page.getByTestId('home').click();
      const made = page.locator('[data-testid="outline"] button:not([aria-label*="Plume,"]):not([aria-label*="Calame,"])').first();
      await made.waitFor({ state: 'attached' });
      const title = ((await made.getAttribute('aria-label')) ?? '').split(',', 1)[0] ?? '';
      await dragStringEnd(page, 'Plume,', title, 'Calame,');
      await page.getByTestId('composer').waitFor();
      expect(await page.getByTestId('composer').innerText()).toContain('Calame');
      await page.getByTestId('composer-parent').waitFor();
      expect(await shownPrice(page)).toBeGreaterThan(0);
      await stage.shot(visitor, 'composer');
    }));
});
