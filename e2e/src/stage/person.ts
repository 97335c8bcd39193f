import { randomBytes } from 'node:crypto';
import { expect } from 'vitest';
import type { Page } from 'playwright-core';
import { KINDS, type Kind } from '@oto/schema/board/kind';

/** What a person does with the interface, in the words of the journeys. Every step waits for its visible effect. */
export const PASSWORD = 'papier-crayon-42';

const soon = { timeout: 20_000 };
/** A generation may queue behind another on two cores. */
const generated = { timeout: 60_000 };

export async function putWelcomeAway(page: Page): Promise<void> {
  const card = page.getByTestId('welcome-card');
  if (await card.isVisible()) await page.getByTestId('welcome-watch').click();
  await card.waitFor({ state: 'detached', ...soon });
}

export async function untilLive(page: Page): Promise<void> {
  await page.locator('[data-testid="connection"][data-state="live"]').waitFor({ state: 'attached', ...soon });
}

export function newEmail(): string {
  return `p${randomBytes(6).toString('hex')}@e2e.oto.example`;
}

/** Signs up through the form; ends when the celebration has been put away. */
export async function join(page: Page, name: string, email = newEmail()): Promise<string> {
  await page.getByTestId('join-open').click();
  await page.getByTestId('signup-name').fill(name);
  await page.getByTestId('signup-email').fill(email);
  await page.getByTestId('signup-password').fill(PASSWORD);
  await page.getByTestId('signup-terms').click();
  await page.getByTestId('signup-submit').click();
  await page.getByTestId('celebration').waitFor(soon);
  await page.getByTestId('celebration-close').click();
  await page.getByTestId('celebration').waitFor({ state: 'detached', ...soon });
  await untilLive(page);
  return email;
}

export async function signIn(page: Page, email: string): Promise<void> {
  await page.getByTestId('join-open').click();
  await page.getByTestId('signin-tab').click();
  await page.getByTestId('signin-email').fill(email);
  await page.getByTestId('signin-password').fill(PASSWORD);
  await page.getByTestId('signin-submit').click();
  await page.getByTestId('wallet-chip').waitFor(soon);
  await untilLive(page);
}

/** `engine`: by its name, when it is not the kind's first. */
export async function makeAgent(page: Page, kind: Kind, name: string, engine?: string, fee?: number): Promise<void> {
  await page.getByTestId('agent-new').click();
  await page.getByTestId(`agent-kind-${kind}`).click();
  await page.getByTestId('agent-name').fill(name);
  if (engine !== undefined) {
    await page.getByTestId('agent-engine').click();
    await page.getByRole('option', { name: engine }).click();
  }
  if (fee !== undefined) await page.getByTestId('agent-fee').fill(String(fee));
  await page.getByTestId('agent-submit').click();
  await page.getByTestId('agent-submit').waitFor({ state: 'detached', ...soon });
  await noteOnScreen(page, name).waitFor({ state: 'attached', ...soon });
}

/** Opens the composer, picks agents by name and writes the prompt; ends with a price shown. */
export async function compose(page: Page, agents: readonly string[], prompt: string): Promise<number> {
  await page.getByTestId('composer-open').click();
  for (const [index, name] of agents.entries()) {
    if (index > 0 && !(await page.getByTestId('agent-picker').isVisible())) await page.getByTestId('composer-add-step').click();
    await page.getByTestId('picker-search').fill(name);
    await page.getByTestId('picker-agent').filter({ hasText: name }).first().click();
  }
  await page.getByTestId('composer-prompt').fill(prompt);
  return shownPrice(page);
}

export async function shownPrice(page: Page): Promise<number> {
  const total = page.getByTestId('composer-total');
  await total.waitFor(soon);
  return Number((await total.innerText()).replaceAll(/\D/g, ''));
}

export async function balance(page: Page): Promise<number> {
  return Number((await page.getByTestId('wallet-chip').innerText()).replaceAll(/\D/g, ''));
}

/** Waits until the newest job has ended well, then opens what it made. */
export async function openFinished(page: Page): Promise<void> {
  await page.locator('[data-testid="job-card"][data-state="succeeded"]').first().waitFor(generated);
  await page.locator('[data-testid="job-card"][data-state="succeeded"]').first().getByTestId('job-open').click();
  await page.getByTestId('preview').waitFor(soon);
}

export async function closeSheet(page: Page): Promise<void> {
  await page.getByTestId('sheet-close').first().click();
  await page
    .getByTestId('sheet-close')
    .first()
    .waitFor({ state: 'detached', ...soon });
}

/** The button that stands for a note in the outline, by words of its label. */
export function noteOnScreen(page: Page, words: string) {
  return page.locator(`[data-testid="outline"] button[aria-label*="${words}"]`).first();
}

type Place = { readonly x: number; readonly y: number; readonly size: number };

/** The outline follows the board this often, and a little time for the board itself. */
const OUTLINE_MS = 350;

/** Where a note has come to rest on the screen, in CSS px, from the outline. */
export async function placeOf(page: Page, words: string): Promise<Place> {
  let [last, now] = [await placeNow(page, words), await nextPlace(page, words)];
  for (let turn = 0; turn < 40 && (last.x !== now.x || last.y !== now.y || last.size !== now.size); turn++) {
    [last, now] = [now, await nextPlace(page, words)];
  }
  return now;
}

async function nextPlace(page: Page, words: string): Promise<Place> {
  await page.waitForTimeout(OUTLINE_MS);
  return placeNow(page, words);
}

async function placeNow(page: Page, words: string): Promise<Place> {
  const note = noteOnScreen(page, words);
  await note.waitFor({ state: 'attached', ...soon });
  return note.evaluate((element) => ({
    x: Number.parseFloat(element.style.left),
    y: Number.parseFloat(element.style.top),
    size: Number.parseFloat(element.style.width),
  }));
}

/** Every edit of this page has been acknowledged. */
export async function untilSaved(page: Page): Promise<void> {
  await page.locator('[data-testid="connection"][data-unsaved="0"]').waitFor({ state: 'attached', ...soon });
}

/** Drags a post-it by so many times its own side and lets it go. */
export async function dragNote(page: Page, words: string, by: { readonly x: number; readonly y: number }): Promise<void> {
  const at = await placeOf(page, words);
  await page.mouse.move(at.x, at.y);
  await page.mouse.down();
  for (let step = 1; step <= 6; step++) await page.mouse.move(at.x + (by.x * at.size * step) / 6, at.y + (by.y * at.size * step) / 6);
  await page.mouse.up();
}

/** Turns the wheel over the middle of the board; positive zooms out. */
export async function wheel(page: Page, turns: number): Promise<void> {
  const { width, height } = page.viewportSize() ?? { width: 0, height: 0 };
  await page.mouse.move(width / 2, height / 2);
  for (let n = 0; n < Math.abs(turns); n++) await page.mouse.wheel(0, 360 * Math.sign(turns));
}

/** Every text on the page is translated: no key shows through, and the page says its language. */
export async function expectLanguage(page: Page, lang: 'fr' | 'en'): Promise<void> {
  expect(await page.locator('html').getAttribute('lang')).toBe(lang);
  const text = await page.locator('body').innerText();
  expect(text).not.toMatch(/\{\{|\bundefined\b|\[object/);
}

export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const overflow = await page.locator('html').evaluate((html) => html.scrollWidth - html.clientWidth);
  expect(overflow).toBeLessThanOrEqual(0);
}

export const ALL_KINDS = KINDS;
