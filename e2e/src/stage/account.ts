import type { Page } from 'playwright-core';

const soon = { timeout: 20_000 };

/** A focus that something else gives back late would close the menu again: it has it first. */
async function fromMenu(page: Page, item: string): Promise<void> {
  await page.getByTestId('account').click();
  await page.locator('[role="menu"]:focus-within').waitFor(soon);
  await page.getByTestId(item).click();
}

/** Opens a part of the account's window. */
export async function openAccount(page: Page, part: 'profile' | 'entry' | 'devices' | 'data'): Promise<void> {
  await fromMenu(page, 'account-open');
  await page.getByTestId(`account-page-${part}`).click();
  await page.getByTestId(`account-${part}`).waitFor(soon);
}

export async function closeAccount(page: Page): Promise<void> {
  await page.getByTestId('window-close').click();
  await page.getByTestId('account-dialog').waitFor({ state: 'detached', ...soon });
}

export async function signOut(page: Page): Promise<void> {
  await fromMenu(page, 'signout');
  await page.getByTestId('join-open').waitFor(soon);
}

/** What the provider's page asks, where it does not know yet who sits there. */
export async function answerProvider(page: Page, email: string): Promise<void> {
  await page.getByTestId('provider-email').fill(email);
  await page.getByTestId('provider-enter').click();
}
