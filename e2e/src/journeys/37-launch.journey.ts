import type { Status } from '@oto/schema/contract/status';
import { describe, expect, test } from 'vitest';
import { enterAsOperator } from '../stage/operator.ts';
import { expectAccessible } from '../stage/accessible.ts';
import { expectFits } from '../stage/fits.ts';
import { expectLanguage, putWelcomeAway, untilLive } from '../stage/person.ts';
import { casesOf, play } from '../stage/stage.ts';

const soon = { timeout: 20_000 };

/** What a board that is long down is told of; told to one page alone, for the others are well. */
const DOWN: Status = {
  overall: 'down',
  at: '2026-03-01T12:00:00Z',
  components: [{ name: 'board', state: 'down', since: '2026-03-01T11:00:00Z', waitSeconds: null, uptime: null, days: [] }],
  incidents: [],
};

describe.each(casesOf(37))('launch, $lang at $width px', (variant) => {
  const isFrench = variant.lang === 'fr';

  test('the page that greets leads to the board', () =>
    play('welcome', variant, async (stage) => {
      const visitor = await stage.enter();
      const { page } = visitor;
      await page.goto(`${stage.url}${isFrench ? '/bienvenue' : '/welcome'}`);
      expect(await page.locator('h1').innerText()).toContain(isFrench ? 'grande feuille' : 'giant sheet');
      // The api has written in all that the build left open.
      expect(await page.content()).not.toContain('<!--welcome');
      expect(await page.locator('#prices dd').count()).toBeGreaterThan(0);
      await page.getByTestId('welcome-play').waitFor(soon);
      await stage.shot(visitor, 'page');
      await expectAccessible(page, 'main');
      if (variant.width === 390) await expectFits(page, 'main');
      // The board itself, over its picture, until it is taken away again.
      const [play, live] = [page.getByTestId('welcome-play'), page.locator('.stage iframe')];
      const words = await play.innerText();
      await play.click();
      await live.and(page.locator('[data-live]')).waitFor(soon);
      expect(await play.innerText()).not.toBe(words);
      await play.click();
      await live.waitFor({ state: 'detached' });
      await page.locator(`footer a[href="${isFrench ? '/presse' : '/press'}"]`).click();
      await page.getByTestId('press-download').waitFor(soon);
      await stage.shot(visitor, 'press');
      await expectAccessible(page, 'main');
      if (variant.width === 390) await expectFits(page, 'main');
      await page.goBack();
      await page.getByTestId('welcome-open').click();
      await untilLive(page);
    }));

  test('an operator writes of an incident, everybody reads it; what is new is unread until it is opened', () =>
    play('status', variant, async (stage) => {
      const office = await stage.enter();
      const { page } = office;
      await putWelcomeAway(page);
      await enterAsOperator(page);
      await page.getByTestId('account').click();
      await page.getByTestId('account-operator').click();
      await page.getByTestId('operator-incidents').click();
      const form = page.getByTestId('incident-new');
      await form.getByTestId('incident-part-mail').click();
      // Nobody else's board speaks of it.
      await form.getByTestId('incident-impact-none').click();
      const words = `Une lettre ${variant.lang}${variant.width}`;
      await form.getByTestId('incident-fr').fill(words);
      await form.getByTestId('incident-en').fill(words);
      await form.getByTestId('incident-publish').click();
      const card = page.getByTestId('incident').filter({ hasText: words });
      await card.first().waitFor(soon);
      await stage.shot(office, 'incident');
      await expectAccessible(page, '[data-testid="operator"]');
      if (variant.width === 390) await expectFits(page, '[data-testid="operator"]');
      await page.getByTestId('window-close').click();

      await page.evaluate('localStorage.setItem("oto.news", "before")');
      await page.route('**/api/status?days=0', (route) => route.fulfill({ json: DOWN }));
      await page.reload();
      await untilLive(page);
      const strip = page.getByTestId('status-strip');
      await strip.and(page.locator('[data-state="down"]')).waitFor(soon);
      expect(await strip.getAttribute('href')).toBe(`/status?lang=${variant.lang}`);
      await stage.shot(office, 'strip');
      await expectLanguage(page, variant.lang);
      await expectAccessible(page, '[data-testid="status-strip"]');
      await page.getByTestId('account').click();
      await page.getByTestId('news-dot').waitFor(soon);
      await page.getByTestId('account-news').click();
      await page.locator('.news').first().waitFor(soon);
      await expectAccessible(page, 'main');
      expect(await page.evaluate('localStorage.getItem("oto.news")')).not.toBe('before');

      await page.goto(`${stage.url}/status?lang=${variant.lang}`);
      await page.getByTestId('status-incident').filter({ hasText: words }).first().waitFor(soon);
      await stage.shot(office, 'page');
      await expectAccessible(page, 'main');
      if (variant.width === 390) await expectFits(page, 'main');
    }));
});
