import { describe, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { expectAccessible } from '../stage/accessible.ts';
import { expectFits } from '../stage/fits.ts';
import { enterAsOperator } from '../stage/operator.ts';
import { expectLanguage, newEmail, PASSWORD, putWelcomeAway, untilLive } from '../stage/person.ts';
import { casesOf, play, type Stage, type Visitor } from '../stage/stage.ts';

/** The picture of the board that came with somebody's words. */
const PICTURE_SHOWN = `[...document.querySelectorAll('[data-testid="feedback-case"] img')].some((one) => one.complete && one.naturalWidth > 0)`;
const soon = { timeout: 20_000 };

describe.each(casesOf(36))('launch, $lang at $width px', (variant) => {
  test('somebody waits, is invited by a wave and joins; what they say of it comes with their console, and is answered', () =>
    play('launch', variant, async (stage) => {
      const small = variant.width < 1000;
      const office = await stage.enter();
      await putWelcomeAway(office.page);
      await enterAsOperator(office.page);
      await switchOpenSignUp(office.page, false);
      try {
        await expect.poll(() => waitingListOf(stage), soon).toBe(true);
        const visitor = await stage.enter();
        const { page } = visitor;
        await putWelcomeAway(page);
        const email = newEmail();
        await page.getByTestId('join-open').click();
        await page.getByTestId('waiting-open').click();
        await page.getByTestId('waiting-email').fill(email);
        await page.getByTestId('waiting-wish').fill('Des cartes postales');
        await expectLanguage(page, variant.lang);
        await expectAccessible(page, '[data-testid="join-dialog"]');
        if (small) await expectFits(page, '[data-testid="join-dialog"]');
        await page.getByTestId('waiting-submit').click();
        await page.getByTestId('waiting-sent').waitFor(soon);
        await stage.shot(visitor, 'waiting');
        await page.goto(await linkOf(visitor, stage, email, '/api/waiting-list/mine'));
        await page.locator('button[value="confirm"]').click();
        await page.locator('button[value="leave"]').waitFor(soon);
        expect(await page.locator('button[value="confirm"]').count()).toBe(0);

        await openPage(office.page, 'waves');
        await office.page.getByTestId('waiting-person').filter({ hasText: email }).waitFor(soon);
        await office.page.getByTestId('wave-name').fill('Les premiers');
        await office.page.getByTestId('wave-pace').fill('600');
        await office.page.getByTestId('wave-open').click();
        const wave = office.page.getByTestId('wave').first();
        await wave.and(office.page.locator('[data-state="done"]')).waitFor(soon);
        await stage.shot(office, 'wave');
        await expectAccessible(office.page, '[data-testid="operator"]');
        if (small) await expectFits(office.page, '[data-testid="operator"]');

        await page.goto(await linkOf(visitor, stage, email, '?invitation='));
        await page.getByTestId('signup-name').fill(stage.named('Nour').name);
        await page.getByTestId('signup-email').fill(email);
        await page.getByTestId('signup-password').fill(PASSWORD);
        await page.getByTestId('signup-terms').click();
        await page.getByTestId('signup-submit').click();
        await page.getByTestId('celebration-close').click();
        await untilLive(page);
        await expect.poll(() => wave.getByTestId('wave-used').innerText(), soon).toBe('1');

        await sayAndAnswer(stage, office, visitor, small);
      } finally {
        await switchOpenSignUp(office.page, true);
      }
    }));
});

async function sayAndAnswer(stage: Stage, office: Visitor, { page, context }: Visitor, small: boolean): Promise<void> {
  await page.getByTestId('console-toggle').click();
  await page.getByTestId('console-feedback').click();
  await page.getByTestId('feedback-kind-idea').click();
  const words = `Une gomme, ${newEmail()}`;
  await page.getByTestId('feedback-words').fill(words);
  await page.getByTestId('feedback-with-picture').click();
  await page.getByTestId('feedback-picture').waitFor(soon);
  await page.getByTestId('feedback-see-lines').click();
  expect(await page.getByTestId('feedback-about').textContent()).toMatch(/ · \d+\.\d+\.\d+(?:\+|$)/);
  await stage.shot({ page, context }, 'feedback');
  await expectAccessible(page, '[data-testid="feedback-dialog"]');
  if (small) await expectFits(page, '[data-testid="feedback-dialog"]');
  await page.getByTestId('feedback-send').click();
  await page.getByTestId('feedback-dialog').waitFor({ state: 'detached', ...soon });

  await office.page.getByTestId('operator-feedback').click();
  const said = office.page.getByTestId('feedback-case').filter({ hasText: words });
  await said.waitFor(soon);
  await said.locator('details summary').click();
  await said.locator('.feedback-log li').first().waitFor(soon);
  await expect.poll(() => office.page.evaluate(PICTURE_SHOWN), soon).toBe(true);
  await said.getByTestId('feedback-answer').fill('Bonne idée.');
  await stage.shot(office, 'feedback-case');
  await said.getByTestId('feedback-answer-send').click();
  await said.waitFor({ state: 'detached', ...soon });

  await page.getByTestId('console-feedback').click();
  const own = page.getByTestId('feedback-own').filter({ hasText: words });
  await own.and(page.locator('[data-state="answered"]')).waitFor(soon);
  expect(await own.innerText()).toContain('Bonne idée.');
}

async function openPage(page: Page, name: string): Promise<void> {
  await page.getByTestId('account').click();
  await page.getByTestId('account-operator').click();
  await page.getByTestId(`operator-${name}`).click();
}

/** Everybody may join, or the invited alone. */
async function switchOpenSignUp(page: Page, enabled: boolean): Promise<void> {
  const body = JSON.stringify({ name: 'open_signup', enabled });
  const status = await page.evaluate(
    `fetch('/api/operator/switches', { method: 'PUT', headers: { 'content-type': 'application/json' }, body: ${JSON.stringify(body)} }).then((answer) => answer.status)`,
  );
  expect(status).toBe(200);
}

/** As visitors are told, some seconds later. */
async function waitingListOf(stage: Stage): Promise<boolean> {
  const site = (await (await fetch(`${stage.url}/api/site`)).json()) as { waitingList: boolean };
  return site.waitingList;
}

/** Of the newest letter to an address in which there is one. */
async function linkOf({ context }: Visitor, stage: Stage, email: string, part: string): Promise<string> {
  const mailbox = await context.newPage();
  let found: string | null = null;
  await expect
    .poll(async () => {
      await mailbox.goto(`${stage.url}/mailbox`);
      await mailbox.locator('li', { hasText: email }).locator('a').first().click();
      const link = mailbox.locator(`a[href*="${part}"]`).first();
      found = (await link.count()) > 0 ? await link.getAttribute('href') : null;
      return found;
    }, soon)
    .not.toBeNull();
  await mailbox.close();
  return found ?? '';
}
