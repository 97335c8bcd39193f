import { buffer } from 'node:stream/consumers';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { expectAccessible } from '../stage/accessible.ts';
import { expectNoSidewaysScroll, noteOnScreen, putWelcomeAway } from '../stage/person.ts';
import { casesOf, play } from '../stage/stage.ts';

const soon = { timeout: 20_000 };

/** Takes a file of the open preview away in a form, and answers its bytes. */
async function takeAway(page: Page, form: string): Promise<Buffer> {
  await page.getByTestId('download-forms').click();
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByTestId(`download-${form}`).click()]);
  return buffer(await download.createReadStream());
}

async function verify(page: Page, name: string, bytes: Buffer): Promise<void> {
  const again = page.getByTestId('verify-again');
  if (await again.isVisible()) await again.click();
  await page.getByTestId('verify-file').setInputFiles({ name, mimeType: 'application/octet-stream', buffer: bytes });
}

describe.each(casesOf(16))('where a file comes from, $lang at $width px', (variant) => {
  test('a file taken away is recognised by anybody, a changed one is not taken for it', () =>
    play('verify', variant, async (stage) => {
      const visitor = await stage.enter('/@argus?plot');
      const { page } = visitor;
      await putWelcomeAway(page);
      const note = noteOnScreen(page, 'Ciel brûlé');
      await note.waitFor({ state: 'attached', ...soon });
      await note.focus();
      await page.keyboard.press('Enter');
      await page.getByTestId('media-image').waitFor(soon);
      const [jpeg, png] = [await takeAway(page, 'jpeg'), await takeAway(page, 'png')];

      await page.goto(`${stage.url}/verify`);
      await page.getByTestId('verify-well').waitFor(soon);
      await stage.shot(visitor, 'well');
      await expectAccessible(page);
      await expectNoSidewaysScroll(page);
      for (const [name, bytes] of [
        ['ciel.jpg', jpeg],
        ['ciel.png', png],
      ] as const) {
        await verify(page, name, bytes);
        await page.locator('[data-testid="verify-signature"][data-state="valid"]').waitFor(soon);
        expect(await page.getByTestId('certificate-title').innerText()).toBe('Ciel brûlé');
        expect(await page.getByTestId('certificate-step').count()).toBe(1);
      }
      await stage.shot(visitor, 'certificate');
      await expectAccessible(page);
      await expectNoSidewaysScroll(page);

      const changed = Buffer.concat([png, Buffer.from('and a word more')]);
      await verify(page, 'ciel.png', changed);
      await page.getByTestId('verify-unknown').waitFor(soon);
      await page.getByTestId('verify-send').click();
      await page.getByTestId('verify-verdict').waitFor(soon);
      expect(await page.locator('[data-testid="verify-signature"][data-state="valid"]').count()).toBe(0);
      await stage.shot(visitor, 'changed');
      await expectAccessible(page);
      await expectNoSidewaysScroll(page);
    }));
});
