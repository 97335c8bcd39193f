import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { expectAccessible } from '../stage/accessible.ts';
import { expectFits } from '../stage/fits.ts';
import { enterAsOperator } from '../stage/operator.ts';
import { expectLanguage, putWelcomeAway, untilLive } from '../stage/person.ts';
import { casesOf, play } from '../stage/stage.ts';

const soon = { timeout: 20_000 };

describe.each(casesOf(30))('what is written, $lang at $width px', (variant) => {
  test('my console finds words, says what to do, is copied, and outlives a reload', () =>
    play('servers', variant, async (stage) => {
      const visitor = await stage.enter('/n/AZKzWpHQfTe3rQnbtK7OuA');
      const { page, context } = visitor;
      await context.grantPermissions(['clipboard-read', 'clipboard-write']);
      await putWelcomeAway(page);
      await context.setOffline(true);
      await page.locator('[data-testid="connection"][data-state="offline"]').waitFor({ state: 'attached', ...soon });
      await context.setOffline(false);
      await untilLive(page);
      await page.goto(stage.url);
      await untilLive(page);
      await page.getByTestId('console-toggle').click();
      const lines = page.getByTestId('console-line');
      await lines.filter({ hasText: 'sync_offline' }).first().waitFor(soon);
      await page.getByTestId('console-todo').first().waitFor(soon);
      await stage.shot(visitor, 'console');
      await expectAccessible(page, '[data-testid="console"]');
      if (variant.width === 390) await expectFits(page, '[data-testid="console"]');
      const all = await lines.count();
      await page.getByTestId('console-search').fill('sync_offline');
      await expect.poll(() => lines.count(), soon).toBeLessThan(all);
      await page.getByTestId('console-copy-json').click();
      const copied = z.array(z.object({ at: z.string(), area: z.literal('sync'), code: z.literal('sync_offline') }));
      const text = z.string().parse(await page.evaluate('navigator.clipboard.readText()'));
      expect(copied.parse(JSON.parse(text)).length).toBeGreaterThan(0);
      await page.getByTestId('console-search').fill('nothing is called so');
      await lines.first().waitFor({ state: 'detached', ...soon });
    }));

  test('operators read the servers’ log live, by level, server, words and request', () =>
    play('servers', variant, async (stage) => {
      const visitor = await stage.enter();
      const { page } = visitor;
      await putWelcomeAway(page);
      await enterAsOperator(page);
      // By its name, as everything can be opened.
      const name = variant.lang === 'fr' ? 'Exploitation' : 'Operations';
      await page.getByTestId('search-open').click();
      await page.getByTestId('palette-field').fill(name);
      await page.getByTestId('palette-line').filter({ hasText: name }).first().click();
      await page.getByTestId('operator-logs').click();
      const lines = page.getByTestId('logs-line');
      await page.locator('[data-testid="logs-live"][data-live="true"]').waitFor(soon);
      await lines.first().waitFor(soon);
      await expectLanguage(page, variant.lang);

      // Somebody is refused a page: it stands there within seconds, and all of its request with one press.
      const path = `/api/creations/nobody-${variant.lang}${variant.width}-${Date.now()}`;
      await page.evaluate(`fetch(${JSON.stringify(path)}).then((answer) => answer.status)`);
      const told = lines.filter({ hasText: path });
      await told.first().waitFor(soon);
      await stage.shot(visitor, 'live');
      await expectAccessible(page, '[data-testid="operator"]');
      if (variant.width === 390) await expectFits(page, '[data-testid="operator"]');
      await told.first().getByTestId('logs-request').click();
      // Every line left is of that request.
      await expect.poll(async () => [(await told.count()) > 0, (await lines.count()) - (await told.count())], soon).toEqual([true, 0]);
      await told.first().locator('summary').click();
      await told.first().locator('pre').waitFor(soon);

      // While it is paused nothing moves under the eye; what came is counted.
      await page.getByTestId('logs-search').fill('');
      await page.getByTestId('logs-service-api').click();
      // All of them are there again, not those of one request.
      await expect.poll(() => lines.count(), soon).toBeGreaterThan(20);
      await page.getByTestId('logs-pause').click();
      await page.evaluate(`fetch(${JSON.stringify(`${path}-paused`)}).then((answer) => answer.status)`);
      await page.getByTestId('logs-waiting').waitFor(soon);
      expect(await lines.filter({ hasText: `${path}-paused` }).count()).toBe(0);
      await page.getByTestId('logs-pause').click();
      await lines
        .filter({ hasText: `${path}-paused` })
        .first()
        .waitFor(soon);

      await page.getByTestId('logs-every').click();
      await page.getByTestId('logs-service-gpu-worker').click();
      await page.locator('[data-testid="logs-line"][data-service="gpu-worker"]').first().waitFor(soon);
      expect(await page.locator('[data-testid="logs-line"]:not([data-service="gpu-worker"])').count()).toBe(0);
      await page.getByTestId('logs-service-collab-server').click();
      await page.locator('[data-testid="logs-line"][data-service="collab-server"]').first().waitFor(soon);
    }));
});
