import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { expectAccessible } from '../stage/accessible.ts';
import { closeSheet, expectNoSidewaysScroll, noteOnScreen, putWelcomeAway } from '../stage/person.ts';
import { casesOf, play } from '../stage/stage.ts';

const soon = { timeout: 15_000 };

/** Narrow screens keep the chart folded behind a button. */
async function openChart(page: Page): Promise<void> {
  const toggle = page.getByTestId('chart-toggle');
  if (await toggle.isVisible()) await toggle.click();
  await page.locator('[data-testid="minimap"][data-known="yes"]').waitFor(soon);
}

/** Where the chart says one is. */
async function whereabouts(page: Page): Promise<string> {
  return (await page.getByTestId('minimap').getAttribute('aria-label')) ?? '';
}

/** The view of the address; null while the address names none. */
function viewOf(page: Page): readonly number[] | null {
  const at = new URL(page.url()).searchParams.get('at');
  return at === null ? null : at.split(',').map(Number);
}

/** The view has moved for no moment of this: it counts as a place, and the address is its own. */
const RESTED_MS = 1600;

async function untilRested(page: Page): Promise<void> {
  await expect
    .poll(
      async () => {
        const before = page.url();
        await page.waitForTimeout(RESTED_MS);
        return page.url() === before;
      },
      { timeout: 30_000 },
    )
    .toBe(true);
}

/** The note that is chosen, once it is another than `before`. */
async function chosen(page: Page, before: string | null): Promise<string> {
  const current = page.locator('[data-testid="outline"] button[aria-current="true"]');
  let id: string | null = null;
  await expect
    .poll(async () => {
      id = (await current.count()) === 1 ? await current.getAttribute('data-id') : null;
      return id !== null && id !== before;
    }, soon)
    .toBe(true);
  return id ?? '';
}

describe.each(casesOf(12))('find the way, $lang at $width px', (variant) => {
  const isFrench = variant.lang === 'fr';

  test('jump on the chart, back and forward, to the whole world and back', () =>
    play('ways', variant, async (stage) => {
      const visitor = await stage.enter('/?at=2.1,-1.05,0.5');
      const { page } = visitor;
      await putWelcomeAway(page);
      await openChart(page);
      const began = isFrench ? /2 à l’est, 1 au nord/ : /2 east, 1 north/;
      await expect.poll(() => whereabouts(page), soon).toMatch(began);
      expect(new URL(page.url()).search).toBe('?at=2.1,-1.05,0.5');
      expect(await page.getByTestId('way-back').isDisabled()).toBe(true);
      await stage.shot(visitor, 'chart');
      await expectAccessible(page);
      await expectNoSidewaysScroll(page);

      // A place counts as visited once one has rested there.
      await untilRested(page);
      await page.getByTestId('minimap').click({ position: { x: 60, y: 110 } });
      await expect.poll(() => whereabouts(page), soon).not.toMatch(began);
      await expect.poll(() => viewOf(page)?.[0], soon).toBeLessThan(2);
      // Until the camera rests, address and whereabouts are those of the way.
      await untilRested(page);
      const there = await whereabouts(page);
      const address = page.url();

      await page.getByTestId('way-back').click();
      await expect.poll(() => whereabouts(page), soon).toMatch(began);
      await page.getByTestId('way-forward').click();
      await expect.poll(() => whereabouts(page), soon).toBe(there);
      await expect.poll(() => page.url(), soon).toBe(address);

      await page.getByTestId('board').focus();
      await page.keyboard.press('m');
      await page.locator('[data-testid="way-map"][aria-pressed="true"]').waitFor(soon);
      await expect.poll(() => page.url(), soon).not.toBe(address);
      await untilRested(page);
      await stage.shot(visitor, 'world');
      await page.keyboard.press('m');
      await page.locator('[data-testid="way-map"][aria-pressed="false"]').waitFor(soon);
      await expect.poll(() => page.url(), soon).toBe(address);
      await page.keyboard.press('Alt+ArrowLeft');
      await expect.poll(() => whereabouts(page), soon).toMatch(isFrench ? /de loin/ : /from afar/);
    }));

  test('a link leads to a person, to a note and to nobody, on a cold load', () =>
    play('links', variant, async (stage) => {
      const visitor = await stage.enter('/@iris?plot');
      const { page } = visitor;
      await putWelcomeAway(page);
      await noteOnScreen(page, 'Iris').waitFor({ state: 'attached', ...soon });
      expect(new URL(page.url()).pathname).toBe('/@iris');

      // From note to note with the arrows, until one is opened.
      await page.getByTestId('board').focus();
      await page.keyboard.press('ArrowRight');
      const first = await chosen(page, null);
      await page.keyboard.press('ArrowRight');
      const second = await chosen(page, first);
      await page.keyboard.press('ArrowLeft');
      const third = await chosen(page, second);
      await page.keyboard.press('Enter');
      await page.getByTestId('preview').waitFor(soon);
      expect(new URL(page.url()).pathname).toBe(`/n/${third}`);

      await page.goto('about:blank');
      await page.goto(`${stage.url}/n/${third}`);
      await page.getByTestId('preview').waitFor(soon);
      await page.locator(`[data-testid="outline"] [data-id="${third}"][aria-current="true"]`).waitFor({ state: 'attached', ...soon });
      await stage.shot(visitor, 'note');
      await closeSheet(page);
      await expect.poll(() => viewOf(page)?.length, soon).toBe(3);
      await page.goBack();
      await page.getByTestId('preview').waitFor(soon);

      await page.goto(`${stage.url}/@nobody-at-all`);
      const words = isFrench ? 'Personne ne s’appelle @nobody-at-all' : 'Nobody is called @nobody-at-all';
      await page.locator('[data-testid="notice"]', { hasText: words }).waitFor(soon);
      await stage.shot(visitor, 'nobody');
    }));
});
