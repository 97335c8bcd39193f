import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { inject } from 'vitest';

export type Case = { readonly lang: 'fr' | 'en'; readonly width: 1440 | 390 | 360 };

const ALL: readonly Case[] = [
  { lang: 'fr', width: 1440 },
  { lang: 'en', width: 390 },
  { lang: 'en', width: 1440 },
  { lang: 'fr', width: 390 },
];

/** First steps, played in French on a desk and in English on a phone every time. */
const FIRST_STEPS = [1, 2, 4];

/**
 * The cases of a journey, by its number. The walk (OTO_WALK=full) plays the whole matrix; inside `npm test`, which has
 * to end within ten minutes, journeys of even number are played in English on a phone, the others in French on a desk.
 */
export function casesOf(journey: number): readonly Case[] {
  if (process.env.OTO_WALK === 'full') return ALL;
  const pair = ALL.slice(0, 2);
  return FIRST_STEPS.includes(journey) ? pair : pair.filter((_, index) => index === (journey + 1) % 2);
}

/** Pictures are taken on the whole walk, or where they are asked for. */
const TAKEN = process.env.OTO_WALK === 'full' || process.env.OTO_SHOTS === '1';
/** Software draws a quarter of the pixels in half the time; the whole walk, whose pictures are looked at, has all of them. */
const PIXELS = TAKEN ? 1 : 0.5;

/** Refusals that a journey provokes, and what the browser says of sockets while it is made to be offline. */
const EXPECTED = /status of 4\d\d|ERR_INTERNET_DISCONNECTED/;

const SHOTS = resolve(import.meta.dirname, '../../shots');
const HEIGHT = { 1440: 900, 390: 844, 360: 740 } as const;

/** One person at one browser. */
export type Visitor = { readonly page: Page; readonly context: BrowserContext };

export type Stage = {
  readonly url: string;
  readonly case: Case;
  /** A name of this case alone, and the handle that signing up with it gives. */
  named(name: string): { readonly name: string; readonly handle: string };
  /** A new browser profile with the board open and drawn. */
  enter(
    path?: string,
    look?: { readonly colorScheme?: 'light' | 'dark'; readonly reducedMotion?: 'reduce' | 'no-preference' },
  ): Promise<Visitor>;
  /** What pages report like this is no trouble: the journey brings it about. */
  bear(reports: RegExp): void;
  /** On the walk, or with OTO_SHOTS=1, writes e2e/shots/<journey>-<label>-<lang>-<width>.png. */
  shot(visitor: Visitor, label: string): Promise<void>;
};

/**
 * Plays one journey. Whatever the pages reported as broken fails it: an uncaught error, an error on
 * the console, an answer of 500 or more.
 */
export async function play(journey: string, variant: Case, script: (stage: Stage) => Promise<void>): Promise<void> {
  const url = inject('url');
  const browser = await chromium.connect(inject('browser'));
  const troubles: string[] = [];
  const borne: RegExp[] = [];
  try {
    await script({
      url,
      case: variant,
      named: (name) => ({
        name: `${name} ${variant.lang}${variant.width}`,
        handle: `${name.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase()}-${variant.lang}${variant.width}`,
      }),
      bear: (reports) => void borne.push(reports),
      enter: (path = '/', look = {}) => enter(browser, url + path, variant, troubles, look),
      async shot(visitor, label) {
        if (!TAKEN) return;
        await mkdir(SHOTS, { recursive: true });
        // Software rendering lags: let what was asked for reach the screen.
        await visitor.page.evaluate(
          'new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => requestAnimationFrame(done))))',
        );
        await visitor.page.screenshot({ path: join(SHOTS, `${journey}-${label}-${variant.lang}-${variant.width}.png`) });
      },
    });
    const left = troubles.filter((trouble) => !borne.some((reports) => reports.test(trouble)));
    if (left.length > 0) throw new Error(`the pages reported:\n${left.join('\n')}`);
  } catch (error) {
    await shootFailure(browser, `${journey}-failed-${variant.lang}-${variant.width}`);
    throw error;
  } finally {
    await browser.close();
  }
}

/** What each person saw when a journey failed. */
async function shootFailure(browser: Browser, name: string): Promise<void> {
  const pages = browser.contexts().flatMap((context) => context.pages());
  await mkdir(SHOTS, { recursive: true });
  await Promise.allSettled(pages.map((page, index) => page.screenshot({ path: join(SHOTS, `${name}-${index}.png`), timeout: 5_000 })));
}

async function enter(
  browser: Browser,
  address: string,
  variant: Case,
  troubles: string[],
  look: Parameters<Stage['enter']>[1],
): Promise<Visitor> {
  const context = await browser.newContext({
    locale: variant.lang === 'fr' ? 'fr-FR' : 'en-GB',
    viewport: { width: variant.width, height: HEIGHT[variant.width] },
    deviceScaleFactor: PIXELS,
    hasTouch: variant.width < 1000,
    acceptDownloads: true,
    reducedMotion: 'reduce',
    ...look,
  });
  const page = await context.newPage();
  page.on('pageerror', (error) => troubles.push(`uncaught: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error' && !EXPECTED.test(message.text())) troubles.push(`console: ${message.text()}`);
  });
  page.on('response', (response) => {
    if (response.status() >= 500) troubles.push(`${response.status()} ${response.url()}`);
  });
  await page.goto(address);
  await page.locator('[data-testid="board"] canvas').first().waitFor({ timeout: 30_000 });
  await page.locator('[data-testid="connection"][data-state="live"]').waitFor({ state: 'attached', timeout: 30_000 });
  return { page, context };
}
