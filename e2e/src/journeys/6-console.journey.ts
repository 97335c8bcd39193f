import { describe, expect, test } from 'vitest';
import { expectAccessible } from '../stage/accessible.ts';
import { compose, join, openFinished, putWelcomeAway } from '../stage/person.ts';
import { casesOf, play } from '../stage/stage.ts';

describe.each(casesOf(6))('log console, $lang at $width px', (variant) => {
  test('the steps of my generation are written live, in words', () =>
    play('console', variant, async (stage) => {
      const visitor = await stage.enter();
      const { page } = visitor;
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
