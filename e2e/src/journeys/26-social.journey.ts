import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { expectAccessible } from '../stage/accessible.ts';
import { expectFits } from '../stage/fits.ts';
import { closeSheet, join, noteOnScreen, putWelcomeAway, untilLive } from '../stage/person.ts';
import { casesOf, play } from '../stage/stage.ts';

const soon = { timeout: 15_000 };
const NOTE = 'Voix du marché';

async function openNote(page: Page): Promise<void> {
  await noteOnScreen(page, NOTE).waitFor({ state: 'attached' });
  await noteOnScreen(page, NOTE).focus();
  await page.keyboard.press('Enter');
  await page.getByTestId('social').waitFor(soon);
}

const counted = async (page: Page, what: 'like' | 'vote' | 'comments-open'): Promise<number> =>
  Number(await page.getByTestId(`${what}-count`).innerText());

describe.each(casesOf(26))('social life, $lang at $width px', (variant) => {
  test('a like, a vote and a comment reach whoever looks on; the mention leads to the comment', () =>
    play('social', variant, async (stage) => {
      const mara = stage.named('Mara');
      const words = `La lumière du matin, ${mara.name}`;
      const one = await stage.enter('/@echo?plot');
      await putWelcomeAway(one.page);
      await join(one.page, mara.name);
      await one.page.goto(`${stage.url}/@echo?plot`);
      await untilLive(one.page);
      await openNote(one.page);

      const two = await stage.enter('/@echo?plot');
      await putWelcomeAway(two.page);
      await join(two.page, stage.named('Nils').name);
      await two.page.goto(`${stage.url}/@echo?plot`);
      await untilLive(two.page);
      await openNote(two.page);
      await two.page.locator('[data-testid="social"][data-known]').waitFor(soon);
      const before = { likes: await counted(two.page, 'like'), comments: await counted(two.page, 'comments-open') };

      await one.page.getByTestId('like').click();
      await one.page.locator('[data-testid="like"][aria-pressed="true"]').waitFor(soon);
      await one.page.getByTestId('vote').click();
      await one.page.getByTestId('votes-left').waitFor(soon);
      await one.page.getByTestId('follow').first().click();
      await one.page.locator('[data-testid="follow"][aria-pressed="true"]').waitFor(soon);
      await expect.poll(() => counted(two.page, 'like'), soon).toBe(before.likes + 1);

      // Whom one means is offered; Enter chooses.
      await two.page.getByTestId('comments-open').click();
      await two.page.getByTestId('comment-new').pressSequentially(`@${mara.handle.slice(0, -1)}`);
      await two.page.getByTestId('mention').filter({ hasText: mara.name }).first().waitFor(soon);
      await stage.shot(two, 'mention');
      await two.page.keyboard.press('Enter');
      await two.page.keyboard.type(words);
      await two.page.getByTestId('comment-send').click();
      const said = two.page.getByTestId('comment').filter({ hasText: words });
      await said.waitFor(soon);
      await expect.poll(() => counted(one.page, 'comments-open'), soon).toBe(before.comments + 1);
      await stage.shot(two, 'comments');
      await expectAccessible(two.page, '[data-testid="preview"]');
      if (variant.width === 390) await expectFits(two.page, '[data-testid="social"]');

      await one.page.getByTestId('bell-count').waitFor(soon);
      await one.page.getByTestId('bell').click();
      await one.page.locator('[data-testid="news"][data-about="mentioned"]').first().click();
      const sought = one.page.locator('.comment.sought', { hasText: words });
      await sought.waitFor(soon);
      await sought.getByTestId('comment-answer').click();
      await one.page.getByTestId('comment-answer-words').fill('Merci !');
      await one.page.getByTestId('comment-answer-send').click();
      await one.page.locator('.answers [data-testid="comment"]', { hasText: 'Merci !' }).first().waitFor(soon);
      await stage.shot(one, 'answer');

      await said.getByTestId('comment-edit').click();
      await two.page.getByTestId('comment-edit-words').fill(`${words}, corrigé`);
      await two.page.getByTestId('comment-save').click();
      await two.page
        .getByTestId('comment')
        .filter({ hasText: `${words}, corrigé` })
        .waitFor(soon);
      await said.getByTestId('comment-delete').click();
      await two.page.getByTestId('comment-delete-yes').click();
      await said.waitFor({ state: 'detached', ...soon });
    }));

  test('what people do is told in the feed, and the week’s best hang at the centre', () =>
    play('week', variant, async (stage) => {
      const visitor = await stage.enter('/@argus?plot');
      const { page } = visitor;
      await putWelcomeAway(page);
      await join(page, stage.named('Odette').name);
      await page.goto(`${stage.url}/@argus?plot`);
      await untilLive(page);
      await noteOnScreen(page, 'Ciel brûlé').waitFor({ state: 'attached' });
      await noteOnScreen(page, 'Ciel brûlé').focus();
      await page.keyboard.press('Enter');
      await page.getByTestId('vote').click();
      await page.getByTestId('votes-left').waitFor(soon);
      await closeSheet(page);

      await page.getByTestId('feed-toggle').click();
      await page.getByTestId('feed-all').click();
      await page.getByTestId('feed-line').first().waitFor(soon);
      await stage.shot(visitor, 'feed');
      await expectAccessible(page, '[data-testid="feed"]');
      if (variant.width === 390) await expectFits(page, '[data-testid="feed"]');
      await page.getByTestId('week-open').click();
      await page.getByTestId('week-line').filter({ hasText: 'Ciel brûlé' }).first().waitFor(soon);
      await stage.shot(visitor, 'week');
      await expectAccessible(page, '[data-testid="week"]');
      await page.getByTestId('week-go').click();
      await closeSheet(page);

      const frame = page.getByTestId('wall-frame').filter({ hasText: 'Ciel brûlé' }).first();
      await frame.waitFor({ state: 'attached', ...soon });
      await stage.shot(visitor, 'wall');
      // What the filter dims is not listed either; the rest stays.
      await page.getByTestId('filter-text').click();
      await frame.waitFor({ state: 'detached', ...soon });
      await stage.shot(visitor, 'wall-filtered');
      // It leaves the kinds free to be pressed.
      const [slip, kind] = [await page.getByTestId('filter-slip').boundingBox(), await page.getByTestId('filter-text').boundingBox()];
      expect(slip?.y).toBeGreaterThan((kind?.y ?? 0) + (kind?.height ?? 0));
      await page.getByTestId('filter-slip-clear').click();
      await frame.waitFor({ state: 'attached', ...soon });
      await frame.focus();
      await page.keyboard.press('Enter');
      await page.getByTestId('preview').getByText('Ciel brûlé').first().waitFor(soon);
    }));
});
