import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { putWelcomeAway } from '../stage/person.ts';
import { casesOf, play, type Visitor } from '../stage/stage.ts';

const DRAWN = { timeout: 30_000, interval: 500 };

/** What a browser does when the graphics driver restarts. Resolves when the page may draw again. */
async function loseGraphics(page: Page): Promise<void> {
  await page.locator('[data-testid="board"] canvas').first().evaluate(`async (canvas) => {
    const told = (name) => new Promise((done) => canvas.addEventListener(name, done, { once: true }));
    const breaker = canvas.getContext('webgl2').getExtension('WEBGL_lose_context');
    const lost = told('webglcontextlost');
    breaker.loseContext();
    await lost;
    await new Promise((done) => requestAnimationFrame(done));
    const restored = told('webglcontextrestored');
    breaker.restoreContext();
    await restored;
  }`);
}

async function stillPicture({ page }: Visitor): Promise<string> {
  await page.waitForFunction(() => 'oto' in globalThis, undefined, DRAWN);
  return String(await page.evaluate('window.oto.settled().then(() => window.oto.picture())'));
}

/** The screen, once it has stopped changing. */
async function restingScreen({ page }: Visitor): Promise<Buffer> {
  let last = await page.screenshot();
  await expect
    .poll(async () => {
      const now = await page.screenshot();
      const rests = now.equals(last);
      last = now;
      return rests;
    }, DRAWN)
    .toBe(true);
  return last;
}

describe.each(casesOf(11).slice(0, 1))('lost graphics, pinned', (variant) => {
  test.each([
    ['notes with their pictures', '/?still&at=7200,0,0.1'],
    ['the map', '/?still&at=0,0,0.02'],
  ])('the picture of %s comes back to the byte', (_, place) =>
    play('context', variant, async (stage) => {
      const visitor = await stage.enter(place);
      const before = await stillPicture(visitor);
      await loseGraphics(visitor.page);
      expect((await stillPicture(visitor)) === before).toBe(true);
    }),
  );
});

describe.each(casesOf(11))('lost graphics, $lang at $width px', (variant) => {
  test('a board in use is drawn again by itself', () =>
    play('context', variant, async (stage) => {
      const visitor = await stage.enter();
      await putWelcomeAway(visitor.page);
      const before = await restingScreen(visitor);
      await loseGraphics(visitor.page);
      await expect.poll(async () => (await visitor.page.screenshot()).equals(before), DRAWN).toBe(true);
      await stage.shot(visitor, 'restored');
    }));
});
