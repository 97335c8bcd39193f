import { describe, expect, test } from 'vitest';
import { expectAccessible } from '../stage/accessible.ts';
import { closeSheet, join, noteOnScreen, openFinished, placeOf, putWelcomeAway, shownPrice, untilLive } from '../stage/person.ts';
import { casesOf, play } from '../stage/stage.ts';

describe.each(casesOf(4))('look closer, $lang at $width px', (variant) => {
  test('click a post-it for its preview, then the history of the agents used', () =>
    play('look', variant, async (stage) => {
      const visitor = await stage.enter('/@echo?plot');
      const { page } = visitor;
      await putWelcomeAway(page);
      await untilLive(page);
      const at = await placeOf(page, 'Voix du marché');
      await page.getByTestId('board').click({ position: { x: at.x, y: at.y } });
      await page.getByTestId('preview').waitFor();
      await page.getByTestId('media-voice').waitFor();
      await stage.shot(visitor, 'voice');
      await page.getByTestId('preview-history').click();
      await page.getByTestId('history').waitFor();
      expect(await page.getByTestId('history-step').count()).toBe(1);
      expect(await page.getByTestId('history').innerText()).toContain('Écho');
      await stage.shot(visitor, 'history');
      await expectAccessible(page);
      await closeSheet(page);

      // The cord hangs between the two pins, a little under the straight line.
      const from = await placeOf(page, 'Écho, ');
      const to = await placeOf(page, 'Voix du marché');
      const middle = { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 - 0.43 * to.size };
      const history = page.getByTestId('history');
      for (let down = 0; down < to.size && !(await history.isVisible()); down += 4) {
        await page.mouse.click(middle.x, middle.y + down);
        await page.waitForTimeout(150);
      }
      // On a narrow screen another cord may hang in front of it: its history is as good.
      await page.getByTestId('history-step').first().waitFor();
      expect(await page.getByTestId('history-step').count()).toBeGreaterThan(0);
      await closeSheet(page);
    }));

  test('fork somebody’s creation into a new branch with its cord', () =>
    play('fork', variant, async (stage) => {
      const visitor = await stage.enter('/@argus?plot');
      const { page } = visitor;
      await putWelcomeAway(page);
      await join(page, 'Edmond');
      await page.goto(`${stage.url}/@argus?plot`);
      await noteOnScreen(page, 'Ciel brûlé').waitFor({ state: 'attached' });
      await noteOnScreen(page, 'Ciel brûlé').focus();
      await page.keyboard.press('Enter');
      await page.getByTestId('preview-fork').click();
      await page.getByTestId('composer-parent').waitFor();
      await page.getByTestId('composer-prompt').fill(variant.lang === 'fr' ? 'Le même ciel, sous la pluie' : 'The same sky, in the rain');
      await shownPrice(page);
      await stage.shot(visitor, 'composer');
      await page.getByTestId('composer-create-board').click();
      await openFinished(page);
      await page.getByTestId('preview-history').click();
      await page.getByTestId('history-parent').waitFor();
      expect(await page.getByTestId('history-parent').innerText()).toContain('Ciel brûlé');
      await stage.shot(visitor, 'lineage');
    }));
});
