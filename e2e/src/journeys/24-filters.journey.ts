import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { expectAccessible } from '../stage/accessible.ts';
import { closeSheet, noteOnScreen, placeOf, putWelcomeAway, untilLive } from '../stage/person.ts';
import { casesOf, play } from '../stage/stage.ts';

const soon = { timeout: 20_000 };

/** What the outline, and so the board, shows undimmed. */
async function kindsShown(page: Page): Promise<readonly (string | null)[]> {
  const kinds = await page
    .locator('[data-testid="outline"] button')
    .evaluateAll((notes) => notes.map((note) => note.getAttribute('data-kind')));
  return [...new Set(kinds)];
}

async function choose(page: Page, field: string, option: string): Promise<void> {
  await page.getByTestId(field).click();
  await page.getByRole('option', { name: option }).click();
}

describe.each(casesOf(24))('filters, $lang at $width px', (variant) => {
  const french = variant.lang === 'fr';

  test('kind, author, agent, day and strings; the address keeps them; one press shows everything', () =>
    play('filters', variant, async (stage) => {
      const visitor = await stage.enter('/@argus?plot');
      const { page } = visitor;
      await putWelcomeAway(page);
      await untilLive(page);
      await noteOnScreen(page, 'Ciel brûlé').waitFor({ state: 'attached', ...soon });
      await page.getByTestId('filter-agent').click();
      await noteOnScreen(page, 'Ciel brûlé').waitFor({ state: 'detached', ...soon });
      await expect.poll(() => kindsShown(page), soon).toEqual(['agent']);
      await page.getByTestId('filter-agent').click();
      await page.getByTestId('filter-image').click();
      await page.getByTestId('filter-slip').waitFor(soon);
      await noteOnScreen(page, 'Ciel brûlé').waitFor({ state: 'attached', ...soon });
      await expect.poll(() => kindsShown(page), soon).toEqual(['image']);
      expect(new URL(page.url()).searchParams.get('kind')).toBe('image');
      await stage.shot(visitor, 'images');

      // A shared or reloaded address shows the same.
      await page.reload();
      await untilLive(page);
      await page.getByTestId('filter-slip').waitFor(soon);
      expect(await page.getByTestId('filter-image').getAttribute('aria-pressed')).toBe('true');
      await noteOnScreen(page, 'Ciel brûlé').waitFor({ state: 'attached', ...soon });
      await expect.poll(() => kindsShown(page), soon).toEqual(['image']);

      // Whose, and since when.
      await page.getByTestId('filter-more').click();
      await page.getByTestId('filter-menu').waitFor(soon);
      await expectAccessible(page);
      await stage.shot(visitor, 'menu');
      // Agents in sight may be chosen though the filter dims them.
      await choose(page, 'filter-with', 'Argus');
      await expect.poll(() => new URL(page.url()).searchParams.has('with'), soon).toBe(true);
      await noteOnScreen(page, 'Ciel brûlé').waitFor({ state: 'attached', ...soon });
      await choose(page, 'filter-with', french ? 'N’importe lequel' : 'Any');
      await page.getByTestId('filter-author').fill('@echo');
      await noteOnScreen(page, 'Ciel brûlé').waitFor({ state: 'detached', ...soon });
      await page.getByTestId('filter-author').fill('@personne-de-ce-nom');
      await page
        .getByText(french ? 'Personne ne s’appelle @personne-de-ce-nom' : 'Nobody here is called @personne-de-ce-nom')
        .first()
        .waitFor(soon);
      // Nothing is theirs; the board does not say otherwise than the slip.
      await expect.poll(() => kindsShown(page), soon).toEqual([]);
      await page.getByTestId('filter-author').fill('@echo');
      await page.getByTestId('filter-author').fill('');
      await noteOnScreen(page, 'Ciel brûlé').waitFor({ state: 'attached', ...soon });
      await page.getByTestId('filter-until').fill('2024-01-01');
      await noteOnScreen(page, 'Ciel brûlé').waitFor({ state: 'detached', ...soon });
      expect(new URL(page.url()).searchParams.get('by')).toBeNull();
      await page.getByTestId('filter-clear').click();
      await page.getByTestId('filter-slip').waitFor({ state: 'detached', ...soon });
      await noteOnScreen(page, 'Ciel brûlé').waitFor({ state: 'attached', ...soon });

      // Only the strings of the chosen note's chain.
      await choose(page, 'filter-cords', french ? 'La chaîne du post-it choisi' : 'The chain of the chosen post-it');
      await page.keyboard.press('Escape');
      await page.getByTestId('filter-menu').waitFor({ state: 'detached', ...soon });
      const at = await placeOf(page, 'Ciel brûlé');
      await page.getByTestId('board').click({ position: { x: at.x, y: at.y } });
      await page.getByTestId('preview').waitFor(soon);
      expect(new URL(page.url()).searchParams.get('cords')).toBe('chain');
      await stage.shot(visitor, 'chain');
      await closeSheet(page);
      await page.getByTestId('filter-slip-clear').click();
      await page.getByTestId('filter-slip').waitFor({ state: 'detached', ...soon });
      expect([...new URL(page.url()).searchParams.keys()].filter((name) => name !== 'at')).toEqual([]);
    }));
});
