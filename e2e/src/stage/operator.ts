import type { Page } from 'playwright-core';
import { join, PASSWORD } from './person.ts';

export const OPERATOR = 'operator@e2e.oto.example';
const soon = { timeout: 20_000 };

/** Signs in; whoever comes first makes the account. */
export async function enterAsOperator(page: Page): Promise<void> {
  await page.getByTestId('join-open').click();
  await page.getByTestId('signin-tab').click();
  await page.getByTestId('signin-email').fill(OPERATOR);
  await page.getByTestId('signin-password').fill(PASSWORD);
  await page.getByTestId('signin-submit').click();
  const [error, chip] = [page.getByTestId('join-error'), page.getByTestId('wallet-chip')];
  await error.or(chip).first().waitFor(soon);
  if (!(await error.isVisible())) return;
  await page.getByTestId('window-close').click();
  await page.getByTestId('join-dialog').waitFor({ state: 'detached', ...soon });
  await join(page, 'Opale', OPERATOR);
}
