import { setTimeout as delay } from 'node:timers/promises';
import { chromium, type Page } from 'playwright-core';
import type { Stack } from '@oto/ops/local/stack';
import { launchChromium } from '@oto/e2e/stage/chromium';
import { dragNote, join, makeAgent, placeOf, putWelcomeAway, untilLive, untilSaved } from '@oto/e2e/stage/person';
import type { Benchmark, Figures } from '../figures/report.ts';
import { withStack } from '../figures/stack.ts';

const REPLICAS = { api: 2, collab: 2, workers: 1 };
/** The supervisor starts what has lived this long again at once. */
const STEADY_MS = 11_000;
const SEEN_WITHIN_MS = 60_000;
const LOOK_MS = 50;

/**
 * A member and a watcher on one board, before two apis and two documents' servers. In each round one of either is killed;
 * the member moves a note at once and the watcher is to see it, with nobody loading their page anew. Every second round
 * kills the other pair, so that the one that serves their tile is hit in one of them.
 */
export const drillStay: Benchmark = ({ quick, say }) =>
  withStack(say, (stack) => stay(stack, quick ? 2 : 10, say), { LIMITS_FACTOR: '100' }, { replicas: REPLICAS });

async function stay(stack: Stack, rounds: number, say: (line: string) => void): Promise<Figures> {
  const server = await launchChromium();
  const errors: string[] = [];
  try {
    const browser = await chromium.connect(server.wsEndpoint());
    const enter = async (path: string): Promise<Page> => {
      const context = await browser.newContext({ locale: 'en-GB', viewport: { width: 1280, height: 720 }, reducedMotion: 'reduce' });
      const page = await context.newPage();
      page.setDefaultTimeout(SEEN_WITHIN_MS);
      page.on('pageerror', (error) => errors.push(error.message));
      await page.goto(stack.url + path);
      await untilLive(page);
      await putWelcomeAway(page);
      return page;
    };
    const member = await enter('/');
    await join(member, 'Dora');
    await makeAgent(member, 'text', 'Relais');
    const watcher = await enter('/@dora?plot');
    await Promise.all([member, watcher].map((page) => page.evaluate('void (globalThis.stayed = true)')));
    const seenMs: number[] = [];
    for (let round = 0; round < rounds; round++) {
      await delay(STEADY_MS);
      await stack.untilWell();
      const before = await placeOf(watcher, 'Relais');
      const pids = [stack.replicas.api, stack.replicas.collab].map((all) => all[round % 2]?.pid());
      const killedAt = Date.now();
      for (const pid of pids) {
        if (pid === undefined) throw new Error('there is nothing to kill');
        process.kill(pid, 'SIGKILL');
      }
      await dragNote(member, 'Relais', { x: round % 2 === 0 ? 1.2 : -1.2, y: 0.2 });
      await untilSaved(member);
      await untilElsewhere(watcher, before.x);
      seenMs.push(Date.now() - killedAt);
      say(`round ${round + 1}: seen by the watcher ${seenMs.at(-1)} ms after an api and a documents' server were killed`);
    }
    await Promise.all([untilLive(member), untilLive(watcher)]);
    const stayed = await Promise.all([member, watcher].map((page) => page.evaluate('globalThis.stayed === true')));
    for (const error of errors) say(`a page reported: ${error}`);
    return {
      apis: REPLICAS.api,
      collabs: REPLICAS.collab,
      kills: rounds * 2,
      reloads: stayed.filter((still) => still !== true).length,
      page_errors: errors.length,
      seen_ms_max: Math.max(...seenMs),
    };
  } finally {
    await server.close();
  }
}

async function untilElsewhere(page: Page, x: number): Promise<void> {
  const end = Date.now() + SEEN_WITHIN_MS;
  while (Math.abs((await placeOf(page, 'Relais')).x - x) < 10) {
    if (Date.now() > end) throw new Error('the watcher did not see the note move');
    await delay(LOOK_MS);
  }
}
