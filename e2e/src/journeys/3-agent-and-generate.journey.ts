import { describe, expect, test } from 'vitest';
import { expectAccessible } from '../stage/accessible.ts';
import { ENDLESS, FAILING } from '../stage/failing-engine.ts';
import { balance, closeSheet, compose, join, makeAgent, noteOnScreen, openFinished, putWelcomeAway, untilLive } from '../stage/person.ts';
import { casesOf, play } from '../stage/stage.ts';
import { untilOffered } from '../stage/until-offered.ts';

describe.each(casesOf(3))('agents and generation, $lang at $width px', (variant) => {
  test('make an agent, create on the board while a watcher looks on, read it', () =>
    play('generate', variant, async (stage) => {
      const maker = await stage.enter();
      const { page } = maker;
      await putWelcomeAway(page);
      const basile = stage.named('Basile');
      await join(page, basile.name);
      await makeAgent(page, 'text', 'Plume');
      await stage.shot(maker, 'agent');

      const watcher = await stage.enter(`/@${basile.handle}?plot`);
      await putWelcomeAway(watcher.page);
      await untilLive(watcher.page);

      const price = await compose(page, ['Plume'], variant.lang === 'fr' ? 'Écris un poème sur la neige' : 'Write a poem about the snow');
      expect(price).toBeGreaterThan(0);
      await stage.shot(maker, 'composer');
      await expectAccessible(page);
      await page.getByTestId('composer-create-board').dblclick();
      await openFinished(page);
      expect((await page.getByTestId('media-text').innerText()).length).toBeGreaterThan(40);
      await page.getByTestId('badge-built-in').waitFor();
      await stage.shot(maker, 'read');
      await expectAccessible(page);
      await closeSheet(page);
      // The price shown is a ceiling: what was not used is given back.
      const left = await balance(page);
      expect(left).toBeLessThan(100);
      expect(left).toBeGreaterThanOrEqual(100 - price);
      await noteOnScreen(watcher.page, 'Plume').waitFor({ state: 'attached' });
      await expect.poll(() => watcher.page.locator('[data-testid="outline"] button').count()).toBe(2);
      await stage.shot(watcher, 'watched');
    }));

  test('a picture made by a chain in private, then downloaded, published and shared', () =>
    play('private', variant, async (stage) => {
      const maker = await stage.enter();
      const { page, context } = maker;
      await putWelcomeAway(page);
      await join(page, 'Colette');
      await compose(page, ['Clio', 'Argus'], variant.lang === 'fr' ? 'La mer au coucher du soleil' : 'The sea at sunset');
      await stage.shot(maker, 'chain');
      await page.getByTestId('composer-create-private').click();
      await openFinished(page);
      await page.getByTestId('media-image').waitFor();
      await stage.shot(maker, 'picture');
      const id = new URL(page.url()).pathname.split('/').at(-1) ?? '';

      const [download] = await Promise.all([page.waitForEvent('download'), page.getByTestId('download').click()]);
      expect(download.suggestedFilename()).toMatch(/^[\p{L}\p{N}][\p{L}\p{N} ._-]*\.(webp|png|jpe?g)$/u);

      await page.getByTestId('publish-open').click();
      await page.getByTestId('publish-submit').waitFor();
      await stage.shot(maker, 'publish');
      await page.getByTestId('publish-submit').click();
      await page.getByTestId('publish-submit').waitFor({ state: 'detached' });
      await page.getByTestId('share').waitFor();
      expect(id).toMatch(/^[\w-]{22}$/);
      const html = await (await context.request.get(`${stage.url}/n/${id}`)).text();
      expect(html).toContain('og:image');
      const guest = await stage.enter(`/n/${id}`);
      await guest.page.getByTestId('preview').waitFor();
      await guest.page.getByTestId('media-image').waitFor();
      await stage.shot(guest, 'shared');
    }));

  test('a running generation can be cancelled, and the tokens come back', () =>
    play('cancel', variant, async (stage) => {
      await untilOffered(stage.url, FAILING);
      const maker = await stage.enter();
      const { page } = maker;
      await putWelcomeAway(page);
      await join(page, 'Denis');
      await makeAgent(page, 'image', 'Songe', FAILING);
      await compose(page, ['Songe'], `Montagnes sous la neige, nuit ${ENDLESS}`);
      await page.getByTestId('composer-create-board').click();
      await page.getByTestId('job-cancel').click();
      await page.locator('[data-testid="job-card"][data-state="cancelled"]').waitFor({ timeout: 30_000 });
      await page.getByTestId('job-returned').waitFor();
      await stage.shot(maker, 'returned');
      await expect.poll(() => balance(page)).toBe(100);
    }));
});
