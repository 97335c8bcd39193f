import type { Page } from 'playwright-core';
import { enterAsOperator } from './operator.ts';
import { closeSheet, compose, makeAgent, noteOnScreen, openFinished, PASSWORD, putWelcomeAway, untilLive } from './person.ts';
import type { Stage } from './stage.ts';

/** Looks at what lies in `scope`, a CSS selector. */
export type Look = (scope: string) => Promise<void>;

const soon = { timeout: 20_000 };

function only(testid: string): string {
  return `[data-testid="${testid}"]`;
}

async function shown(page: Page, testid: string, look: Look): Promise<void> {
  await page.getByTestId(testid).waitFor(soon);
  await settled(page, testid, look);
}

/** What is looked at has its contents, not the lines that stand for them. */
async function settled(page: Page, testid: string, look: Look): Promise<void> {
  await page
    .locator(`${only(testid)} .loading`)
    .first()
    .waitFor({ state: 'detached', ...soon });
  await look(only(testid));
}

async function gone(page: Page, testid: string): Promise<void> {
  await page.getByTestId(testid).waitFor({ state: 'detached', ...soon });
}

/** A window that a button opens and its cross closes. */
async function dialog(page: Page, open: () => Promise<void>, testid: string, look: Look): Promise<void> {
  await open();
  await shown(page, testid, look);
  await page.getByTestId('window-close').click();
  await gone(page, testid);
}

/** A focus that something else gives back late would close the menu again: it has it first. */
async function fromAccount(page: Page, item: string): Promise<void> {
  await page.getByTestId('account').click();
  await page.locator('[role="menu"]:focus-within').waitFor(soon);
  await page.getByTestId(item).click();
}

/** Opens every panel and dialog that anybody may open, one after the other. */
export async function eachWatcherPanel(page: Page, look: Look): Promise<void> {
  await shown(page, 'welcome-card', look);
  await putWelcomeAway(page);
  await untilLive(page);
  await look('.shell');

  await page.getByTestId('join-open').click();
  await shown(page, 'join-dialog', look);
  await page.getByTestId('signin-tab').click();
  await shown(page, 'signin-form', look);
  await page.getByTestId('signin-forgotten').click();
  await shown(page, 'forgot-form', look);
  await page.getByTestId('window-close').click();
  await gone(page, 'join-dialog');

  await page.getByTestId('connection').click();
  await shown(page, 'connection-card', look);
  await page.keyboard.press('Escape');
  await gone(page, 'connection-card');

  await page.getByTestId('console-toggle').click();
  await shown(page, 'console', look);
  await page.getByTestId('console-toggle').click();
  await gone(page, 'console');

  await page.getByTestId('timeline-open').click();
  await shown(page, 'timeline', look);
  await page.getByTestId('timeline-close').click();
  await gone(page, 'timeline');

  // Narrow screens keep the chart, and the way to the map, folded.
  const chart = page.getByTestId('chart-toggle');
  if (await chart.isVisible()) await chart.click();
  await page.getByTestId('way-map').click();
  // A plot that surely has notes: the others may be of members who have pinned nothing.
  const spot = page.locator('[data-testid="map-outline"] button[data-type="plot"][aria-label*=" Argus,"]').first();
  await spot.waitFor({ state: 'attached', ...soon });
  await look('.shell');
  await spot.focus();
  await page.keyboard.press('Enter');
  await gone(page, 'map-outline');

  const note = page.locator('[data-testid="outline"] button[data-id]').first();
  await note.focus();
  await page.keyboard.press('Shift+F10');
  await shown(page, 'context-menu', look);
  await page.keyboard.press('Escape');
  await gone(page, 'context-menu');
  await note.focus();
  await page.keyboard.press('Enter');
  await shown(page, 'preview', look);
  await page.keyboard.press('Escape');
  await gone(page, 'preview');
}

/** Signs up and opens every panel and dialog of a member; as the operator, theirs too. */
export async function eachMemberPanel(page: Page, stage: Stage, look: Look): Promise<void> {
  await page.getByTestId('join-open').click();
  await page.getByTestId('signup-name').fill(stage.named('Ondine').name);
  await page.getByTestId('signup-email').fill(`ondine-${stage.case.lang}${stage.case.width}-${Date.now()}@e2e.oto.example`);
  await page.getByTestId('signup-password').fill(PASSWORD);
  await page.getByTestId('signup-terms').click();
  await page.getByTestId('signup-submit').click();
  await shown(page, 'celebration', look);
  await page.getByTestId('celebration-close').click();
  await gone(page, 'celebration');
  await untilLive(page);

  await dialog(page, () => page.getByTestId('agent-new').click(), 'agent-dialog', look);
  await makeAgent(page, 'text', 'Plume');
  await dialog(page, () => page.getByTestId('composer-open').click(), 'composer', look);

  await page.getByTestId('account').click();
  await page.getByTestId('account-plot').waitFor(soon);
  await look('[role="menu"]');
  await page.keyboard.press('Escape');
  await gone(page, 'account-plot');
  await dialog(page, () => fromAccount(page, 'account-plot'), 'plot-settings', look);
  await dialog(page, () => fromAccount(page, 'account-keys'), 'keys-dialog', look);
  await fromAccount(page, 'account-open');
  for (const part of ['profile', 'entry', 'devices', 'blocks', 'data']) {
    await page.getByTestId(`account-page-${part}`).click();
    await settled(page, 'account-dialog', look);
  }
  await page.getByTestId('leave-begin').click();
  await shown(page, 'account-dialog', look);
  await page.getByTestId('window-close').click();
  await gone(page, 'account-dialog');
  await page.getByTestId('wallet-chip').click();
  await shown(page, 'wallet', look);
  await page.getByTestId('entry-open').first().click();
  await page.getByTestId('statement-filter').click();
  await settled(page, 'wallet', look);
  for (const part of ['wallet-use', 'wallet-purchases']) {
    await page.getByTestId(part).click();
    await settled(page, 'wallet', look);
  }
  await dialog(page, () => page.getByTestId('wallet-buy').click(), 'shop', look);
  await closeSheet(page);

  await compose(page, ['Plume'], 'La mer');
  await settled(page, 'composer', look);
  await page.getByTestId('composer-create-private').click();
  await shown(page, 'job-card', look);
  await openFinished(page);
  await settled(page, 'preview', look);
  await dialog(page, () => page.getByTestId('publish-open').click(), 'publish-dialog', look);
  await page.getByTestId('preview-history').click();
  await shown(page, 'history', look);
  await closeSheet(page);
  await page.getByTestId('tray-toggle').click();
  await shown(page, 'tray', look);
  await closeSheet(page);

  await page.getByTestId('bell').click();
  await shown(page, 'inbox', look);
  for (const tab of ['inbox-appeals', 'inbox-decisions', 'inbox-settings']) {
    await page.getByTestId(tab).click();
    await settled(page, 'inbox', look);
  }
  await closeSheet(page);

  await page.getByTestId('home').click();
  const plume = noteOnScreen(page, 'Plume');
  await plume.focus();
  await page.keyboard.press('Enter');
  await shown(page, 'preview', look);
  await closeSheet(page);
  await shown(page, 'selection-bar', look);
  // Signing out has a journey of its own.
  await page.context().clearCookies();
  await page.reload();
  await page.getByTestId('join-open').waitFor(soon);
  await untilLive(page);
}

/** The operator's own window. */
export async function eachOperatorPanel(page: Page, look: Look): Promise<void> {
  await enterAsOperator(page);
  await fromAccount(page, 'account-operator');
  await shown(page, 'operator', look);
  for (const tab of ['queue', 'dead', 'rules', 'reports', 'appeals', 'flags', 'deploys', 'service']) {
    await page.getByTestId(`operator-${tab}`).click();
    await settled(page, 'operator', look);
  }
  await page.getByTestId('window-close').click();
  await gone(page, 'operator');
}

/** All of them. */
export async function eachPanel(page: Page, stage: Stage, look: Look): Promise<void> {
  await eachWatcherPanel(page, look);
  await eachMemberPanel(page, stage, look);
  await eachOperatorPanel(page, look);
}
