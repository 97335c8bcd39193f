import { buffer } from 'node:stream/consumers';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { unzip } from '@oto/ops/testing/unzip';
import { expectAccessible } from '../stage/accessible.ts';
import { answerProvider, closeAccount, openAccount, signOut } from '../stage/account.ts';
import {
  closeSheet,
  compose,
  expectLanguage,
  join,
  makeAgent,
  newEmail,
  openFinished,
  PASSWORD,
  putWelcomeAway,
  untilLive,
} from '../stage/person.ts';
import { casesOf, play } from '../stage/stage.ts';

const soon = { timeout: 20_000 };
const Account = z.looseObject({ email: z.string(), handle: z.string() });

describe.each(casesOf(20))('leave, $lang at $width px', (variant) => {
  test('everything of mine is taken away in an archive, then the account is deleted', () =>
    play('leave', variant, async (stage) => {
      const visitor = await stage.enter();
      const { page } = visitor;
      const { name, handle } = stage.named('Télémaque');
      const email = newEmail();
      await putWelcomeAway(page);
      await join(page, name, email);
      await makeAgent(page, 'text', 'Nocturne');
      await compose(page, ['Nocturne'], 'Un port la nuit');
      await page.getByTestId('composer-create-private').click();
      await openFinished(page);
      await closeSheet(page);

      await openAccount(page, 'data');
      await stage.shot(visitor, 'data');
      await expectAccessible(page, '[data-testid="account-dialog"]');
      const [download] = await Promise.all([page.waitForEvent('download'), page.getByTestId('export-take').click()]);
      expect(download.suggestedFilename()).toMatch(/^oto-\d{4}-\d{2}-\d{2}\.zip$/);
      const files = unzip(await buffer(await download.createReadStream()));
      const account = Account.parse(JSON.parse(files.get('account.json')?.toString() ?? ''));
      expect(account.email).toBe(email);
      expect(files.get('README.txt')?.toString()).toContain(name);
      expect([...files.keys()].filter((path) => path.startsWith('creations/') && path.endsWith('.md'))).toHaveLength(1);
      expect(files.get('agents.json')?.toString()).toContain('Nocturne');

      await page.getByTestId('leave-begin').click();
      await page.getByTestId('leave-lost').waitFor(soon);
      await stage.shot(visitor, 'choose');
      await expectAccessible(page, '[data-testid="account-dialog"]');
      await page.getByTestId('leave-next').click();
      const confirm = page.getByTestId('leave-confirm');
      await page.getByTestId('leave-handle').fill('somebody-else');
      expect(await confirm.isDisabled()).toBe(true);
      await page.getByTestId('leave-handle').fill(account.handle);
      await stage.shot(visitor, 'sure');
      await expectLanguage(page, variant.lang);
      await confirm.click();
      await page.getByTestId('join-open').waitFor(soon);
      await stage.shot(visitor, 'gone');

      await page.getByTestId('join-open').click();
      await page.getByTestId('signin-tab').click();
      await page.getByTestId('signin-email').fill(email);
      await page.getByTestId('signin-password').fill(PASSWORD);
      await page.getByTestId('signin-submit').click();
      await page.getByTestId('join-error').waitFor(soon);
      expect(account.handle).toBe(handle);
      const lost = await page.request.get(`${stage.url}/api/members/${handle}`);
      expect(lost.status()).toBe(404);
    }));
});

describe('what is dear', () => {
  test('waits until one has shown again who sits there, and then goes on by itself', () =>
    play('confirm', { lang: 'fr', width: 1440 }, async (stage) => {
      const visitor = await stage.enter();
      const { page } = visitor;
      await putWelcomeAway(page);
      await page.getByTestId('join-open').click();
      await page.getByTestId('signup-terms').click();
      await page.getByTestId('oidc-up').click();
      await answerProvider(page, newEmail());
      await page.getByTestId('celebration-close').click();
      await page.getByTestId('celebration').waitFor({ state: 'detached', ...soon });
      await openAccount(page, 'entry');
      await page.getByTestId('password-new').fill(PASSWORD);
      await page.getByTestId('password-save').click();
      await page.getByTestId('password-current').waitFor(soon);
      await closeAccount(page);

      // The provider lets its own people through without looking at who sits there.
      await signOut(page);
      await page.getByTestId('join-open').click();
      await page.getByTestId('signin-tab').click();
      await page.getByTestId('oidc-in').click();
      await page.getByTestId('wallet-chip').waitFor(soon);
      await untilLive(page);
      await openAccount(page, 'data');
      await page.getByTestId('export-take').click();
      await page.getByTestId('confirm-dialog').waitFor(soon);
      await stage.shot(visitor, 'asked');
      await expectAccessible(page, '[data-testid="confirm-dialog"]');
      await page.getByTestId('confirm-password').fill('not-the-password');
      await page.getByTestId('confirm-submit').click();
      await page.locator('[data-testid="confirm-dialog"] .form-error').waitFor(soon);
      await page.getByTestId('confirm-password').fill(PASSWORD);
      const [download] = await Promise.all([page.waitForEvent('download'), page.getByTestId('confirm-submit').click()]);
      expect(unzip(await buffer(await download.createReadStream())).has('account.json')).toBe(true);
    }));
});
