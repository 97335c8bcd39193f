import { describe, expect, test } from 'vitest';
import { expectAccessible } from '../stage/accessible.ts';
import { compose, join, openFinished, putWelcomeAway } from '../stage/person.ts';
import { casesOf, play } from '../stage/stage.ts';

/** What of the welcome card, where it is shown, lies under the top bar or the console, or is cut off. */
const BETWEEN = `(() => {
  const card = document.querySelector('[data-testid="welcome-card"]');
  if (card.getClientRects().length === 0) return [];
  const hidden = [...card.querySelectorAll('button, a, h1')].filter((one) => {
    const box = one.getBoundingClientRect();
    const top = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
    return !one.contains(top) && !top?.contains(one);
  });
  return hidden.map((one) => one.textContent);
})()`;

describe.each(casesOf(6))('log console, $lang at $width px', (variant) => {
  test('the steps of my generation are written live, in words', () =>
    play('console', variant, async (stage) => {
      const visitor = await stage.enter();
      const { page } = visitor;
      await page.getByTestId('console-toggle').click();
      await page.getByTestId('console').waitFor();
      await expect.poll(() => page.evaluate(BETWEEN)).toEqual([]);
      await stage.shot(visitor, 'welcome');
      await page.getByTestId('console-toggle').click();
      await putWelcomeAway(page);
      await join(page, 'Henriette');
      await compose(page, ['Écho'], 'Bonjour tout le monde.');
      await page.getByTestId('composer-create-private').click();
      await openFinished(page);
      await page.getByTestId('sheet-close').first().click();
      await page.getByTestId('console-toggle').click();
      await page.getByTestId('console').waitFor();
      await page.getByTestId('console-area-generation').click();
      await expect.poll(() => page.getByTestId('console-line').count()).toBeGreaterThan(2);
      await stage.shot(visitor, 'open');
      await expectAccessible(page);
    }));
});
