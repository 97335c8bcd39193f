import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { Fingers } from '../stage/fingers.ts';
import { expectFits } from '../stage/fits.ts';
import { closeSheet, join, makeAgent, placeOf, putWelcomeAway, untilSaved } from '../stage/person.ts';
import { play } from '../stage/stage.ts';

const PHONE = { lang: 'fr', width: 360 } as const;
/** Pixels that the outline's rounding and a hand's slop may cost. */
const SLACK = 3;
/** Software rendering takes its time. */
const soon = { timeout: 20_000 };

type Place = Awaited<ReturnType<typeof placeOf>>;

function between(a: Place, b: Place) {
  return { x: b.x - a.x, y: b.y - a.y };
}

/** Holds a note until the board says that it has it, then carries it. Slow machines take the hold for a long press: then again. */
async function carry(page: Page, fingers: Fingers, name: string, by: { readonly x: number; readonly y: number }): Promise<void> {
  const menu = page.getByTestId('context-menu');
  for (let turn = 0; turn < 5; turn++) {
    const at = await placeOf(page, name);
    await fingers.down(1, at);
    await page.locator('[data-testid="board"][data-held], [data-testid="context-menu"]').first().waitFor();
    await fingers.move({ 1: { x: at.x + by.x, y: at.y + by.y } });
    await fingers.up();
    if (!(await menu.isVisible())) return;
    await page.keyboard.press('Escape');
    await menu.waitFor({ state: 'detached' });
  }
  throw new Error('every hold became a long press');
}

describe('touch, 360 px wide', () => {
  test('pinch, flick, hold and drag, tap twice, press long', () =>
    play('touch', PHONE, async (stage) => {
      const visitor = await stage.enter();
      const { page } = visitor;
      await putWelcomeAway(page);
      await join(page, 'Solène');
      await makeAgent(page, 'text', 'Plume');
      await makeAgent(page, 'image', 'Fusain');
      await page.getByTestId('home').click();
      const fingers = await Fingers.of(page);

      // Two fingers spread: the paper grows about their middle.
      const first = await placeOf(page, 'Plume');
      const middle = { x: 180, y: 330 };
      await fingers.down(1, { x: middle.x - 50, y: middle.y });
      await fingers.down(2, { x: middle.x + 50, y: middle.y });
      await fingers.move({ 1: { x: middle.x - 75, y: middle.y }, 2: { x: middle.x + 75, y: middle.y } });
      await fingers.up();
      await expect.poll(async () => Math.abs((await placeOf(page, 'Plume')).size / first.size - 1.5), soon).toBeLessThan(0.06);
      const grown = await placeOf(page, 'Plume');
      expect(Math.abs(grown.x - (middle.x + (first.x - middle.x) * 1.5))).toBeLessThan(SLACK);
      expect(Math.abs(grown.y - (middle.y + (first.y - middle.y) * 1.5))).toBeLessThan(SLACK);
      await stage.shot(visitor, 'pinched');

      // Two fingers that go together carry the paper; nothing grows.
      await fingers.down(1, { x: 100, y: 300 });
      await fingers.down(2, { x: 240, y: 300 });
      await fingers.move({ 1: { x: 100, y: 360 }, 2: { x: 240, y: 360 } });
      await fingers.up();
      await expect.poll(async () => Math.abs((await placeOf(page, 'Plume')).y - grown.y - 60), soon).toBeLessThan(SLACK);
      const panned = await placeOf(page, 'Plume');
      expect(Math.abs(panned.size - grown.size)).toBeLessThan(2);
      await page.getByTestId('home').click();

      // A flick that starts on a note pans, and moves no note.
      const before = [await placeOf(page, 'Plume'), await placeOf(page, 'Fusain')] as const;
      await fingers.down(1, before[0]);
      await fingers.move({ 1: { x: before[0].x + 10, y: before[0].y + 70 } });
      await fingers.up();
      await expect.poll(async () => Math.abs((await placeOf(page, 'Plume')).y - before[0].y - 70), soon).toBeLessThan(SLACK);
      const after = [await placeOf(page, 'Plume'), await placeOf(page, 'Fusain')] as const;
      expect(between(...after)).toEqual(between(...before));
      expect(await page.getByTestId('undo').isDisabled()).toBe(true);

      // Held for a moment, it comes along.
      await carry(page, fingers, 'Plume', { x: 30, y: -60 });
      await untilSaved(page);
      await expect.poll(() => page.getByTestId('undo').isEnabled(), soon).toBe(true);
      await expect.poll(async () => Math.abs((await placeOf(page, 'Plume')).y - after[0].y + 60), soon).toBeLessThan(SLACK + 1);
      const carried = [await placeOf(page, 'Plume'), await placeOf(page, 'Fusain')] as const;
      expect(Math.abs(carried[1].y - after[1].y)).toBeLessThan(SLACK);
      await stage.shot(visitor, 'carried');

      // A second finger puts back what the first one carries.
      await fingers.down(1, carried[0]);
      await page.locator('[data-testid="board"][data-held], [data-testid="context-menu"]').first().waitFor();
      await fingers.move({ 1: { x: carried[0].x, y: carried[0].y + 50 } });
      await fingers.down(2, { x: carried[0].x + 80, y: carried[0].y + 50 });
      await fingers.up();
      await page.keyboard.press('Escape');
      const putBack = async () => between(await placeOf(page, 'Plume'), await placeOf(page, 'Fusain')).y;
      await expect.poll(async () => Math.abs((await putBack()) - between(...carried).y), soon).toBeLessThan(SLACK);

      // One tap opens, two go nearer, a long press asks for the menu.
      const near = await placeOf(page, 'Fusain');
      await fingers.tapTwice(near);
      await expect.poll(async () => (await placeOf(page, 'Fusain')).size, soon).toBeGreaterThan(near.size * 1.05);
      const nearer = await placeOf(page, 'Fusain');
      await fingers.down(1, nearer);
      await page.getByTestId('context-menu').waitFor();
      await fingers.up();
      await stage.shot(visitor, 'menu');
      await expectFits(page, '[data-testid="context-menu"]');
      await page.keyboard.press('Escape');
      await fingers.tap(nearer);
      await page.getByTestId('preview').waitFor();
      expect(await page.evaluate('[scrollX, scrollY, visualViewport.scale].join()')).toBe('0,0,1');
      expect(await page.evaluate('String(getSelection())')).toBe('');
      await closeSheet(page);

      // While a pen is near, the hand that rests on the glass is not heard.
      const still = await placeOf(page, 'Fusain');
      await fingers.hoverPen({ x: 180, y: 300 });
      await fingers.down(1, { x: 60, y: 560 });
      await fingers.move({ 1: { x: 60, y: 460 } });
      await fingers.up();
      expect(await placeOf(page, 'Fusain')).toEqual(still);
    }));
});
