import type { CDPSession, Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { ERRORS } from '@oto/schema/contract/errors';
import { expectAccessible } from '../stage/accessible.ts';
import { answerProvider, closeAccount, openAccount, signOut } from '../stage/account.ts';
import { PROVIDER, UNVERIFIED } from '../stage/openid-provider.ts';
import { expectLanguage, expectNoSidewaysScroll, join, newEmail, PASSWORD, putWelcomeAway, signIn, untilLive } from '../stage/person.ts';
import { casesOf, play, type Case, type Stage, type Visitor } from '../stage/stage.ts';

const soon = { timeout: 20_000 };
const DESK = { lang: 'fr', width: 1440 } as const satisfies Case;

/** The newest letter to an address, opened on the mailbox page in a tab of its own. */
async function openLetter({ context }: Visitor, stage: Stage, email: string, path: string): Promise<string> {
  const mailbox = await context.newPage();
  await expect
    .poll(
      async () => {
        await mailbox.goto(`${stage.url}/mailbox`);
        const letters = mailbox.locator('li', { hasText: email }).locator('a');
        for (let n = 0; n < (await letters.count()); n++) {
          await letters.nth(n).click();
          const link = mailbox.locator(`a[href*="${path}"]`).first();
          if ((await link.count()) > 0) return link.getAttribute('href');
          await mailbox.goBack();
        }
        return null;
      },
      { timeout: 20_000 },
    )
    .not.toBeNull();
  const href = await mailbox.locator(`a[href*="${path}"]`).first().getAttribute('href');
  await mailbox.close();
  return href ?? '';
}

/** A device that keeps passkeys and whose owner agrees at once. */
async function giveAuthenticator(page: Page): Promise<CDPSession> {
  const session = await page.context().newCDPSession(page);
  await session.send('WebAuthn.enable');
  await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return session;
}

describe.each(casesOf(19))('a provider, $lang at $width px', (variant) => {
  test('somebody new needs the terms, comes back to a plot, and is known the next time', () =>
    play('provider', variant, async (stage) => {
      const visitor = await stage.enter();
      const { page } = visitor;
      const email = newEmail();
      await putWelcomeAway(page);

      // Signing in without an account: the way back asks for what a new one needs.
      await page.getByTestId('join-open').click();
      await page.getByTestId('signin-tab').click();
      await page.getByTestId('oidc-in').click();
      await answerProvider(page, email);
      await page.getByTestId('signup-form').waitFor(soon);
      expect(new URL(page.url()).search).not.toContain('signin');
      await page.getByTestId('join-error').waitFor(soon);
      await page.getByTestId('oidc-up').click();
      await page.locator('.field-error').first().waitFor(soon);
      await stage.shot(visitor, 'terms-missing');
      await expectAccessible(page);

      const [paper] = await Promise.all([visitor.context.waitForEvent('page'), page.getByTestId('terms-link').click()]);
      await paper.getByTestId('publisher-missing').waitFor(soon);
      await expectAccessible(paper);
      await paper.getByTestId('paper-privacy').click();
      await paper.locator('#kept').waitFor(soon);
      expect(new URL(paper.url()).pathname).toBe('/privacy');
      await expectLanguage(paper, variant.lang);
      await expectAccessible(paper);
      await expectNoSidewaysScroll(paper);
      await paper.close();

      await page.getByTestId('signup-terms').click();
      expect(await page.getByTestId('oidc-up').innerText()).toContain(PROVIDER);
      await page.getByTestId('oidc-up').click();
      // The provider still knows who sits there.
      await page.getByTestId('celebration').waitFor(soon);
      await page.getByTestId('celebration-close').click();
      await page.getByTestId('celebration').waitFor({ state: 'detached', ...soon });
      await untilLive(page);
      await expectLanguage(page, variant.lang);

      await signOut(page);
      await page.getByTestId('join-open').click();
      await page.getByTestId('signin-tab').click();
      await page.getByTestId('oidc-in').click();
      await page.getByTestId('wallet-chip').waitFor(soon);
      await untilLive(page);
      await openAccount(page, 'profile');
      await page.getByTestId('email-verified').waitFor(soon);
      await page.getByTestId('account-page-entry').click();
      await page.getByTestId('account-oidc').waitFor(soon);
    }));
});

describe('a provider that is not to be trusted', () => {
  test('an address it has not looked after opens nothing; turning back is said', () =>
    play('provider-refused', DESK, async (stage) => {
      const { page } = await stage.enter();
      await putWelcomeAway(page);
      const leave = async () => {
        await page.getByTestId('join-open').click();
        await page.getByTestId('signup-terms').click();
        await page.getByTestId('oidc-up').click();
        await page.getByTestId('provider-email').waitFor(soon);
      };
      await leave();
      await page.getByTestId('provider-back').click();
      await page.getByTestId('join-error').waitFor(soon);
      await page.getByTestId('window-close').click();
      await page.getByTestId('join-dialog').waitFor({ state: 'detached', ...soon });

      await leave();
      await answerProvider(page, `somebody@${UNVERIFIED}`);
      await page.getByTestId('join-error').waitFor(soon);
      expect(await page.getByTestId('wallet-chip').count()).toBe(0);
    }));

  test('an account that never proved its address stays whose it is, and both ways on are said', () =>
    play('provider-unproved', DESK, async (stage) => {
      const maker = await stage.enter();
      await putWelcomeAway(maker.page);
      const email = await join(maker.page, 'Ada');
      const other = await stage.enter();
      const { page } = other;
      await putWelcomeAway(page);
      await page.getByTestId('join-open').click();
      await page.getByTestId('signin-tab').click();
      await page.getByTestId('oidc-in').click();
      await answerProvider(page, email);
      await page.getByTestId('signin-form').waitFor(soon);
      // Shown with French spaces.
      const told = async () => (await page.getByTestId('join-error').innerText()).replaceAll(/\s/g, ' ');
      await expect.poll(told, soon).toBe(ERRORS.oidc_unproved.fr);
      await stage.shot(other, 'refused');
      await expectAccessible(page, '[data-testid="join-dialog"]');
      await page.getByTestId('signin-forgotten').click();
      await page.getByTestId('forgot-form').waitFor(soon);
      await maker.page.reload();
      await maker.page.getByTestId('wallet-chip').waitFor(soon);
    }));
});

describe.each(casesOf(19))('a passkey, $lang at $width px', (variant) => {
  test('is added, and opens the account without a password', () =>
    play('passkey', variant, async (stage) => {
      const visitor = await stage.enter();
      const { page } = visitor;
      await giveAuthenticator(page);
      await putWelcomeAway(page);
      const email = await join(page, 'Cléo');
      await openAccount(page, 'entry');
      await page.getByTestId('passkey-add').click();
      await page.getByTestId('passkeys').waitFor(soon);
      await stage.shot(visitor, 'added');
      await expectAccessible(page, '[data-testid="account-dialog"]');
      await closeAccount(page);

      await signOut(page);
      // This owner takes what the browser suggests at once.
      await page.getByTestId('join-open').click();
      await page.getByTestId('signin-tab').click();
      await page.getByTestId('wallet-chip').waitFor(soon);
      await untilLive(page);

      await signOut(page);
      await page.evaluate('PublicKeyCredential.isConditionalMediationAvailable = async () => false');
      await page.getByTestId('join-open').click();
      await page.getByTestId('signin-tab').click();
      await page.getByTestId('signin-passkey').click();
      await page.getByTestId('wallet-chip').waitFor(soon);
      await untilLive(page);
      await openAccount(page, 'profile');
      expect(await page.locator('.account-email').innerText()).toBe(email);
    }));
});

describe('what is dear', () => {
  test('is asked again of who came by the provider alone but has a passkey, and their passkey answers', () =>
    play('passkey-confirms', DESK, async (stage) => {
      const visitor = await stage.enter();
      const { page } = visitor;
      await putWelcomeAway(page);
      await page.getByTestId('join-open').click();
      await page.getByTestId('signup-terms').click();
      await page.getByTestId('oidc-up').click();
      await answerProvider(page, newEmail());
      await page.getByTestId('celebration-close').click();
      await page.getByTestId('celebration').waitFor({ state: 'detached', ...soon });
      await giveAuthenticator(page);
      await openAccount(page, 'entry');
      // Who has neither password nor passkey has shown all they can by coming in.
      await page.getByTestId('passkey-add').click();
      await page.getByTestId('passkeys').waitFor(soon);
      await closeAccount(page);

      await signOut(page);
      // This owner would take at once what the browser suggests.
      await page.evaluate('PublicKeyCredential.isConditionalMediationAvailable = async () => false');
      await page.getByTestId('join-open').click();
      await page.getByTestId('signin-tab').click();
      await page.getByTestId('oidc-in').click();
      await page.getByTestId('wallet-chip').waitFor(soon);
      await openAccount(page, 'entry');
      await page.getByTestId('account-open-keys').click();
      await page.getByTestId('key-name').fill('Mon script');
      await page.getByTestId('key-create').click();
      await page.getByTestId('confirm-dialog').waitFor(soon);
      expect(await page.getByTestId('confirm-password').count()).toBe(0);
      await stage.shot(visitor, 'asked');
      await expectAccessible(page, '[data-testid="confirm-dialog"]');
      await page.getByTestId('confirm-passkey').click();
      await page.getByTestId('key-secret').waitFor(soon);
      expect(await page.getByTestId('key-secret').innerText()).toMatch(/^oto_live_/);
    }));
});

describe.each(casesOf(19))('letters, $lang at $width px', (variant) => {
  test('an address is confirmed and a forgotten password replaced by the links in the mailbox', () =>
    play('letters', variant, async (stage) => {
      const visitor = await stage.enter();
      const { page } = visitor;
      await putWelcomeAway(page);
      const email = await join(page, 'Noé');
      await openAccount(page, 'profile');
      await page.getByTestId('email-unverified').waitFor(soon);
      await page.goto(await openLetter(visitor, stage, email, '/account/verify'));
      await page.getByTestId('verify-done').waitFor(soon);
      expect(page.url()).not.toContain('#');
      await stage.shot(visitor, 'verified');
      await page.getByTestId('verify-close').click();
      await openAccount(page, 'profile');
      await page.getByTestId('email-verified').waitFor(soon);
      await closeAccount(page);

      await signOut(page);
      await page.getByTestId('join-open').click();
      await page.getByTestId('signin-tab').click();
      await page.getByTestId('signin-email').fill(email);
      await page.getByTestId('signin-forgotten').click();
      await page.getByTestId('forgot-submit').click();
      await page.getByTestId('forgot-sent').waitFor(soon);
      await expectAccessible(page, '[data-testid="join-dialog"]');
      const link = await openLetter(visitor, stage, email, '/account/reset');
      const fresh = `${PASSWORD}-autre`;
      await page.goto(link);
      await page.getByTestId('reset-password').fill(fresh);
      await stage.shot(visitor, 'reset');
      await expectAccessible(page, '[data-testid="reset-dialog"]');
      await page.getByTestId('reset-submit').click();
      await page.getByTestId('signin-email').fill(email);
      await page.getByTestId('signin-password').fill(fresh);
      await page.getByTestId('signin-submit').click();
      await page.getByTestId('wallet-chip').waitFor(soon);

      // The link has served.
      await page.goto('about:blank');
      await page.goto(link);
      await page.getByTestId('reset-password').fill(`${PASSWORD}-encore`);
      await page.getByTestId('reset-submit').click();
      await page.getByTestId('reset-again').waitFor(soon);
    }));
});

describe('sessions', () => {
  test('another browser is seen among the devices and thrown out', () =>
    play('sessions', DESK, async (stage) => {
      const here = await stage.enter();
      await putWelcomeAway(here.page);
      const email = await join(here.page, 'Sacha');
      const there = await stage.enter();
      await putWelcomeAway(there.page);
      await signIn(there.page, email);

      await openAccount(here.page, 'devices');
      await expect.poll(() => here.page.locator('[data-testid="sessions"] > li').count(), soon).toBe(2);
      await here.page.getByTestId('account-deeds').waitFor(soon);
      await stage.shot(here, 'devices');
      await expectAccessible(here.page, '[data-testid="account-dialog"]');
      await here.page.getByTestId('session-end').click();
      await expect.poll(() => here.page.locator('[data-testid="sessions"] > li').count(), soon).toBe(1);
      await there.page.reload();
      await there.page.getByTestId('join-open').waitFor(soon);
    }));
});
