import { describe, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { expectAccessible } from '../stage/accessible.ts';
import { expectFits } from '../stage/fits.ts';
import { dragNote, expectLanguage, join, makeAgent, placeOf, putWelcomeAway, untilLive, untilSaved } from '../stage/person.ts';
import { replaceService } from '../stage/replace-service.ts';
import { casesOf, play } from '../stage/stage.ts';

const soon = { timeout: 20_000 };
/** Two processes start, beside everything else that runs here. */
const replaced = { timeout: 90_000 };
/** What browsers say of servers that are away for a moment. */
const AWAY = /^503 |^console: .*(503|WebSocket|ERR_|Failed to load)/;

const mark = (page: Page) => page.evaluate('void (globalThis.stayed = true)');
const stayed = (page: Page) => page.evaluate('globalThis.stayed === true');

describe.each(casesOf(33))('a deploy, $lang at $width px', (variant) => {
  test('a watcher and a member stay on the board while its servers are replaced, and are told of the new version', () =>
    play('deploy', variant, async (stage) => {
      stage.bear(AWAY);
      const member = await stage.enter();
      await putWelcomeAway(member.page);
      const dora = stage.named('Dora');
      await join(member.page, dora.name);
      const plume = stage.named('Relais').name;
      await makeAgent(member.page, 'text', plume);
      const watcher = await stage.enter(`/@${dora.handle}?plot`);
      await putWelcomeAway(watcher.page);
      const before = await placeOf(watcher.page, plume);
      await Promise.all([mark(member.page), mark(watcher.page)]);

      // The api first, with another build of the page; then the documents' server, and a hand that does not wait for it.
      await replaceService('api', { newerClient: true });
      await replaceService('collab');
      await dragNote(member.page, plume, { x: 1.2, y: 0.6 });
      for (const { page } of [member, watcher])
        await page.locator('[data-testid="connection"][data-state="live"]').waitFor({ state: 'attached', ...replaced });
      await untilSaved(member.page);
      await expect.poll(async () => (await placeOf(watcher.page, plume)).x - before.x, soon).toBeGreaterThan(10);

      for (const { page } of [member, watcher]) {
        await page.locator('[data-testid="release-note"][data-state="newer"]').waitFor(soon);
        await expectLanguage(page, variant.lang);
      }
      expect([await stayed(member.page), await stayed(watcher.page)]).toEqual([true, true]);
      await stage.shot(watcher, 'note');
      await expectAccessible(watcher.page, '[data-testid="release-note"]');
      if (variant.width < 1000) await expectFits(watcher.page, '[data-testid="release-note"]');

      // Put away it is not said again; loaded anew, one is where one was, with what lay open.
      await watcher.page.getByTestId('release-later').click();
      await watcher.page.getByTestId('release-note').waitFor({ state: 'detached', ...soon });
      // A sheet takes all the room of a phone.
      const sheets = variant.width < 1000 ? [] : ['wallet'];
      for (const sheet of sheets) {
        await member.page.getByTestId(`${sheet}-chip`).click();
        await member.page.getByTestId(sheet).waitFor(soon);
      }
      const address = member.page.url();
      await member.page.getByTestId('release-reload').click();
      await expect.poll(() => stayed(member.page).catch(() => true), soon).toBe(false);
      await untilLive(member.page);
      for (const sheet of sheets) await member.page.getByTestId(sheet).waitFor(soon);
      expect(member.page.url()).toBe(address);
      expect(await member.page.getByTestId('release-note').count()).toBe(0);
      expect(await stayed(watcher.page)).toBe(true);
    }));
});
