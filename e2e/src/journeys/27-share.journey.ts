import { describe, expect, test } from 'vitest';
import { expectAccessible } from '../stage/accessible.ts';
import { expectFits } from '../stage/fits.ts';
import { closeSheet, join, noteOnScreen, putWelcomeAway, untilLive } from '../stage/person.ts';
import { casesOf, play } from '../stage/stage.ts';

const soon = { timeout: 15_000 };
const NOTE = 'Voix du marché';

describe.each(casesOf(27))('share and pages of members, $lang at $width px', (variant) => {
  test('a note is shared with its picture and its code; its frame works in a foreign page; programs are told of it', () =>
    play('share', variant, async (stage) => {
      const visitor = await stage.enter('/@echo?plot');
      const { page } = visitor;
      await putWelcomeAway(page);
      await untilLive(page);
      await noteOnScreen(page, NOTE).waitFor({ state: 'attached' });
      await noteOnScreen(page, NOTE).focus();
      await page.keyboard.press('Enter');
      await page.getByTestId('share').click();
      await page.getByTestId('share-dialog').waitFor(soon);
      await expect
        .poll(() => page.evaluate<number>(`document.querySelector('[data-testid="share-picture"]').naturalWidth`), soon)
        .toBe(1200);
      const link = await page.getByTestId('share-link').inputValue();
      const code = await page.getByTestId('share-code').inputValue();
      await stage.shot(visitor, 'dialog');
      await expectAccessible(page, '[data-testid="share-dialog"]');
      if (variant.width === 390) await expectFits(page, '[data-testid="share-dialog"]');

      const html = await (await fetch(link)).text();
      expect(html).toContain('og:image');
      const oembed = /href="([^"]+)" title/.exec(html)?.[1]?.replaceAll('&amp;', '&') ?? '';
      expect(oembed).toContain('/oembed?url=');
      const { pathname, search } = new URL(oembed);
      expect(await (await fetch(stage.url + pathname + search)).json()).toMatchObject({ type: 'rich', title: NOTE });
      expect((await (await fetch(`${stage.url}/@echo`)).text()).includes('og:type" content="profile"')).toBe(true);

      await page.setContent(`<main>${code}</main>`);
      const frame = page.frameLocator('iframe');
      await frame.locator('h1', { hasText: NOTE }).waitFor(soon);
      await frame.locator('audio').waitFor(soon);
      await stage.shot(visitor, 'embedded');
    }));

  test('a name leads to the page of its member: what they made, whom to follow, my own words', () =>
    play('profile', variant, async (stage) => {
      const rosa = stage.named('Rosa');
      const visitor = await stage.enter('/@echo?plot');
      const { page } = visitor;
      await putWelcomeAway(page);
      await join(page, rosa.name);
      await page.goto(`${stage.url}/@echo?plot`);
      await untilLive(page);
      await noteOnScreen(page, NOTE).waitFor({ state: 'attached' });
      await noteOnScreen(page, NOTE).focus();
      await page.keyboard.press('Enter');
      await page.getByTestId('preview').getByTestId('person-link').first().click();
      const profile = page.getByTestId('profile');
      await profile.waitFor(soon);
      await profile.getByTestId('work').filter({ hasText: NOTE }).waitFor(soon);
      const followers = Number(await profile.getByTestId('profile-followers').innerText());
      await profile.getByTestId('follow').click();
      await expect.poll(async () => Number(await profile.getByTestId('profile-followers').innerText()), soon).toBe(followers + 1);
      await profile.getByTestId('shelf-agents').click();
      await profile.getByTestId('work').first().waitFor(soon);
      await stage.shot(visitor, 'theirs');
      await expectAccessible(page, '[data-testid="profile"]');
      if (variant.width === 390) await expectFits(page, '[data-testid="profile"]');
      await closeSheet(page);

      await page.goto(`${stage.url}/@${rosa.handle}#page`);
      await profile.getByTestId('bio-edit').click();
      await profile.getByTestId('bio-field').fill('Je dessine la mer.');
      await profile.getByTestId('bio-save').click();
      await profile.getByTestId('profile-bio').filter({ hasText: 'Je dessine la mer.' }).waitFor(soon);
      await profile.getByTestId('profile-earnings').waitFor(soon);
      await stage.shot(visitor, 'mine');
    }));
});
