import type { Page } from 'playwright-core';

const soon = { timeout: 20_000 };

/** From the board to the payment page of the pack that lies chosen; what is asked before is agreed to. */
export async function orderTokens(page: Page): Promise<void> {
  await page.getByTestId('wallet-chip').click();
  await page.getByTestId('wallet-buy').click();
  await page.getByTestId('consent').click();
  await page.getByTestId('order').click();
  await page.waitForURL(/\/test-payments\//, soon);
}

/** Presses a button of the test payment page. */
export async function press(page: Page, action: string): Promise<void> {
  await page.locator(`form[action$="/${action}"] button`).first().click();
}

/** Waits until the window of whoever is back from the payment page says this. */
export async function toldOnReturn(page: Page, outcome: string): Promise<void> {
  await page.locator(`[data-testid="return-outcome"][data-outcome="${outcome}"]`).waitFor(soon);
}

/** Opens a page of the wallet. */
export async function openWallet(page: Page, part: 'statement' | 'use' | 'purchases'): Promise<void> {
  if (!(await page.getByTestId('wallet').isVisible())) await page.getByTestId('wallet-chip').click();
  await page.getByTestId(`wallet-${part}`).click();
  await page.getByTestId(`wallet-page-${part}`).waitFor(soon);
}

export type Line = { readonly kind: string; readonly amount: number; readonly balance: number };

/** What a number that was written for people says. */
function numberOf(text: string): number {
  const digits = Number(text.replaceAll(/\D/g, ''));
  return /^\s*[-−]/.test(text) ? -digits : digits;
}

/** The lines of the statement that is shown, newest first. */
export async function shownLines(page: Page): Promise<readonly Line[]> {
  const rows = await page.getByTestId('entry').all();
  return Promise.all(
    rows.map(async (row) => ({
      kind: (await row.getAttribute('data-kind-of')) ?? '',
      amount: numberOf(await row.getByTestId('entry-amount').innerText()),
      balance: numberOf(await row.getByTestId('entry-balance').innerText()),
    })),
  );
}
