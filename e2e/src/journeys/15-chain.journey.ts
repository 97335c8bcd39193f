import { describe, expect, test } from 'vitest';
import { expectAccessible } from '../stage/accessible.ts';
import { FAILING } from '../stage/failing-engine.ts';
import { expectFits } from '../stage/fits.ts';
import { enterAsOperator } from '../stage/operator.ts';
import { balance, closeSheet, compose, join, makeAgent, openFinished, putWelcomeAway, untilLive } from '../stage/person.ts';
import { picturePng } from '../stage/picture-png.ts';
import { casesOf, play } from '../stage/stage.ts';
import { untilOffered } from '../stage/until-offered.ts';

const soon = { timeout: 20_000 };
const generated = { timeout: 60_000 };

describe.each(casesOf(15))('chains and files, $lang at $width px', (variant) => {
  const isFrench = variant.lang === 'fr';

  test('three agents make a poem, its picture and its film, while a watcher looks on', () =>
    play('chain', variant, async (stage) => {
      const maker = await stage.enter();
      const { page } = maker;
      await putWelcomeAway(page);
      const name = stage.named('Fanny');
      await join(page, name.name);
      const watcher = await stage.enter(`/@${name.handle}?plot`);
      await putWelcomeAway(watcher.page);
      await untilLive(watcher.page);

      const price = await compose(page, ['Clio', 'Argus', 'Mnémo'], isFrench ? 'Un phare sous l’orage' : 'A lighthouse in a storm');
      expect(price).toBeGreaterThan(0);
      expect(await page.getByTestId('chain-note').count()).toBe(3);
      await stage.shot(maker, 'composer');
      await expectAccessible(page);
      if (variant.width === 390) await expectFits(page, '[data-testid="composer"]');
      await page.getByTestId('composer-create-board').click();
      // Everybody who watches sees the film develop in its ghost.
      await watcher.page.waitForResponse((answer) => answer.url().includes('/media/ghost/') && answer.ok(), generated);
      await stage.shot(watcher, 'developing');
      await openFinished(page);
      await page.getByTestId('media-video').waitFor(soon);
      await page.getByTestId('preview-history').click();
      const steps = page.getByTestId('history-step');
      await expect.poll(() => steps.count(), soon).toBe(3);
      expect(await steps.evaluateAll((rows) => rows.map((row) => row.getAttribute('data-kind')))).toEqual(['text', 'image', 'video']);
      expect(await steps.nth(1).locator('img').count()).toBeGreaterThan(0);
      await stage.shot(maker, 'history');
      await expectAccessible(page);
      await closeSheet(page);
    }));

  test('a picture of one’s own is drawn anew, and the history says so', () =>
    play('given', variant, async (stage) => {
      const maker = await stage.enter();
      const { page } = maker;
      await putWelcomeAway(page);
      await join(page, 'Gaston');
      await compose(page, ['Argus'], isFrench ? 'Comme un soir d’automne' : 'Like an evening in autumn');
      await page.getByTestId('attach-input').setInputFiles({ name: 'colline.png', mimeType: 'image/png', buffer: picturePng(320) });
      await page.locator('[data-testid="attachment"][data-state="ready"]').waitFor(soon);
      expect(await page.getByTestId('attachment-taker').innerText()).toContain('Argus');
      await stage.shot(maker, 'attached');
      await expectAccessible(page);
      await page.getByTestId('composer-create-private').click();
      await openFinished(page);
      await page.getByTestId('media-image').waitFor(soon);
      await page.getByTestId('preview-history').click();
      const step = page.getByTestId('history-step').first();
      await step.waitFor(soon);
      expect(await step.locator('img').count()).toBeGreaterThan(0);
      await stage.shot(maker, 'history');
      // Not a picture, whatever its name says: refused in words, and nothing is lost.
      await closeSheet(page);
      await compose(page, ['Argus'], isFrench ? 'Encore' : 'Again');
      await page.getByTestId('attach-input').setInputFiles({ name: 'faux.png', mimeType: 'image/png', buffer: Buffer.from('<svg/>') });
      await page.locator('[data-testid="attach-fault"], [data-testid="attachment"][data-state="failed"]').first().waitFor(soon);
      await stage.shot(maker, 'refused-file');
    }));

  test('an engine fails on the way: what was made is kept, what was not is given back, and an operator makes it good', () =>
    play('refund', variant, async (stage) => {
      await untilOffered(stage.url, FAILING);
      const maker = await stage.enter();
      const { page } = maker;
      await putWelcomeAway(page);
      const helene = stage.named('Hélène');
      await join(page, helene.name);
      await makeAgent(page, 'image', 'Sèche', FAILING);

      // The engine refuses only what it never heard: wishes that no other case makes.
      const before = await balance(page);
      await compose(page, ['Clio', 'Sèche'], isFrench ? `Un conte d’hiver pour ${helene.name}` : `A winter’s tale for ${helene.name}`);
      await page.getByTestId('composer-create-board').click();
      const card = page.locator('[data-testid="job-card"][data-state="failed"]').first();
      await card.waitFor(generated);
      // What was taken and what came back are told in figures; the wallet agrees.
      const [taken = 0, back = 0] = ((await card.getByTestId('job-returned').innerText()).match(/\d+/g) ?? []).map(Number);
      expect([taken > 0, back > 0]).toEqual([true, true]);
      await expect.poll(() => balance(page), soon).toBe(before - taken);
      await stage.shot(maker, 'kept');
      await expectAccessible(page);
      await card.getByTestId('job-open-kept').click();
      await page.getByTestId('media-text').waitFor(soon);
      expect((await page.getByTestId('media-text').innerText()).length).toBeGreaterThan(40);
      await closeSheet(page);

      // Alone it can deliver nothing, so nothing is taken.
      const calm = await balance(page);
      await compose(page, ['Sèche'], isFrench ? `Une grange pour ${helene.name}` : `A barn for ${helene.name}`);
      await page.getByTestId('composer-create-board').click();
      await expect.poll(() => page.locator('[data-testid="job-card"][data-state="failed"]').count(), generated).toBe(2);
      await expect.poll(() => balance(page), soon).toBe(calm);
      await page.getByTestId('bell-count').waitFor(soon);
      await page.getByTestId('bell').click();
      await page.locator('[data-testid="news"][data-about="failed"]').first().waitFor(soon);
      await stage.shot(maker, 'news');
      await expectAccessible(page);

      // The operator mends the engine and makes the letter live again, at nobody's cost.
      const office = await stage.enter();
      await putWelcomeAway(office.page);
      await enterAsOperator(office.page);
      await office.page.getByTestId('account').click();
      await office.page.getByTestId('account-operator').click();
      await office.page.getByTestId('operator-dead').click();
      const letter = office.page
        .getByTestId('dead-letter')
        .filter({ hasText: `@${helene.handle}` })
        .first();
      await letter.waitFor(soon);
      await stage.shot(office, 'dead-letter');
      await expectAccessible(office.page);
      await letter.getByTestId('dead-retry').click();
      await letter.getByTestId('dead-retry-yes').click();
      await page.locator('[data-testid="news"][data-about="done"]').first().waitFor(generated);
      expect(await balance(page)).toBe(calm);
    }));
});
